/** What a folder's sync is about is put elsewhere while it runs: nothing of it comes into the folder that has its name now. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { capabilities } from '../../main/imap/capabilities.ts';
import type { SelectedMailbox } from '../../main/imap/mailbox.ts';
import type { Session } from '../../main/imap/session.ts';
import type { Batch } from '../../main/mirror/protocol/batch.ts';
import { showVanished } from '../../main/operations/transfer.ts';
import { readSpine, syncFolder, type FolderOutcome } from '../../main/sync/folder-sync.ts';
import { openMemoryMirror, type MemoryMirror } from '../support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../support/mirror-records.ts';

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [folderWrite(inbox)] });
});
afterEach(() => mirror.close());

const COUNT = 300;
const old = folderId(accountId('one'), 'Old');
const all = Array.from({ length: COUNT }, (_, index) => index + 1);
const mailbox = (uidValidity: number): SelectedMailbox => ({ wireName: 'INBOX', exists: COUNT, uidValidity, uidNext: COUNT + 1, highestModseq: '9', permanentFlags: [], readOnly: false });

/** `meanwhile` happens when messages below 101 are asked for. */
function session(uidValidity: number, meanwhile: () => Promise<unknown>): Session {
  const parts: Pick<Session, 'capabilities' | 'select' | 'uidSearch' | 'uidFetch'> = {
    capabilities: capabilities(['CONDSTORE']),
    select: () => Promise.resolve(mailbox(uidValidity)),
    uidSearch: () => Promise.resolve(all),
    async uidFetch(set, _items, _options, onMessage) {
      if (set.some(([from]) => from < 101)) await meanwhile();
      for (const [from, to] of set) for (let uid = from; uid <= to; uid++) await onMessage({ sequence: uid, uid, flags: [], size: 10, internalDate: 1_000 * uid });
    },
  };
  return parts as Session;
}

async function sync(uidValidity: number, meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<FolderOutcome> {
  const folder = (await mirror.client.query('folders', {})).find(({ id }) => id === inbox)!;
  return syncFolder(session(uidValidity, meanwhile), folder, { mirror: mirror.client, overlay: (_f, _v, _u, bits) => bits, shouldYield: () => false, onProgress: () => undefined });
}

const uids = async (id = inbox): Promise<number[]> => [...(await readSpine(mirror.client, id)).uids];
const checkpoint = async () => (await mirror.client.query('folders', {})).find(({ id }) => id === inbox)?.checkpoint;

describe.each<[string, Batch]>([
  ['renamed, and made anew under its name', { movedFolders: [{ folderId: inbox, to: folderWrite(old) }], folders: [folderWrite(inbox)] }],
  ['taken out of the mirror, and listed again', { removeFolders: [inbox], folders: [folderWrite(inbox)] }],
])('a folder that is %s during its first sync', (_, change) => {
  test('gets nothing of what is still on its way, and is read from its beginning', async () => {
    await expect(sync(7, () => mirror.client.apply(change))).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
    expect(await uids()).toEqual([]);
    expect(await checkpoint()).toMatchObject({ uidValidity: 0, complete: false });
    expect(await sync(8)).toMatchObject({ finished: true });
    expect(await uids()).toEqual(all);
    expect(await checkpoint()).toMatchObject({ uidValidity: 8, complete: true });
  });
});

test('what an operation has taken off the server takes no row of the folder that is there now', async () => {
  await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2 }])], checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 8, uidNext: 3, highestModseq: '1', complete: true } }] });
  await showVanished(mirror.client, inbox, 7, [1]);
  expect(await uids()).toEqual([1, 2]);
  await showVanished(mirror.client, inbox, 8, [1]);
  expect(await uids()).toEqual([2]);
});

test('a checkpoint of another UIDVALIDITY is refused as such', async () => {
  const of = (uidValidity: number) => mirror.client.apply({ checkpoints: [{ folderId: inbox, checkpoint: { uidValidity, uidNext: 1, highestModseq: '1', complete: true } }] });
  await of(7);
  await expect(of(8)).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
});
