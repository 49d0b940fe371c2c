/** Hits that the mirror lacks: asked for as summaries are, with the server's own names of conversations. */
import { expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { folderWrite, inbox } from '../../test/support/mirror-records.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { searchServer } from './server-search.ts';

const folder: FolderRecord = { ...folderWrite(inbox), total: 0, unread: 0, checkpoint: { uidValidity: 5, uidNext: 1, highestModseq: '0', complete: true } };
const mirror = { query: () => Promise.resolve({ uidValidity: 5, rows: [] }) } as unknown as MirrorClient;

function server(understands: boolean): { session: Session; asked: unknown[] } {
  const asked: unknown[] = [];
  const session = {
    capabilities: new Set(['OBJECTID']),
    select: () => Promise.resolve({ uidValidity: 5, exists: 2 }),
    uidSearch: () => Promise.resolve([1, 2]),
    uidFetch(_set: unknown, items: { threadId?: boolean }, _options: unknown, onMessage: (message: unknown) => void) {
      asked.push(items.threadId ?? false);
      if (items.threadId && !understands) return Promise.reject(fail('server-bad', 'Unknown FETCH item THREADID'));
      for (const uid of [1, 2]) onMessage({ uid, size: 10, flags: [], threadId: items.threadId ? 'T1' : undefined });
      return Promise.resolve();
    },
  } as unknown as Session;
  return { session, asked };
}

async function hits(session: Session): Promise<MessageRow[]> {
  const rows: MessageRow[] = [];
  await searchServer(session, { mirror, overlay: (_folderId, _uidValidity, _uid, bits) => bits }, [folder], 'godwit', { onAhead: (_folder, found) => void rows.push(...found), onFolder: () => undefined, onFound: () => undefined, onRows: (found) => void rows.push(...found), onFailure: (_, failure) => { throw new Error(failure.message); } }, new AbortController().signal);
  return rows;
}

test('rows carry the name', async () => {
  const { session, asked } = server(true);
  expect((await hits(session)).map(({ thread }) => thread)).toEqual(['T1', 'T1']);
  expect(asked).toEqual([true]);
});

test('a server that does not understand the question is asked without, and not again', async () => {
  const { session, asked } = server(false);
  expect((await hits(session)).map(({ thread }) => thread)).toEqual([undefined, undefined]);
  await hits(session);
  expect(asked).toEqual([true, false, false]);
});
