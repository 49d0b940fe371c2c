/** The commands a mail client starts with, over a bare socket. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemo, type DemoHandle } from '../../../app/demo/start-demo.ts';
import { WireClient } from './wire-client.ts';

let demo: DemoHandle;
let client: WireClient;
beforeEach(async () => {
  demo = await startDemo({ seed: false });
  client = await WireClient.loggedIn(demo);
});
afterEach(async () => {
  client.close();
  await demo.close();
});

const MAIL = 'From: Ada <ada@example.net>\r\nTo: you@example.org\r\nSubject: One\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\n\r\nHello\r\n';

test('LIST, SELECT, FETCH and STORE', async () => {
  demo.store.deliver(MAIL, 'INBOX', [], new Date(Date.UTC(2026, 10, 2, 9)));
  demo.store.createMailbox('Rechnungen/März');
  expect(await client.command('LIST "" *')).toEqual([
    '* LIST (\\HasNoChildren) "/" INBOX',
    '* LIST (\\Noselect \\HasChildren) "/" Rechnungen',
    '* LIST (\\HasNoChildren) "/" Rechnungen/M&AOQ-rz',
    'OK Listed',
  ]);
  const selected = await client.command('SELECT inbox (CONDSTORE)');
  expect(selected).toContain('* 1 EXISTS');
  expect(selected.at(-1)).toBe('OK [READ-WRITE] Selected');
  expect(await client.command('FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)')).toEqual([
    `* 1 FETCH (UID 1 FLAGS (\\Recent) INTERNALDATE " 2-Nov-2026 09:00:00 +0000" RFC822.SIZE ${String(MAIL.length)} ENVELOPE ("Mon, 2 Nov 2026 10:00:00 +0100" "One" (("Ada" NIL "ada" "example.net")) (("Ada" NIL "ada" "example.net")) (("Ada" NIL "ada" "example.net")) ((NIL NIL "you" "example.org")) NIL NIL NIL NIL))`,
    'OK Fetched',
  ]);
  expect(await client.command('UID STORE 1 +FLAGS (\\Flagged)')).toEqual(['* 1 FETCH (UID 1 FLAGS (\\Flagged \\Recent) MODSEQ (3))', 'OK Stored']);
  expect(await client.command('UID FETCH 1 BODY[TEXT]<1.3>')).toEqual(['* 1 FETCH (UID 1 BODY[TEXT]<1> {3}', 'ell FLAGS (\\Flagged \\Seen \\Recent) MODSEQ (4))', 'OK Fetched']);
});

test('news comes while idling', async () => {
  await client.command('SELECT INBOX');
  client.send('i IDLE\r\n');
  await client.until(/\+ idling\r\n/);
  demo.store.deliver(MAIL);
  expect(await client.until(/RECENT\r\n/)).toBe('* 1 EXISTS\r\n* 1 RECENT\r\n');
  demo.store.setFlags('INBOX', [1], 'add', ['\\Seen']);
  expect(await client.until(/\)\)\r\n/)).toBe('* 1 FETCH (UID 1 FLAGS (\\Seen \\Recent))\r\n');
  demo.store.expunge('INBOX', [1]);
  await client.until(/\* 1 EXPUNGE\r\n/);
  client.send('DONE\r\n');
  await client.until(/i OK/);
});

test('a wrong password is refused, the third time for good', async () => {
  const stranger = await WireClient.open(demo.imap.port);
  await stranger.until(/\* OK .*\r\n/);
  for (let i = 0; i < 2; i++) expect(await stranger.command('LOGIN you@example.org wrong')).toEqual(['NO [AUTHENTICATIONFAILED] User name or password is wrong']);
  stranger.send('x LOGIN you@example.org wrong\r\n');
  expect(await stranger.rest()).toContain('* BYE');
});
