import { describe, expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { fail, type FailureError } from '../../shared/failure.ts';
import type { SearchKey } from '../imap/search-key.ts';
import { uidsOf, type UidSet } from '../imap/uid-set.ts';
import type { Entry } from './entry.ts';
import { copy, type Copy } from './kinds/copy.ts';
import { replayMove, type Move } from './kinds/move.ts';
import type { Copied } from './operation-base.ts';
import type { ReplayContext } from './replay-context.ts';

const account = accountId('a');
const [inbox, archive] = [folderId(account, 'INBOX'), folderId(account, 'Archive')];
const named = (uid: number): string => `<${uid}@example.org>`;
const base = { id: operationId('1'), accountId: account, folderId: inbox, uidValidity: 1, createdAt: 1, title: 'Transfer', to: archive };
const fresh = { state: 'waiting' as const, failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [] };
const targetsOf = (uids: readonly number[]) => uids.map((uid) => ({ uid, messageId: named(uid) }));
const moving = (uids: readonly number[]): Entry<Move> => ({ operation: { ...base, kind: 'move', targets: targetsOf(uids) }, ...fresh });
const copying = (uids: readonly number[]): Entry<Copy> => ({ operation: { ...base, kind: 'copy', trash: null, targets: targetsOf(uids) }, ...fresh });
/** Tried before, and the answer was lost. */
const again = <O extends Move | Copy>(entry: Entry<O>): Entry<O> => ({ ...entry, copyingFrom: 50, copyingIn: 7 });

interface Box { uidValidity: number; uidNext: number; messages: Map<number, string> }
const boxOf = (uidValidity: number, uids: readonly number[]): Box => ({ uidValidity, uidNext: 50, messages: new Map(uids.map((uid) => [uid, named(uid)])) });

/** INBOX and Archive at a server without MOVE. `log`: what it was asked for; `steps`: what it did, and what the journal was told, in their order. */
function server(uids: readonly number[], extensions: readonly string[] = ['UIDPLUS']) {
  const boxes: Record<string, Box> = { INBOX: boxOf(1, uids), Archive: boxOf(7, []) };
  let open = boxes.INBOX!;
  const log: string[] = [];
  const steps: string[] = [];
  const done: (Copied | null)[] = [];
  const faults: { onSelect?: (name: string) => void; onCopy?: () => void } = {};
  const matches = (key: SearchKey, uid: number, messageId: string): boolean => {
    if ('and' in key) return key.and.every((one) => matches(one, uid, messageId));
    if ('uid' in key) return key.uid.some(([from, to]) => from <= uid && uid <= to);
    return 'header' in key && key.header.value === messageId;
  };
  const session = {
    capabilities: { has: (name: string) => extensions.includes(name) },
    status: (name: string) => Promise.resolve({ uidNext: boxes[name]!.uidNext, uidValidity: boxes[name]!.uidValidity }),
    select: (name: string) => {
      faults.onSelect?.(name);
      open = boxes[name]!;
      return Promise.resolve({ uidValidity: open.uidValidity });
    },
    uidSearch: (key: SearchKey) => {
      log.push('search');
      return Promise.resolve([...open.messages].filter(([uid, messageId]) => matches(key, uid, messageId)).map(([uid]) => uid));
    },
    uidCopy: (set: UidSet, name: string) => {
      log.push(`copy ${[...uidsOf(set)].join()}`);
      steps.push('COPY');
      const to = boxes[name]!;
      const source = [...uidsOf(set)].filter((uid) => open.messages.has(uid));
      const destination = source.map((uid) => {
        to.messages.set(to.uidNext, open.messages.get(uid)!);
        return to.uidNext++;
      });
      faults.onCopy?.();
      return Promise.resolve(source.length > 0 && extensions.includes('UIDPLUS') ? { uidValidity: to.uidValidity, source, destination } : null);
    },
    uidStore: () => {
      steps.push('STORE');
      return Promise.resolve({ modified: [] });
    },
    uidExpunge: (set: UidSet) => {
      for (const uid of uidsOf(set)) open.messages.delete(uid);
      return Promise.resolve();
    },
  };
  const context = {
    session, record: ({ t }: { t: string }) => Promise.resolve(void steps.push(t)), done: (_entry: Entry, copied: Copied | null) => Promise.resolve(void done.push(copied)), reveal: () => Promise.resolve(),
    mirror: { apply: () => Promise.resolve({}) }, log: () => {}, onArrived: () => {},
    listFirst: (error: FailureError) => {
      log.push('listed first');
      throw error;
    },
    folder: { id: inbox, wireName: 'INBOX' }, folders: [{ id: archive, wireName: 'Archive' }],
  } as unknown as ReplayContext;
  return { context, boxes, log, steps, done, faults, archived: () => [...boxes.Archive!.messages.values()] };
}

test('renumbered while its copies are looked for elsewhere: nothing is removed under the old UIDs, and it is tried again once the folder is known', async () => {
  const { context, boxes, log, faults } = server([1, 2]);
  boxes.Archive!.messages = new Map([[50, named(1)], [51, named(2)]]);
  faults.onSelect = (name) => { if (name === 'Archive') boxes.INBOX = boxOf(2, [1, 2]); };
  await expect(replayMove(again(moving([1, 2])), context)).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
  expect([...boxes.INBOX!.messages.keys()]).toEqual([1, 2]);
  expect(log.at(-1)).toBe('listed first');
});

test('the first time it is copied without a look at what is there', async () => {
  const { context, log } = server([1, 2]);
  await copy.replay(copying([1, 2]), context);
  expect(log).toEqual(['copy 1,2']);
});

test('the journal is told before each step after which a death would leave doubts', async () => {
  const { context, steps } = server([1, 2]);
  await replayMove(moving([1, 2]), context);
  expect(steps).toEqual(['copying', 'COPY', 'copied', 'marking', 'STORE']);
});

test('proven once, it is not copied again, whatever has become of the copies since', async () => {
  const { context, boxes, log, done } = server([1, 2]);
  const copied = { uidValidity: 7, source: [1, 2], destination: [50, 51] };
  await replayMove({ ...again(moving([1, 2])), copyProven: true, copied }, context);
  expect(log.filter((line) => line.startsWith('copy'))).toEqual([]);
  expect(done).toEqual([copied]);
  expect([...boxes.INBOX!.messages.keys()]).toEqual([]);
});

describe('one of two is gone from the source', () => {
  test('before it was copied, and the answer is lost: the other is copied once', async () => {
    const { context, faults, done, archived } = server([1]);
    faults.onCopy = () => { throw fail('connection-lost', 'Cut.'); };
    await expect(copy.replay(copying([1, 2]), context)).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
    delete faults.onCopy;
    await copy.replay(again(copying([1, 2])), context);
    expect(archived()).toEqual([named(1)]);
    expect(done).toEqual([{ uidValidity: 7, source: [1], destination: [50] }]);
  });

  test('and the server does not say where the other went: that is looked for, and nothing more', async () => {
    const { context, boxes, done, archived } = server([2], []);
    await replayMove(moving([1, 2]), context);
    expect(done).toEqual([{ uidValidity: 7, source: [2], destination: [50] }]);
    expect(archived()).toEqual([named(2)]);
    expect([...boxes.INBOX!.messages.keys()]).toEqual([2]); // marked, for it cannot be expunged alone
  });

  test('and no copy of the other is found: it is not called done', async () => {
    const { context, boxes, faults, done } = server([2], []);
    faults.onCopy = () => boxes.Archive!.messages.clear();
    await expect(replayMove(moving([1, 2]), context)).rejects.toMatchObject({ failure: { code: 'server-no' } });
    expect(done).toEqual([]);
  });

  test('after both were copied: both are known to have gone there', async () => {
    const { context, boxes, log, done } = server([1]);
    boxes.Archive!.messages = new Map([[50, named(1)], [51, named(2)]]);
    await replayMove(again(moving([1, 2])), context);
    expect(done).toEqual([{ uidValidity: 7, source: [1, 2], destination: [50, 51] }]);
    expect(log.filter((line) => line.startsWith('copy'))).toEqual([]);
    expect([...boxes.INBOX!.messages.keys()]).toEqual([]);
  });

  test('of two of one Message-ID: the single copy is that of the other', async () => {
    const { context, boxes, done } = server([2], []);
    boxes.INBOX!.messages.set(2, named(1));
    await copy.replay({ ...copying([]), operation: { ...copying([]).operation, targets: [1, 2].map((uid) => ({ uid, messageId: named(1) })) } }, context);
    expect(done).toEqual([{ uidValidity: 7, source: [2], destination: [50] }]);
  });
});

test('only one of two had been copied when the line was lost: the other follows, and the first is not doubled', async () => {
  const { context, boxes, log, done, archived } = server([1, 2]);
  boxes.Archive = { ...boxOf(7, []), uidNext: 51, messages: new Map([[50, named(1)]]) };
  await replayMove(again(moving([1, 2])), context);
  expect(log.filter((line) => line.startsWith('copy'))).toEqual(['copy 2']);
  expect(archived()).toEqual([named(1), named(2)]);
  expect(done).toEqual([{ uidValidity: 7, source: [1, 2], destination: [50, 51] }]);
});

test('a folder is made only where the server asks for it', async () => {
  const { context, log } = server([1]);
  Object.assign(context.session, { status: () => Promise.reject(fail('server-no', 'No.', { responseCode: 'NOPERM' })) });
  await expect(replayMove(moving([1]), context)).rejects.toMatchObject({ failure: { responseCode: 'NOPERM' } });
  expect(log).toEqual([]);
});

test('one of that name that lay there before is not taken for the copy', async () => {
  const { context, boxes, log, archived } = server([1]);
  boxes.Archive = { ...boxOf(7, []), messages: new Map([[20, named(1)]]) };
  await replayMove(again(moving([1])), context);
  expect(log.filter((line) => line.startsWith('copy'))).toEqual(['copy 1']);
  expect(archived()).toEqual([named(1), named(1)]);
});

describe('tried again when all have gone from the source', () => {
  test('their copies are found: it is done', async () => {
    const { context, boxes, log, done } = server([]);
    boxes.Archive!.messages = new Map([[50, named(1)], [51, named(2)]]);
    await copy.replay(again(copying([1, 2])), context);
    expect(done).toEqual([{ uidValidity: 7, source: [1, 2], destination: [50, 51] }]);
    expect(log.filter((line) => line.startsWith('copy'))).toEqual([]);
  });

  test('no copy is there: the user is told that the messages are gone', async () => {
    const { context, done } = server([]);
    await expect(copy.replay(again(copying([1, 2])), context)).rejects.toMatchObject({ failure: { code: 'message-gone' } });
    expect(done).toEqual([]);
  });
});

test('what was found belongs to one UIDVALIDITY and what was copied just now to another: nothing is removed, and it is tried again once the folder is known', async () => {
  const { context, boxes, log, faults } = server([1, 2]);
  boxes.Archive = { ...boxOf(7, []), uidNext: 51, messages: new Map([[50, named(1)]]) };
  faults.onSelect = (name) => { if (name === 'INBOX') boxes.Archive!.uidValidity = 8; };
  await expect(replayMove(again(moving([1, 2])), context)).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
  expect([...boxes.INBOX!.messages.keys()]).toEqual([1, 2]);
  expect(log.at(-1)).toBe('listed first');
});

describe('the destination was renumbered since the first try', () => {
  const renumbered = () => {
    const there = server([1]);
    there.boxes.Archive = { ...boxOf(8, []), messages: new Map([[3, named(1)]]) };
    return there;
  };

  test('what is moved and lies there is taken for the copy, wherever it is', async () => {
    const { context, log, done } = renumbered();
    await replayMove(again(moving([1])), context);
    expect(log.filter((line) => line.startsWith('copy'))).toEqual([]);
    expect(done).toEqual([{ uidValidity: 8, source: [1], destination: [3] }]);
  });

  test('what is to be copied is copied: the one that lies there may be another that was wanted before', async () => {
    const { context, log, done } = renumbered();
    await copy.replay(again(copying([1])), context);
    expect(log.filter((line) => line.startsWith('copy'))).toEqual(['copy 1']);
    expect(done).toEqual([{ uidValidity: 8, source: [1], destination: [50] }]);
  });
});
