/** Seed: a mailing list, and mail that machines send. */
import { SEEN, UNREAD, YOU, type SeedClock, type SeedMessage } from './seed.ts';

const LIST = { name: 'Tidewatch', address: 'tidewatch@example.org' };
const COUNT = ['count-1@example.net', 'count-2@example.com'];

const listHeaders = (clock: SeedClock): [string, string][] => [
  ['Sender', 'tidewatch-bounces@example.org'],
  ['List-Id', 'People who count birds <tidewatch.example.org>'],
  ['List-Post', '<mailto:tidewatch@example.org>'],
  ['List-Help', '<mailto:tidewatch-request@example.org?subject=help>'],
  ['List-Subscribe', '<mailto:tidewatch-request@example.org?subject=subscribe>'],
  ['List-Unsubscribe', '<mailto:tidewatch-leave@example.org>, <https://lists.example.org/tidewatch/leave>'],
  ['List-Archive', `<https://lists.example.org/tidewatch/${String(clock.minutes(0).getFullYear())}/>`],
  ['Precedence', 'list'],
];
const footer = '\n_______________________________________________\nTidewatch mailing list\ntidewatch@example.org\n';

export function lists(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'INBOX', id: 'count-1', from: { name: 'Henk de Vries', address: 'henk.devries@example.net' }, to: [LIST], subject: '[tidewatch] Count of the first Sunday', date: clock.day(6, '18:05'), flags: SEEN, zone: 60,
      headers: listHeaders(clock),
      body: { kind: 'text', text: `Dear counters,

the numbers of Sunday, north to south:

  bar-tailed godwit    214
  curlew                61
  oystercatcher        388
  knot              1,940  (a cloud, so more or less)
  dog off the lead       3

Please check your own stretch. The southern sluice was counted twice by two
people who each thought the other was a heron.

Henk${footer}` },
    },
    {
      mailbox: 'INBOX', id: 'count-2', thread: COUNT.slice(0, 1), from: { name: 'Aroha Ngata', address: 'aroha.ngata@example.com' }, to: [LIST], subject: 'Re: [tidewatch] Count of the first Sunday', date: clock.day(6, '20:31'), flags: SEEN, zone: 780,
      headers: listHeaders(clock),
      body: { kind: 'text', text: `Henk de Vries wrote:
> people who each thought the other was a heron

In our defence it was foggy.

For the southern sluice please take my number (52 curlews), the other one
counts the decoy.

Aroha
--\u0020
Kia ora from the other end of the flyway${footer}` },
    },
    {
      mailbox: 'INBOX', id: 'count-3', thread: COUNT, from: { name: 'Henk de Vries', address: 'henk.devries@example.net' }, to: [LIST], subject: 'Re: [tidewatch] Count of the first Sunday', date: clock.minutes(48), flags: UNREAD, zone: 60,
      headers: listHeaders(clock),
      body: { kind: 'text', text: `> For the southern sluice please take my number (52 curlews)

Taken. The corrected table is in the archive. Next count: first Sunday of
next month, meeting at the landing as always. Newcomers are welcome, we have
spare boots up to size 46.

Henk${footer}` },
    },
    {
      mailbox: 'INBOX', from: { name: 'Parcel Point', address: 'no-reply@example.net' }, to: [YOU], subject: 'Your parcel is waiting (code 4417)', date: clock.minutes(75), flags: UNREAD,
      headers: [['Auto-Submitted', 'auto-generated']],
      body: { kind: 'text', subtype: 'html', text: `<html><body style="font-family:Arial,sans-serif"><p>Hello,</p><p>your parcel is waiting at <b>Parcel Point 12, Quay Street</b>.</p><p style="font-size:28px;letter-spacing:4px"><b>4417</b></p><p>We keep it for seven days. Please bring this code, or the face on your passport.</p></body></html>
` },
    },
    {
      mailbox: 'INBOX', from: { name: 'Mail Delivery System', address: 'mailer-daemon@example.org' }, to: [YOU], subject: 'Undelivered Mail Returned to Sender', date: clock.day(15, '22:18'), flags: SEEN,
      headers: [['Auto-Submitted', 'auto-replied']],
      body: {
        kind: 'multipart', subtype: 'report', parameters: 'report-type=delivery-status', parts: [
          { kind: 'text', charset: 'us-ascii', encoding: '7bit', text: 'This is the mail system at host demo.example.org.\n\nYour message could not be delivered to one recipient:\n\n<tomas.fereira@example.org>: 550 5.1.1 There is no such mailbox here.\n    Perhaps you mean tomas.ferreira?\n' },
          { kind: 'raw', type: 'message/delivery-status', text: `Reporting-MTA: dns; demo.example.org\nArrival-Date: ${clock.day(15, '22:17').toUTCString().replace('GMT', '+0000')}\n\nFinal-Recipient: rfc822; tomas.fereira@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 There is no such mailbox here.\n` },
          { kind: 'raw', type: 'text/rfc822-headers', text: 'From: Robin Vale <you@example.org>\nTo: tomas.fereira@example.org\nSubject: Telescope\nMessage-ID: <telescope@example.org>\n' },
        ],
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'Weather Station', address: 'station@example.net' }, to: [YOU], subject: 'Readings', date: clock.day(18, '05:00'), flags: SEEN,
      body: { kind: 'text', text: '' },
      // Deliberately broken: an unencoded 8-bit header, a part that never ends, base64 with rubbish in it, a boundary that is not there.
      raw: (date) => `Date: ${date.toUTCString().replace('GMT', '+0000')}
From: Wetterstation K\u00fcste <station@example.net>
To: Robin Vale <you@example.org>
Subject: Readings of the night, K\u00fcste 4\u00b0
Message-ID: <readings-0500@example.net>
This line is no header at all
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="reading

This text stands before the first boundary, and there are two of them.

--reading
Content-Type: text/plain; charset="no-such-charset
Content-Transfer-Encoding: quoted-printable

Wind 7, gusts 9. Temperature 4=B0, or =4. The sensor on the pier is wet=
--reading
Content-Type: application/octet-stream; name=reading.bin
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=reading.bin

AAEC*AwQF
!!!!BgcICQ
--readin
Content-Type: text/html

<p>This part belongs to nobody`,
    },
  ];
}
