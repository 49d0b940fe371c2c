/** Hand-written messages on which mail programs disagree. Names say what is odd about each. */
const TEXTS: Readonly<Record<string, string>> = {
  plain: 'From: Ann Example <ann@example.net>\r\nTo: bob@example.org, "Carol, the third" <carol@example.org>\r\nCc: dave@example.org\r\nBcc: eve@example.org\r\nReply-To: list@example.net\r\nSender: robot@example.net\r\nSubject: Hello\r\nMessage-ID: <plain@example.net>\r\nIn-Reply-To: <before@example.net>\r\nDate: Thu, 19 Nov 2026 08:00:00 +0100\r\n\r\nText with a needle.\r\n',
  'no header at all': '\r\nOnly a body.\r\n',
  'nothing but a header': 'Subject: alone\r\n\r\n',
  'encoded words, several charsets, split in a character': 'From: =?iso-8859-1?Q?J=FCrgen_M=FCller?= <j@example.net>\r\nTo: =?utf-8?B?5pel5pys6Kqe?= <n@example.org>\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_?=\r\n =?utf-8?Q?aus_M=C3=BCnchen?= and =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\r\n\r\nx\r\n',
  'raw UTF-8 in the header': 'From: Jörg <joerg@example.net>\r\nSubject: Grüße, roh\r\n\r\nx\r\n',
  'quotes and backslashes': 'From: "a \\"quoted\\" \\\\ name" <q@example.net>\r\nSubject: "\\" {5} (x) * % \\Seen\r\n\r\nx\r\n',
  'groups': 'From: a@example.net\r\nTo: undisclosed-recipients:;\r\nCc: Friends: ann@example.org, Bob <bob@example.org>;, last@example.org\r\nSubject: groups\r\n\r\nx\r\n',
  'addresses that are none': 'From: nobody\r\nTo: <>, @example.org, a@, Just A Name\r\nCc: a@b@c.example.org\r\nSubject: odd addresses\r\n\r\nx\r\n',
  'folded and long': `Subject: ${'word '.repeat(300)}\r\n end\r\nFrom: "${'n'.repeat(500)}" <long@example.net>\r\n\r\nx\r\n`,
  'a date nobody understands': 'Date: yesterday, around noon\r\nSubject: no date\r\n\r\nx\r\n',
  'a date without a zone': 'Date: 19 Nov 2026 08:00\r\nSubject: zone\r\n\r\nx\r\n',
  'a date with an old zone and a comment': 'Date: Thu, 19 Nov 2026 08:00:00 EST (Eastern)\r\nSubject: old zone\r\n\r\nx\r\n',
  'attachments with long and encoded names': 'Subject: names\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b 1"\r\n\r\n--b 1\r\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\nx\r\n--b 1\r\nContent-Type: application/pdf; name="=?utf-8?Q?Vertrag_=C3=A4.pdf?="\r\nContent-Disposition: attachment; filename*0*=utf-8\'\'Vertrag%20; filename*1*=%C3%A4.pdf; size=5\r\nContent-Transfer-Encoding: BASE64\r\nContent-ID: <id-1@example.net>\r\n\r\naGFsbG8=\r\n--b 1\r\nContent-Type: IMAGE/PNG; NAME=a.png\r\nContent-Disposition: INLINE; FILENAME="a b.png"\r\nContent-Description: a picture\r\nContent-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\r\nContent-Language: de, en\r\nContent-Location: http://example.net/a.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b 1--\r\n',
  'a message in a message in a message': 'Subject: outer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nouter text\r\n--o\r\nContent-Type: message/rfc822\r\n\r\nSubject: middle\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nmiddle\r\n--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner text\r\n--m--\r\n--o--\r\n',
  'a multipart without parts': 'Subject: hollow\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno boundary here\r\n',
  'a multipart without a boundary': 'Subject: unbounded\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n\r\ny\r\n--x--\r\n',
  'types that are none': 'Subject: types\r\nMIME-Version: 1.0\r\nContent-Type: text\r\nContent-Transfer-Encoding: =?utf-8?Q?7bit?=\r\nContent-Disposition: ;\r\n\r\nx\r\n',
  'an empty part, a part of one line': 'Subject: empty\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=e\r\n\r\n--e\r\n\r\n--e\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--e--\r\n',
  'NIL as a word': 'From: NIL <nil@example.net>\r\nTo: NIL\r\nSubject: NIL\r\nMessage-ID: NIL\r\n\r\nNIL\r\n',
  'two subjects, two froms': 'From: first@example.net\r\nFrom: second@example.net\r\nSubject: first\r\nSubject: second\r\n\r\nx\r\n',
  'a parameter with charset and language': "Subject: RFC 2231\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset*=ansi-x3.4-1968''us-ascii\r\n\r\nx\r\n",
  'a date before there were computers': 'Date: Thu, 13 Feb 1969 23:32:00 -0330\r\nSubject: old\r\n\r\nx\r\n',
  'a date far away': 'Date: Thu, 13 Feb 3609 23:32:00 +0000\r\nSubject: far\r\n\r\nx\r\n',
  'a date of last century': 'Date: 21 Nov 97 09(comment):   55  :  06 -0600\r\nSubject: century\r\n\r\nx\r\n',
};

/** One character is one octet. */
const OCTETS: Readonly<Record<string, string>> = {
  'latin1 in the header': 'Subject: Forma\xe7\xe3o\r\n\r\nx\r\n',
  'eight bits in the body': 'Subject: latin1 body\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\ngr\xfcn \xe4\xf6\r\n',
};

export const NASTY_MAIL: ReadonlyMap<string, Buffer> = new Map([
  ...Object.entries(TEXTS).map(([name, text]) => [name, Buffer.from(text)] as const),
  ...Object.entries(OCTETS).map(([name, text]) => [name, Buffer.from(text, 'latin1')] as const),
]);
