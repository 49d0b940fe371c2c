/** Seed: travel, invoices, junk and what was thrown away. */
import { FLAGGED, SEEN, UNREAD, YOU, type SeedClock, type SeedMessage } from './seed.ts';
import { pdf } from './documents.ts';

export function folders(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'Travel/2026', from: { name: 'Night Rails', address: 'booking@example.com' }, to: [YOU], subject: 'Your booking NR-58213: Hamburg to Stockholm', date: clock.day(33, '14:44'), flags: FLAGGED, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          { kind: 'text', text: 'Dear Robin Vale,\n\nthank you for travelling with us. Your ticket is attached.\n\n  Hamburg     20:04   platform 7\n  Stockholm   09:55\n  Car 262, berth 31 (upper)\n\nPlease be on the platform ten minutes early. The pillow is included.\n\nNight Rails\n' },
          { kind: 'file', type: 'application/pdf', name: 'ticket-NR-58213.pdf', content: pdf(['Ticket NR-58213', 'Hamburg 20:04 - Stockholm 09:55', 'Car 262, berth 31 (upper)', 'Passenger: Robin Vale', 'Not valid on real trains.']) },
        ],
      },
    },
    {
      mailbox: 'Travel/2026', from: { name: 'Åse Lindström', address: 'ase.lindstrom@example.org' }, to: [YOU], subject: 'Sovplats och bastu', date: clock.day(30, '20:20'), flags: SEEN, zone: 60,
      body: { kind: 'text', text: 'Hej Robin,\n\ndu får gästrummet, det med utsikt över viken. Bastun är varm från klockan sex.\nTa med badkläder om du är blyg.\n\nÅse\n' },
    },
    {
      mailbox: 'Travel/2026', from: { name: 'Skerry Ferries', address: 'harbour.office@example.net' }, to: [YOU], subject: 'Ferry moved to 13:15', date: clock.day(28, '06:30'), flags: SEEN, zone: 60,
      body: { kind: 'text', text: 'Because of the wind the ferry at 12:30 leaves at 13:15 tomorrow.\nThe kiosk on the pier will be open and has buns.\n\nHarbour office\n' },
    },
    {
      mailbox: 'Rechnungen/März', from: { name: 'Buchhandlung am Deich', address: 'kasse@example.net' }, to: [YOU], subject: 'Rechnung 2026-0317', date: clock.day(251, '10:02'), flags: SEEN, zone: 60,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          { kind: 'text', text: 'Guten Tag Robin Vale,\n\nanbei die Rechnung für den Gezeitenkalender. Zahlbar bis Monatsende,\ngern auch bar, wenn Sie ohnehin vorbeikommen.\n\nIhre Buchhandlung am Deich\n' },
          { kind: 'file', type: 'application/pdf', name: 'Rechnung März.pdf', content: pdf(['Rechnung 2026-0317', '1 Gezeitenkalender, groß          14,90 €', '1 Bleistift                        1,10 €', 'Summe                             16,00 €']) },
        ],
      },
    },
    {
      mailbox: 'Rechnungen/März', from: { name: 'Bootswerft Petersen', address: 'werft@example.com' }, to: [YOU], subject: 'Rechnung: Ruder geölt', date: clock.day(246, '15:55'), flags: SEEN, zone: 60,
      body: { kind: 'text', text: 'Moin Robin,\n\nRuder geölt, Dollen gefettet, Möwe verscheucht (vorübergehend).\nMacht 45 Euro. Überweisung reicht.\n\nPetersen\n' },
    },
    {
      mailbox: 'Junk', from: { name: 'Prize Office', address: 'winner-desk@example.com' }, to: [YOU], subject: 'CONGRATULATIONS!!! Your umbrella has been selected', date: clock.day(1, '02:02'), flags: UNREAD,
      headers: [['X-Spam-Flag', 'YES']],
      body: { kind: 'text', subtype: 'html', text: '<html><body><center><font size="7" color="red">WINNER!!!</font><p>Your umbrella was chosen from 4 000 000 umbrellas. To receive a second one, <a href="https://umbrella-claim.example.com/login">confirm your account at https://www.example.org/</a>.</p><form action="https://umbrella-claim.example.com/steal"><input type="password" name="p" placeholder="Your password"><input type="submit" value="Claim"></form><img src="https://umbrella-claim.example.com/t.gif?who=you@example.org" width="1" height="1"></center></body></html>\n' },
    },
    {
      mailbox: 'Junk', from: { name: 'Dr. Plenty', address: 'plenty@example.net' }, to: [{ address: 'undisclosed@example.net' }], subject: 'Confidential: the fortune of a distant lighthouse', date: clock.day(4, '23:59'), flags: SEEN,
      body: { kind: 'text', text: 'DEAR FRIEND,\n\nI am the keeper of a lighthouse worth 11 MILLION. Being old and far from the\nbank I need a person of trust and their account number...\n' },
    },
    {
      mailbox: 'Trash', from: { name: 'Calendar', address: 'calendar@example.com' }, to: [YOU], subject: 'Reminder: water the plants', date: clock.day(2, '08:00'), flags: SEEN,
      headers: [['Auto-Submitted', 'auto-generated']],
      body: { kind: 'text', text: 'Today: water the plants.\n\nYou have moved this reminder five times.\n' },
    },
    {
      mailbox: 'Trash', from: { name: 'Jürgen Weiß', address: 'juergen.weiss@example.net' }, to: [YOU], subject: 'Test', date: clock.day(7, '12:12'), flags: SEEN, zone: 60,
      body: { kind: 'text', text: 'Kommt das an?\n' },
    },
    {
      mailbox: 'Sent', from: YOU, to: [{ name: 'Дмитрий Соколов', address: 'dmitri.sokolov@example.net' }], subject: 'Re: Перевод рассказа готов', date: clock.day(9, '09:30'), flags: SEEN,
      body: { kind: 'text', text: 'Dear Dmitri,\n\n«кулик» is perfect. And the keeper was always talkative, I only never let\nhim finish. Большое спасибо!\n\nRobin\n' },
    },
  ];
}
