import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../../shared/ids.ts';
import type { SearchKey } from '../../imap/search-key.ts';
import { uidsOf, type UidSet } from '../../imap/uid-set.ts';
import type { Entry } from '../entry.ts';
import type { ReplayContext } from '../replay-context.ts';
import { removeCopy, type RemoveCopy } from './remove-copy.ts';

const account = accountId('a');
const [inbox, archive] = [folderId(account, 'INBOX'), folderId(account, 'Archive')];
const name = '<a@example.org>';

/** Copies in Archive of a message that is to stay in INBOX; `uid` 0: which it is has to be found out. */
const entry = (uid: number): Entry<RemoveCopy> => ({
  operation: {
    id: operationId('1'), accountId: account, folderId: archive, uidValidity: 7, targets: [{ uid, messageId: name, original: 5 }], createdAt: 1, title: 'Remove the copy', kind: 'remove-copy',
    original: { folderId: inbox, uidValidity: 1 }, since: { uidNext: 50, uidValidity: 7 },
  },
  state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [],
});

interface Box { uidValidity: number; messages: Map<number, { name: string; deleted?: true }> }

function server(boxes: { INBOX?: Partial<Box>; Archive?: Partial<Box> }) {
  const all: Record<string, Box> = {
    INBOX: { uidValidity: 1, messages: new Map([[5, { name }]]), ...boxes.INBOX },
    Archive: { uidValidity: 7, messages: new Map([[20, { name }], [50, { name }]]), ...boxes.Archive },
  };
  let open = all['INBOX']!;
  const revealed: number[] = [];
  const matches = (key: SearchKey, uid: number): boolean => {
    const message = open.messages.get(uid)!;
    if ('and' in key) return key.and.every((one) => matches(one, uid));
    if ('uid' in key) return key.uid.some(([from, to]) => from <= uid && uid <= to);
    if ('deleted' in key) return key.deleted === (message.deleted ?? false);
    return 'header' in key && key.header.value === message.name;
  };
  const context = {
    accountId: account, folder: { id: archive, wireName: 'Archive' }, folders: [{ id: inbox, wireName: 'INBOX' }, { id: archive, wireName: 'Archive' }], log: () => {},
    session: {
      capabilities: { has: () => true },
      select: (wireName: string) => {
        open = all[wireName]!;
        return Promise.resolve({ uidValidity: open.uidValidity, readOnly: false });
      },
      uidSearch: (key: SearchKey) => Promise.resolve([...open.messages.keys()].filter((uid) => matches(key, uid))),
      uidStore: () => Promise.resolve({ modified: [] }),
      uidExpunge: (set: UidSet) => {
        for (const uid of uidsOf(set)) open.messages.delete(uid);
        return Promise.resolve();
      },
    },
    record: () => Promise.resolve(), done: () => Promise.resolve(), mirror: { apply: () => Promise.resolve({}) },
    reveal: (_id: string, uids: number[]) => Promise.resolve(void revealed.push(...uids)),
  } as unknown as ReplayContext;
  return { context, revealed, inArchive: () => [...all['Archive']!.messages.keys()] };
}
const doubtful = { failure: { code: 'uid-validity-changed' } };

test('only what came since, and only as many as were made, is removed', async () => {
  for (const uid of [0, 50]) {
    const { context, inArchive } = server({});
    await removeCopy.replay(entry(uid), context);
    expect(inArchive()).toEqual([20]);
  }
});

test('one more of that name has come since: which of them is ours nobody knows, and none is removed', async () => {
  const { context, inArchive } = server({ Archive: { messages: new Map([[50, { name }], [51, { name }]]) } });
  await expect(removeCopy.replay(entry(0), context)).rejects.toMatchObject(doubtful);
  expect(inArchive()).toEqual([50, 51]);
});

test('the folder of the originals was renumbered: whether they are there nobody knows, and no copy is removed', async () => {
  const { context, inArchive } = server({ INBOX: { uidValidity: 2 } });
  await expect(removeCopy.replay(entry(50), context)).rejects.toMatchObject(doubtful);
  expect(inArchive()).toEqual([20, 50]);
});

test('the folder of the copies was renumbered: nothing is removed under the old UIDs', async () => {
  for (const uid of [0, 50]) {
    const { context, inArchive } = server({ Archive: { uidValidity: 8 } });
    await expect(removeCopy.replay(entry(uid), context)).rejects.toMatchObject(doubtful);
    expect(inArchive()).toEqual([20, 50]);
  }
});

test('an original that is gone, or that the next expunge takes, leaves its copy, in sight', async () => {
  for (const messages of [new Map(), new Map([[5, { name, deleted: true as const }]])]) {
    const { context, revealed, inArchive } = server({ INBOX: { messages } });
    await removeCopy.replay(entry(50), context);
    expect([inArchive(), revealed]).toEqual([[20, 50], [50]]);
  }
});
