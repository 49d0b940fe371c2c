/** A server that leaves a message out of an answer that ends in OK: it is asked for again until it is here. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capabilities } from '../../main/imap/capabilities.ts';
import type { SelectedMailbox } from '../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../main/imap/message.ts';
import type { Session } from '../../main/imap/session.ts';
import { isStale } from '../../main/sync/folders.ts';
import { syncFolder } from '../../main/sync/folder-sync.ts';
import { openMemoryMirror, type MemoryMirror } from '../support/memory-mirror.ts';
import { folderWrite, inbox } from '../support/mirror-records.ts';

let mirror: MemoryMirror;
beforeEach(async () => { mirror = await openMemoryMirror(); });
afterEach(() => mirror.close());

const selected: SelectedMailbox = { wireName: 'INBOX', exists: 3, uidValidity: 7, uidNext: 4, highestModseq: '9', permanentFlags: [], readOnly: false };
const status = { messages: 3, unseen: 3, uidNext: 4, uidValidity: 7, highestModseq: '9' };

/** As much of a session as a folder's sync needs; `omit` is left out of every FETCH answer. */
function session(omit: ReadonlySet<number>): Session {
  const parts: Pick<Session, 'capabilities' | 'select' | 'uidSearch' | 'uidFetch'> = {
    capabilities: capabilities(['CONDSTORE']),
    select: () => Promise.resolve(selected),
    uidSearch: () => Promise.resolve([1, 2, 3]),
    async uidFetch(set, items, _options, onMessage) {
      for (const [from, to] of set) {
        for (let uid = from; uid <= to; uid++) {
          const message: FetchedMessage = { sequence: uid, uid, flags: [], ...(items.size ? { size: 10, internalDate: 1_000 * uid } : {}) };
          if (!omit.has(uid)) await onMessage(message);
        }
      }
    },
  };
  return parts as Session;
}

async function sync(omit: ReadonlySet<number>) {
  const [folder] = await mirror.client.query('folders', {});
  const outcome = await syncFolder(session(omit), folder!, { mirror: mirror.client, overlay: (_f, _v, _u, bits) => bits, shouldYield: () => false, onProgress: () => undefined });
  const [now] = await mirror.client.query('folders', {});
  return { outcome, folder: now! };
}

test('the folder stays stale while one is missing, and is whole once it comes', async () => {
  await mirror.client.apply({ folders: [folderWrite(inbox)] });
  const first = await sync(new Set([2]));
  expect([first.folder.total, first.outcome.refused, isStale(first.folder, status)]).toEqual([2, 1, true]);
  const second = await sync(new Set());
  expect([second.folder.total, second.outcome.refused, isStale(second.folder, status)]).toEqual([3, 0, false]);
});
