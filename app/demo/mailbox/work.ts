/** Seed: a project at work, with attachments and an invitation. */
import { ANSWERED, FLAGGED, SEEN, UNREAD, YOU, type SeedClock, type SeedMessage } from './seed.ts';
import { pdf, zip } from './documents.ts';
import { harbour, mark } from './pictures.ts';

const PRIYA = { name: 'Priya Raman', address: 'priya.raman@example.com' };
const LARS = { name: 'Lars Holm', address: 'lars.holm@example.com' };
const DRAFT = ['site-draft-1@example.com', 'site-draft-2@example.org', 'site-draft-3@example.com'];

const signature = '<p style="color:#777;font-size:12px">Priya Raman · Studio on the Quay<br>I read mail in the mornings.</p>';

export function work(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'INBOX', id: 'site-draft-1', from: PRIYA, to: [YOU], cc: [LARS], subject: 'Museum site: second draft', date: clock.day(4, '10:15'), flags: ANSWERED, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          {
            kind: 'multipart', subtype: 'alternative', parts: [
              { kind: 'text', text: 'Hello Robin,\n\nthe second draft is attached. Three things are open:\n\n 1. the opening hours (summer and winter, or one table?)\n 2. who writes the page about the lighthouse\n 3. pictures: Lars has twelve, we need four\n\nCould you look at the texts by Friday?\n\nPriya\n' },
              {
                kind: 'text', subtype: 'html', text: `<html><body style="font-family:Helvetica,Arial,sans-serif;font-size:14px">
<p>Hello Robin,</p>
<p>the second draft is attached. Three things are open:</p>
<ol><li>the opening hours (summer <i>and</i> winter, or one table?)</li><li>who writes the page about the lighthouse</li><li>pictures: Lars has twelve, we need four</li></ol>
<p>Could you look at the texts <b>by Friday</b>?</p>
<p>Priya</p>${signature}</body></html>
`,
              },
            ],
          },
          { kind: 'file', type: 'application/pdf', name: 'museum-site-draft-2.pdf', content: pdf(['Harbour museum: site, second draft', '1. Welcome. A harbour is a place where things wait.', '2. The collection: boats, nets, and one very large anchor.', '3. The lighthouse (text to come).', '4. Visiting us: opening hours, prices, how to get here.', '', 'Open questions are marked in the margin.']) },
        ],
      },
    },
    {
      mailbox: 'Sent', id: 'site-draft-2', thread: DRAFT.slice(0, 1), from: YOU, to: [PRIYA], cc: [LARS], subject: 'Re: Museum site: second draft', date: clock.day(3, '11:48'), flags: SEEN,
      body: { kind: 'text', text: 'Hello Priya,\n\none table, with the winter in italics. I will write the lighthouse: I spent\na night in it once and have been looking for an excuse.\n\nTexts tomorrow.\n\nRobin\n' },
    },
    {
      mailbox: 'INBOX', id: 'site-draft-3', thread: DRAFT.slice(0, 2), from: LARS, to: [YOU, PRIYA], subject: 'Re: Museum site: second draft', date: clock.day(1, '15:36'), flags: UNREAD, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          { kind: 'text', text: 'The four pictures, and a text file that says who took them.\n\nI left out the one with the seagull. You know why.\n\nLars\n' },
          {
            kind: 'file', type: 'application/zip', name: 'pictures.zip', content: zip([
              { name: 'pictures/harbour.png', content: harbour() },
              { name: 'pictures/credits.txt', content: Buffer.from('harbour.png: Lars Holm, in August, from the pier\r\n') },
            ]),
          },
        ],
      },
    },
    {
      mailbox: 'INBOX', from: PRIYA, to: [YOU, LARS], subject: 'Invitation: Museum site, go or no go', date: clock.minutes(200), flags: UNREAD, zone: 60,
      body: invitation(clock),
    },
    {
      mailbox: 'INBOX', from: LARS, to: [YOU], subject: 'Visitor numbers', date: clock.day(8, '09:27'), flags: SEEN, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          { kind: 'text', text: 'Here are the numbers since January. The dip in May is the roof.\n\nLars\n' },
          { kind: 'file', type: 'text/csv', name: 'visitors.csv', content: Buffer.from('month,adults,children\r\nJanuary,212,80\r\nFebruary,240,131\r\nMarch,388,164\r\nApril,530,402\r\nMay,95,20\r\nJune,702,377\r\nJuly,1180,964\r\nAugust,1322,1105\r\nSeptember,611,240\r\nOctober,498,350\r\n') },
        ],
      },
    },
    {
      mailbox: 'INBOX', from: PRIYA, to: [YOU], subject: 'Fwd: A question about the anchor', date: clock.day(12, '14:02'), flags: FLAGGED, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          { kind: 'text', text: 'Robin, can you answer this? You are our anchor person.\n\nP.\n' },
          {
            kind: 'raw', type: 'message/rfc822', headers: [['Content-Disposition', 'inline']],
            text: `From: "Walter H. Quist" <w.quist@example.net>
To: museum@example.com
Subject: A question about the anchor
Date: Sun, 1 Nov 2026 20:11:00 +0100
Message-ID: <anchor-question@example.net>
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii

Dear museum,

my grandfather claimed that your large anchor came from the "Marianne".
My grandmother claimed that my grandfather made things up.

Could you tell me which of them was right? It would settle seventy years.

Walter Quist
`,
          },
        ],
      },
    },
    {
      mailbox: 'Archive', from: { name: 'Studio on the Quay', address: 'office@example.com' }, to: [YOU], subject: 'Contract for the museum texts', date: clock.day(74, '12:30'), flags: SEEN, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          {
            kind: 'multipart', subtype: 'related', parts: [
              { kind: 'text', subtype: 'html', text: '<html><body><p><img src="cid:logo@example.com" width="64" height="64" alt="Studio on the Quay"></p><p>Dear Robin,</p><p>the signed contract is attached. We look forward to the lighthouse.</p><p>Studio on the Quay</p></body></html>\n' },
              { kind: 'file', content: mark([28, 92, 112]), type: 'image/png', name: 'logo.png', inlineId: 'logo@example.com' },
            ],
          },
          { kind: 'file', type: 'application/pdf', name: 'contract.pdf', content: pdf(['Contract', 'Eight texts of about 300 words for the harbour museum.', 'Delivery in November. One round of changes.', 'Signed on the quay, in the wind.']) },
        ],
      },
    },
  ];
}

function invitation(clock: SeedClock): SeedMessage['body'] {
  const stamp = (date: Date): string => date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const start = clock.day(-4, '10:00');
  // clock.day never goes beyond now; an invitation is about the future.
  const from = new Date(Math.max(start.getTime(), clock.minutes(0).getTime()) + 4 * 86_400_000);
  from.setMinutes(0, 0, 0);
  const until = new Date(from.getTime() + 45 * 60_000);
  const calendar = [
    'BEGIN:VCALENDAR', 'PRODID:-//Studio on the Quay//Calendar//EN', 'VERSION:2.0', 'CALSCALE:GREGORIAN', 'METHOD:REQUEST', 'BEGIN:VEVENT',
    `DTSTART:${stamp(from)}`, `DTEND:${stamp(until)}`, `DTSTAMP:${stamp(clock.minutes(201))}`,
    'ORGANIZER;CN=Priya Raman:mailto:priya.raman@example.com', 'UID:museum-go-no-go@example.com',
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Robin Vale:mailto:you@example.org',
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Lars Holm:mailto:lars.holm@example.com',
    'SUMMARY:Museum site\\, go or no go', 'LOCATION:The room with the model ship', 'DESCRIPTION:Last look before the site opens. Cake is provided.',
    'SEQUENCE:0', 'STATUS:CONFIRMED', 'TRANSP:OPAQUE', 'END:VEVENT', 'END:VCALENDAR', '',
  ].map((line) => line.replace(/.{70}(?=.)/g, '$&\n ')).join('\n');
  return {
    kind: 'multipart', subtype: 'mixed', parts: [
      {
        kind: 'multipart', subtype: 'alternative', parts: [
          { kind: 'text', text: 'Priya Raman invites you to: Museum site, go or no go\n\nWhere: the room with the model ship\nLast look before the site opens. Cake is provided.\n' },
          { kind: 'text', subtype: 'html', text: '<html><body><h2>Museum site, go or no go</h2><p>Where: the room with the model ship</p><p>Last look before the site opens. Cake is provided.</p></body></html>\n' },
          { kind: 'text', subtype: 'calendar', parameters: 'method=REQUEST', text: calendar, encoding: '8bit' },
        ],
      },
      { kind: 'file', type: 'application/ics', name: 'invite.ics', content: Buffer.from(calendar.replaceAll('\n', '\r\n')) },
    ],
  };
}
