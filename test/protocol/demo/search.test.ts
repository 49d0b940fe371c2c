/** SEARCH keys of the demo server, one by one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemo, type DemoHandle } from '../../../app/demo/start-demo.ts';
import { WireClient } from './wire-client.ts';

let demo: DemoHandle;
let client: WireClient;
const day = (text: string): Date => new Date(`${text}T12:00:00Z`);

beforeAll(async () => {
  demo = await startDemo({ seed: false });
  const { store } = demo;
  store.deliver('From: Ada <ada@example.net>\nTo: you@example.org\nSubject: =?utf-8?Q?Stra=C3=9Fe?=\nDate: Mon, 2 Nov 2026 23:30:00 -0800\n\nBody of one\n', 'INBOX', ['\\Seen', '$Work'], day('2026-11-03'));
  store.deliver('From: Bob <bob@example.net>\nTo: x@example.org\nCc: Ada <ada@example.net>\nX-Tag: red\nSubject: two\n\nsecond "quoted" text\n', 'INBOX', ['\\Flagged'], day('2026-11-04'));
  store.deliver(`From: Cy <cy@example.net>\nBcc: Ada <ada@example.net>\nX-Tag:\nSubject: three\nDate: Wed, 4 Nov 2026 00:10:00 +0900\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p title="hidden">caf=E9 &amp; more</p>\n--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\nc2Vjb25k\n--b--\n${'x'.repeat(3000)}`, 'INBOX', ['\\Answered', '\\Draft'], day('2026-11-05'));
  store.deliver('From: Di <di@example.net>\nSubject: four\n\n', 'INBOX', ['\\Deleted'], day('2026-11-05'));
  client = await WireClient.loggedIn(demo);
  await client.command('SELECT INBOX');
});
afterAll(async () => {
  client.close();
  await demo.close();
});

test.each([
  ['ALL', '1 2 3 4'], ['2:3', '2 3'], ['UID 3:*', '3 4'], ['NOT 2:3', '1 4'], ['1 UID 2', ''],
  ['SEEN', '1'], ['UNSEEN', '2 3 4'], ['FLAGGED', '2'], ['UNFLAGGED', '1 3 4'], ['ANSWERED', '3'], ['UNANSWERED', '1 2 4'],
  ['DRAFT', '3'], ['UNDRAFT', '1 2 4'], ['DELETED', '4'], ['UNDELETED', '1 2 3'], ['NEW', '2 3 4'], ['OLD', ''], ['RECENT', '1 2 3 4'],
  ['KEYWORD $work', '1'], ['UNKEYWORD $Work', '2 3 4'], ['KEYWORD \\Flagged', '2'],
  ['FROM ada', '1'], ['TO EXAMPLE.ORG', '1 2'], ['CC ada', '2'], ['BCC ada', '3'],
  ['SUBJECT stra', '1'], ['HEADER X-Tag red', '2'], ['HEADER X-Tag ""', '2 3'], ['HEADER X-None ""', ''],
  ['BODY second', '2'], ['BODY "\\"quoted\\""', '2'], ['BODY hidden', ''], ['TEXT ada', '1 2 3'],
  ['SINCE 4-Nov-2026', '2 3 4'], ['BEFORE "4-Nov-2026"', '1'], ['ON 5-Nov-2026', '3 4'],
  ['SENTON 2-Nov-2026', '1'], ['SENTSINCE 3-Nov-2026', '3'], ['SENTBEFORE 4-Nov-2026', '1'],
  ['LARGER 3000', '3'], ['SMALLER 100', '4'],
  ['OR SEEN FLAGGED', '1 2'], ['OR (SEEN FROM ada) (FLAGGED FROM ada)', '1'], ['NOT (OR SEEN FLAGGED)', '3 4'], ['(1:3 (UNSEEN)) UNFLAGGED', '3'],
  ['CHARSET US-ASCII SUBJECT two', '2'],
])('%s', async (keys, hits) => {
  expect(await client.command(`SEARCH ${keys}`)).toEqual([`* SEARCH${hits === '' ? '' : ` ${hits}`}`, 'OK Searched']);
});

test('words outside ASCII, whatever their case or charset, quoted or as literal', async () => {
  expect((await client.command('SEARCH CHARSET UTF-8 SUBJECT "STRAßE"'))[0]).toBe('* SEARCH 1');
  expect((await client.command('SEARCH CHARSET UTF-8 BODY {5+}\r\nCAFÉ'))[0]).toBe('* SEARCH 3');
  expect((await client.command('SEARCH TEXT "café & more"'))[0]).toBe('* SEARCH 3');
});

test('ESEARCH', async () => {
  expect((await client.command('UID SEARCH RETURN (MIN MAX COUNT ALL) 2:4'))[0]).toMatch(/^\* ESEARCH \(TAG "t\d+"\) UID MIN 2 MAX 4 ALL 2:4 COUNT 3$/);
  expect((await client.command('SEARCH RETURN () SEEN'))[0]).toMatch(/^\* ESEARCH \(TAG "t\d+"\) ALL 1$/);
  expect((await client.command('SEARCH RETURN (COUNT ALL) FROM nobody'))[0]).toMatch(/^\* ESEARCH \(TAG "t\d+"\) COUNT 0$/);
});

test.each([
  ['CHARSET KOI8-R ALL', 'NO [BADCHARSET (US-ASCII UTF-8)] That charset is not known'],
  ['SINCE 40-Xyz-2026', 'BAD Bad date'], ['OR SEEN', 'BAD Missing argument'], ['(SEEN', 'BAD Expected )'], ['NONSENSE', 'BAD Unknown search key NONSENSE'],
  [`${'('.repeat(60)}SEEN${')'.repeat(60)}`, 'BAD Search keys are nested too deeply'], ['9', 'BAD Invalid message sequence number'],
])('refused: %s', async (keys, answer) => {
  expect((await client.command(`SEARCH ${keys}`)).at(-1)).toBe(answer);
});
