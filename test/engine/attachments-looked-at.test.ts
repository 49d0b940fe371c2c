/** Attachments told apart by content, looked at, opened and saved all at once, over a real line. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemo } from '../../app/demo/start-demo.ts';
import type { Desktop, FileToSave } from '../../main/ports.ts';
import { folderId, type AccountId, type MessageId } from '../../shared/ids.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc/contract.ts';
import { createDisk, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
let disk: Disk;
let harness: Harness;
let account: AccountId;
let opened: { path: string; content: string }[];
let dragged: { path: string; content: string }[];
let saved: { name: string; content: Buffer }[];

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.from([0, 0, 0, 5, 0, 0, 0, 6, 8, 6, 0, 0, 0]), Buffer.alloc(200)]);
const HUGE = Buffer.concat([PNG.subarray(0, 16), Buffer.from([0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]), Buffer.alloc(200)]);
const EXE = Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(500)]);

const desktop: Desktop & { saveFiles(files: readonly FileToSave[]): Promise<string[] | null> } = {
  openLink: () => Promise.resolve(),
  badge: () => undefined,
  show: () => undefined,
  async saveFile(file) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.read()) pieces.push(piece);
    await file.release();
    saved.push({ name: file.name, content: Buffer.concat(pieces) });
    return `/saved/${file.name}`;
  },
  async saveFiles(files) {
    const paths: string[] = [];
    for (const file of files) paths.push((await desktop.saveFile(file))!);
    return paths;
  },
  dragFile: (path) => {
    dragged.push({ path, content: readFileSync(path, 'latin1') });
    return Promise.resolve();
  },
  openFile: (path) => {
    opened.push({ path, content: readFileSync(path, 'latin1') });
    return Promise.resolve();
  },
};

beforeEach(async () => {
  [opened, dragged, saved] = [[], [], []];
  demo = await startDemo({ seed: false, replyAfterMs: null });
  disk = await createDisk();
  harness = await startHarness(disk, { desktop });
  account = (await call('accounts.add', settingsFor(demo))).accountId;
  await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));
});
afterEach(async () => {
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});

async function call<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>> {
  const result = await harness.client.call(name, input);
  if (!result.ok) throw Object.assign(new Error(`${name}: ${JSON.stringify(result.failure)}`), { code: result.failure.code });
  return result.value;
}

async function letterWith(...files: { name: string; type: string; content: Buffer | string }[]): Promise<MessageId> {
  const parts = files.map(({ name, type, content }) => `--b\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(content).toString('base64').replace(/.{76}/gu, '$&\n')}\n`);
  demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: to/../look at\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere.\n${parts.join('')}--b--\n`, 'INBOX');
  const { rows } = await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 10 }, ({ rows: found }) => found.length === 1);
  return rows[0]!.id;
}

test('what a file really is decides', async () => {
  const messageId = await letterWith({ name: 'invoice.pdf', type: 'application/pdf', content: EXE }, { name: 'a.png', type: 'image/png', content: PNG }, { name: 'b.png', type: 'image/png', content: '<html><script>1</script>' }, { name: 'note.txt', type: 'text/plain', content: 'plain' }, { name: 'report.pdf', type: 'application/pdf', content: PNG });
  expect(await call('attachments.inspect', { messageId, section: '2' })).toMatchObject({ sniffed: true, matchesName: false, matchesDeclared: false, danger: 'program', advice: 'save' });
  expect(await call('attachments.inspect', { messageId, section: '3' })).toEqual({ type: 'image/png', sniffed: true, matchesName: true, matchesDeclared: true, danger: 'none', advice: 'open' });
  expect(await call('attachments.inspect', { messageId, section: '4' })).toMatchObject({ type: 'text/html', danger: 'markup', matchesName: false, advice: 'save' });
  expect(await call('attachments.inspect', { messageId, section: '5' })).toMatchObject({ type: 'text/plain', sniffed: false, advice: 'open' });
  expect((await call('attachments.open', { messageId, section: '2', confirmed: true })).kind).toBe('refused');
  expect((await call('attachments.open', { messageId, section: '4', confirmed: true })).kind).toBe('refused');
  // Harmless, but nobody expects the program that would open it.
  expect((await call('attachments.open', { messageId, section: '6', confirmed: false })).kind).toBe('ask');
  expect(opened).toEqual([]);
});

test('what is opened lies in a folder of ours for the owner alone, until the end', async () => {
  const messageId = await letterWith({ name: 'note.txt', type: 'text/plain', content: 'plain' }, { name: 'sheet.xlsm', type: 'application/octet-stream', content: 'x' });
  expect((await call('attachments.open', { messageId, section: '2', confirmed: false })).kind).toBe('opened');
  expect((await call('attachments.open', { messageId, section: '3', confirmed: false })).kind).toBe('ask');
  expect((await call('attachments.open', { messageId, section: '3', confirmed: true })).kind).toBe('opened');
  expect(opened.map(({ content }) => content)).toEqual(['plain', 'x']);
  const { path } = opened[0]!;
  expect(path.startsWith(join(disk.profile, 'opened'))).toBe(true);
  if (process.platform !== 'win32') expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777, statSync(join(disk.profile, 'opened')).mode & 0o777]).toEqual([0o600, 0o700, 0o700]);
  await harness.stop();
  expect(existsSync(join(disk.profile, 'opened'))).toBe(false);
  harness = await startHarness(disk, { desktop });
});

test('what is dragged out by the host is written first, unless the drag is over by then', async () => {
  const messageId = await letterWith({ name: 'note.txt', type: 'text/plain', content: 'plain' });
  expect(await call('attachments.offer', { messageId, section: '2' })).toEqual({ path: null, name: 'note.txt', byHost: true });
  expect(await call('attachments.offer', { messageId, section: '' })).toMatchObject({ name: 'to_.._look at.eml' });
  await call('attachments.drag', { messageId, section: '2' });
  expect(dragged.map(({ content }) => content)).toEqual(['plain']);
  expect(dragged[0]!.path.startsWith(join(disk.profile, 'opened'))).toBe(true);
  const over = new AbortController();
  const late = harness.client.call('attachments.drag', { messageId, section: '2' }, { signal: over.signal });
  over.abort();
  expect(await late).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  await expect(call('attachments.drag', { messageId, section: '9' })).rejects.toMatchObject({ code: 'not-found' });
  await harness.stop();
  expect(dragged).toHaveLength(1);
  // Given up is nothing that is wrong with Godwit.
  expect(harness.logged.filter(({ event }) => event === 'ipc.defect')).toEqual([]);
  harness = await startHarness(disk, { desktop });
});

test('previews are pictures of a known size, text and PDF; nothing else', async () => {
  const messageId = await letterWith({ name: 'a.png', type: 'image/png', content: PNG }, { name: 'huge.png', type: 'image/png', content: HUGE }, { name: 'a.txt', type: 'text/plain; charset=utf-8', content: 'grün '.repeat(100_000) }, { name: 'a.html', type: 'text/html', content: '<script>alert(1)</script>' }, { name: 'a.pdf', type: 'application/pdf', content: '%PDF-1.7\n' }, { name: 'a.exe', type: 'application/octet-stream', content: EXE }, { name: 'a.svg', type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  const look = (section: string) => call('attachments.preview', { messageId, section });
  expect(await look('2')).toEqual({ kind: 'image', type: 'image/png', width: 5, height: 6, data: PNG.toString('base64') });
  expect(await look('3')).toEqual({ kind: 'none', reason: 'too-many-pixels' });
  expect(await look('4')).toMatchObject({ kind: 'text', truncated: true });
  expect(await look('5')).toEqual({ kind: 'text', text: '<script>alert(1)</script>', truncated: false });
  expect(await look('6')).toEqual({ kind: 'pdf', path: null });
  expect(await look('7')).toEqual({ kind: 'none', reason: 'type' });
  expect((await look('8')).kind).not.toBe('image');
});

test('a text in UTF-16 is told by its mark, as Windows writes it', async () => {
  const messageId = await letterWith({ name: 'a.txt', type: 'text/plain', content: Buffer.from('\ufeffgr\u00fcn', 'utf16le') }, { name: 'b.txt', type: 'text/plain', content: 'a\0b' });
  expect(await call('attachments.preview', { messageId, section: '2' })).toEqual({ kind: 'text', text: 'gr\u00fcn', truncated: false });
  expect(await call('attachments.preview', { messageId, section: '3' })).toEqual({ kind: 'none', reason: 'unreadable' });
});

test('all are saved, none under the name of another; the message as a file', async () => {
  const messageId = await letterWith({ name: 'a.txt', type: 'text/plain', content: 'one' }, { name: 'A.TXT', type: 'text/plain', content: 'two' }, { name: '../../b.txt', type: 'text/plain', content: 'three' });
  expect(await call('attachments.saveAll', { messageId })).toEqual({ saved: ['/saved/a.txt', '/saved/A (2).TXT', '/saved/b.txt'] });
  expect(saved.map(({ content }) => content.toString())).toEqual(['one', 'two', 'three']);
  await call('messages.saveAsEml', { messageId });
  expect(saved[3]!.name).toBe('to_.._look at.eml');
  expect(saved[3]!.content.toString()).toContain('Subject: to/../look at');
  await expect(call('messages.saveAsEml', { messageId, section: '1' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(call('attachments.save', { messageId, section: '9' })).rejects.toMatchObject({ code: 'not-found' });
});
