/** Script in every place of a message, of a folder and of a server's answer that is not its body: all of it may be seen as text only. */

/** `top.pwned` is what the watch counts. */
export const PAYLOADS = [
  '<img src=x onerror=top.pwned()>', '"><svg onload=top.pwned()>', '\'"--></style></script><script>top.pwned()</script>', '<iframe srcdoc="<script>top.pwned()</script>">',
  'javascript:top.pwned()', '{{constructor.constructor("top.pwned()")()}}', '${top.pwned()}', '<a href=javascript:top.pwned()>x</a>',
] as const;

const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, '\\$&')}"`;

/** One letter for each payload, with it in every field that reaches the screen. The subject begins with `header-N`. */
export const headerLetters = (): string[] => PAYLOADS.map((payload, index) => [
  `From: ${word(payload)} <from-${index}@example.net>`, `Sender: ${quoted(payload)} <sender@example.net>`, `To: ${word(payload)} <you@example.org>, ${quoted(payload)} <b@example.org>`,
  `Cc: ${word(payload)} <cc@example.org>`, `Reply-To: ${word(payload)} <reply@example.net>`, `Subject: header-${index} ${word(payload)}`, `Message-ID: <header-${index}@example.net>`,
  `Date: ${new Date().toUTCString().replace('GMT', '+0000')} (${payload.replaceAll(/[()]/gu, '')})`,
  `List-ID: ${word(payload)} <list.example.net>`, `List-Unsubscribe: <javascript:top.pwned()>, <data:text/html,${encodeURIComponent(payload)}>`, `Authentication-Results: ${payload}; spf=pass`,
  `X-Mailer: ${payload}`, `Organization: ${word(payload)}`, '__proto__: polluted', 'constructor: polluted',
  'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b; __proto__=polluted; constructor=x', '',
  '--b', 'Content-Type: text/plain; charset=utf-8; __proto__=x', '', `${payload}`, `https://example.org/${payload}`, '',
  '--b', 'Content-Type: text/calendar; method=REQUEST; charset=utf-8', '',
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//', 'METHOD:REQUEST', 'BEGIN:VEVENT', `UID:${index}@example.net`, 'DTSTAMP:20261121T000000Z', 'DTSTART:20261201T100000Z', 'DTEND:20261201T110000Z',
  `SUMMARY:${payload}`, `LOCATION:${payload}`, `DESCRIPTION:${payload}`, `ORGANIZER;CN=${quoted(payload.replaceAll('"', '\''))}:mailto:o@example.net`, `ATTENDEE;CN=${quoted(payload.replaceAll('"', '\''))}:javascript:top.pwned()`,
  'URL:javascript:top.pwned()', `X-ALT-DESC;FMTTYPE=text/html:${payload}`, `ATTACH;FMTTYPE=text/html:https://calendar.leak.test/${index}`, 'END:VEVENT', 'END:VCALENDAR', '',
  '--b', `Content-Type: image/svg+xml; name=${quoted(`${payload}.svg`)}`, `Content-Disposition: attachment; filename=${quoted(`${payload}.svg`)}`, '', `<svg xmlns="http://www.w3.org/2000/svg" onload="top.pwned()"><script>top.pwned()</script></svg>`, '',
  '--b', `Content-Type: application/octet-stream; name*=utf-8''${encodeURIComponent(payload)}`, `Content-Description: ${word(payload)}`, 'Content-Disposition: attachment', '', 'x', '',
  '--b', 'Content-Type: text/html; charset=utf-8', '', `<p>${payload}</p><img id=body name=attributes><form id=cookie><input name=getElementById></form><a id=querySelector name=__proto__>x</a>`, '',
  '--b--', '',
].join('\r\n'));

/** Names that scripts and pages know, as ids and names of a message (DOM clobbering). */
export const clobberingHtml = (): string[] => {
  const names = ['attributes', 'body', 'cookie', 'head', 'forms', 'children', 'firstChild', 'parentNode', 'nodeName', 'textContent', 'innerHTML', 'setAttribute', 'getElementById', 'querySelector', 'location', 'window', 'top', 'parent', 'self', 'document', 'defaultView', 'documentElement', 'ownerDocument', 'constructor', '__proto__', 'prototype', 'toString', 'root', 'scrollIntoView', 'fonts', 'addEventListener', 'adoptNode', 'createElement'];
  return ['a', 'img', 'form', 'input', 'object', 'embed', 'iframe', 'div'].map((element) => names.map((name) => `<${element} id="${name}" name="${name}"><${element} id="${name}" name="value">${name}</${element}></${element}>`).join(''));
};

/** Mailbox names. */
export const folderNames = (): string[] => ['<img src=x onerror=top.pwned()>', '"><svg onload=top.pwned()>', '__proto__', 'constructor', '..', '<script>top.pwned()<'.replace('/', ''), '{{7*7}}', 'a\u202egnp.exe'];
