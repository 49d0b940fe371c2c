/** The newest messages of a folder that is new here: in the mirror before the server has listed all of them, and only those that are still there. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capabilities } from '../../main/imap/capabilities.ts';
import type { SelectedMailbox } from '../../main/imap/mailbox.ts';
import type { Session } from '../../main/imap/session.ts';
import { readSpine, syncFolder } from '../../main/sync/folder-sync.ts';
import { openMemoryMirror, type MemoryMirror } from '../support/memory-mirror.ts';
import { folderWrite, inbox } from '../support/mirror-records.ts';

let mirror: MemoryMirror;
beforeEach(async () => { mirror = await openMemoryMirror(); });
afterEach(() => mirror.close());

const COUNT = 300;
const selected: SelectedMailbox = { wireName: 'INBOX', exists: COUNT, uidValidity: 7, uidNext: COUNT + 1, highestModseq: '9', permanentFlags: [], readOnly: false };

/** `list` answers when the server has listed the folder. */
function session(list: () => Promise<number[]>, asked: string[]): Session {
  let there: ReadonlySet<number> | null = null;
  const parts: Pick<Session, 'capabilities' | 'select' | 'uidSearch' | 'uidFetch'> = {
    capabilities: capabilities(['CONDSTORE']),
    select: () => Promise.resolve(selected),
    async uidSearch() {
      const uids = await list();
      there = new Set(uids);
      return uids;
    },
    async uidFetch(set, _items, _options, onMessage) {
      asked.push(set.map((range) => range.join(':')).join(','));
      for (const [from, to] of set) for (let uid = from; uid <= to; uid++) if (there === null || there.has(uid)) await onMessage({ sequence: uid, uid, flags: [], size: 10, internalDate: 1_000 * uid });
    },
  };
  return parts as Session;
}

async function sync(list: () => Promise<number[]>) {
  await mirror.client.apply({ folders: [folderWrite(inbox)] });
  const [folder] = await mirror.client.query('folders', {});
  const asked: string[] = [];
  const outcome = await syncFolder(session(list, asked), folder!, { mirror: mirror.client, overlay: (_f, _v, _u, bits) => bits, shouldYield: () => false, onProgress: () => undefined });
  const { uids } = await readSpine(mirror.client, folder!.id);
  return { outcome, asked, uids: [...uids], folderId: folder!.id };
}

const all = Array.from({ length: COUNT }, (_, index) => index + 1);

test('they are here while the list is still awaited, and are not fetched twice', async () => {
  let before: number[] = [];
  const { outcome, asked, uids } = await sync(async () => {
    const [folder] = await mirror.client.query('folders', {});
    await expect.poll(async () => (before = [...(await readSpine(mirror.client, folder!.id)).uids]).length).toBeGreaterThan(0);
    return all;
  });
  expect(before).toEqual(all.slice(-100));
  expect(asked).toEqual(['201:300', '101:200', '1:100']);
  expect(uids).toEqual(all);
  expect(outcome).toMatchObject({ finished: true, refused: 0 });
});

test('one that was expunged before the list was made does not stay', async () => {
  const { uids } = await sync(() => Promise.resolve([...all.filter((uid) => uid !== 250), 301]));
  expect(uids).not.toContain(250);
  expect(uids).toContain(301);
});
