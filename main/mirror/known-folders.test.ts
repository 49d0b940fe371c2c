/** Folders are asked for once; what is followed from there on is what the mirror would answer. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualPort, openMemoryMirror, systemClock, type MemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../shared/ids.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { createMirrorClient } from './client.ts';
import type { Batch } from './protocol/batch.ts';
import { MIRROR_PROTOCOL, type FromMirror, type ToMirror } from './protocol/messages.ts';

const [work, job, other] = [folderId(accountId('one'), 'Work'), folderId(accountId('one'), 'Job'), folderId(accountId('two'), 'INBOX')];
const BATCHES: [what: string, batch: Batch][] = [
  ['a new folder', { folders: [folderWrite(other)] }],
  ['new facts', { folders: [folderWrite(inbox, { serverTotal: 5 })] }],
  ['rows', { pages: [pageOf(work, [{ uid: 3, subject: 'three' }])] }],
  ['flags', { flags: [{ folderId: work, changes: [[1, FLAG.seen | FLAG.flagged, []]] }] }],
  ['rows that go', { vanished: [{ folderId: work, uids: [2] }] }],
  ['a checkpoint', { checkpoints: [{ folderId: work, checkpoint: { uidValidity: 7, uidNext: 9, highestModseq: '12', complete: true } }] }],
  ['another UIDVALIDITY', { resetFolders: [{ folderId: work, uidValidity: 8 }] }],
  ['a folder renamed', { movedFolders: [{ folderId: work, to: folderWrite(job) }] }],
  ['a new one under its old name', { folders: [folderWrite(work)], pages: [pageOf(work, [{ uid: 1, subject: 'new' }])] }],
  ['the renamed one gone', { removeFolders: [job] }],
  ['an account gone', { removeAccounts: [accountId('two')] }],
];

let mirror: MemoryMirror;
const folders = async () => (await mirror.client.query('folders', {})).sort((a, b) => a.id.localeCompare(b.id));

beforeEach(async () => {
  mirror = await openMemoryMirror({ deadline: 2000 });
  await mirror.client.apply({ folders: [folderWrite(inbox), folderWrite(work)], pages: [pageOf(work, [{ uid: 1, subject: 'one' }, { uid: 2, subject: 'two' }])], checkpoints: [{ folderId: work, checkpoint: { uidValidity: 7, uidNext: 3, highestModseq: '9', complete: true } }] });
});
afterEach(() => mirror.close());

test('after every kind of batch they are as a mirror that is asked anew has them', async () => {
  let before = await folders();
  for (const [what, batch] of BATCHES) {
    await mirror.client.apply(batch);
    const followed = await folders();
    expect(followed, what).not.toEqual(before);
    await mirror.restart();
    before = await folders();
    expect(followed, what).toEqual(before);
  }
});

test('and so they are after many batches in a row, and after all of it was deleted', async () => {
  await folders();
  await Promise.all(BATCHES.map(([, batch]) => mirror.client.apply(batch)));
  const followed = await folders();
  await mirror.restart();
  expect(await folders()).toEqual(followed);
  await mirror.client.wipe();
  expect(await folders()).toEqual([]);
});

test('they cross the line once, whoever asks; after a refusal once more', async () => {
  const port = new ManualPort();
  const client = createMirrorClient(port, systemClock, () => undefined);
  const [near, far] = memoryTransportPair();
  const asked: string[] = [];
  const say = (message: FromMirror): void => far.post(message);
  far.onMessage((raw) => {
    const message = raw as ToMirror;
    if (message.kind === 'query') {
      asked.push(message.name);
      say({ kind: 'answer', id: message.id, answer: [] });
    } else say({ kind: 'error', id: message.id, code: 'storage', message: 'full', fatal: false });
  });
  say({ kind: 'hello', protocol: MIRROR_PROTOCOL, state: 'kept' });
  port.connect(near);
  await client.ready();
  for (let n = 0; n < 3; n++) expect(await client.query('folders', n === 1 ? { accountId: accountId('one') } : {})).toEqual([]);
  expect(asked).toEqual(['folders']);
  await expect(client.apply({})).rejects.toMatchObject({ failure: { code: 'storage' } });
  await client.query('folders', {});
  expect(asked).toEqual(['folders', 'folders']);
});

test('nobody changes what others hold', async () => {
  const [first] = await folders();
  expect(() => { first!.total = 9; }).toThrow(TypeError);
  expect(() => { first!.checkpoint.complete = true; }).toThrow(TypeError);
});
