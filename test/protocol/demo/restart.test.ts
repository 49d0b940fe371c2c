/** What stays the same when the demo mailbox is started again. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailboxFile } from '../../../app/demo-server.ts';
import { startDemo } from '../../../app/demo/start-demo.ts';
import { WireClient } from './wire-client.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'godwit-demo-'));
  path = join(folder, 'mailbox.json');
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

test('ports, password, messages, flags, UIDs and what has vanished', async () => {
  const first = await startDemo({ state: mailboxFile(path) });
  const client = await WireClient.loggedIn(first);
  await client.command('SELECT INBOX');
  await client.command('UID STORE 2 +FLAGS.SILENT (\\Flagged $Work)');
  await client.command('UID MOVE 1 Rechnungen/M&AOQ-rz');
  await client.command('CREATE New/Box');
  await client.command('SUBSCRIBE Not/There');
  client.close();
  const before = first.store.mailboxes.map(({ name, uidValidity, uidNext, highestModseq, noselect, subscribed, specialUse, vanished, messages }) => ({ name, uidValidity, uidNext, highestModseq, noselect, subscribed, specialUse, vanished, messages }));
  await first.close();

  const second = await startDemo({ state: mailboxFile(path), port: first.imap.port, smtpPort: first.smtp.port, password: first.account.password });
  expect([second.imap, second.smtp, second.account]).toEqual([first.imap, first.smtp, first.account]);
  expect(second.store.mailboxes).toMatchObject(before);
  expect(second.store.orphanSubscriptions).toEqual(new Set(['Not/There']));
  const again = await WireClient.loggedIn(second);
  await again.command('ENABLE QRESYNC');
  const inbox = second.store.mailbox('INBOX');
  expect(await again.command(`SELECT INBOX (QRESYNC (${String(inbox.uidValidity)} 1))`)).toContain('* VANISHED (EARLIER) 1');
  expect(second.store.changeUidValidity('Sent')).toBeGreaterThan(Math.max(...before.map(({ uidValidity }) => uidValidity)));
  again.close();
  await second.close();
});

test('what a client was told is on the disk by then', async () => {
  const demo = await startDemo({ state: mailboxFile(path) });
  const saved = async (): Promise<string> => readFile(path, 'utf8');
  expect(JSON.parse(await saved())).toMatchObject({ version: 1 });
  const client = await WireClient.loggedIn(demo);
  const [told = ''] = await client.command('APPEND Drafts (\\Draft) {18+}\r\nSubject: kept\r\n\r\nx');
  const { mailboxes } = JSON.parse(await saved()) as { mailboxes: { name: string; uidNext: number }[] };
  expect(told).toContain(` ${String((mailboxes.find(({ name }) => name === 'Drafts')?.uidNext ?? 0) - 1)}] Appended`);
  client.send('a SELECT INBOX\r\nb IDLE\r\n');
  await client.until(/idling\r\n/);
  demo.store.deliver('Subject: idle\r\n\r\nx');
  await client.until(/EXISTS\r\n/);
  expect(await saved()).toContain(Buffer.from('Subject: idle\r\n\r\nx').toString('base64'));
  client.close();
  await demo.close();
});

test('a folder that cannot be written is reported, and the mailbox works on in memory', async () => {
  const warnings: string[] = [];
  const note = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', note);
  const blocked = await startDemo({ seed: false, state: mailboxFile(join('/proc', 'nowhere', 'mailbox.json')) });
  const client = await WireClient.loggedIn(blocked);
  expect(await client.command('CREATE x')).toEqual(['OK Created']);
  client.close();
  await blocked.close();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', note);
  expect(warnings.some((text) => text.startsWith('The demo mailbox could not be saved'))).toBe(true);
});

test('a file that cannot be read is set aside and the seed is back', async () => {
  await writeFile(path, '{"version":1,"mailboxes":[{"name":');
  const demo = await startDemo({ state: mailboxFile(path) });
  expect(demo.store.messages().length).toBeGreaterThan(20);
  await demo.close();
  expect((await readdir(folder)).sort()).toEqual(['mailbox.json', 'mailbox.json.unreadable']);
});

test('a port that is taken is replaced by another', async () => {
  const first = await startDemo({ seed: false });
  const second = await startDemo({ seed: false, port: first.imap.port, smtpPort: first.smtp.port });
  expect(second.imap.port).not.toBe(first.imap.port);
  expect(second.smtp.port).not.toBe(first.smtp.port);
  await Promise.all([first.close(), second.close()]);
});
