import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../../shared/ids.ts';
import { fail, type FailureCode } from '../../../shared/failure.ts';
import type { SearchKey } from '../../imap/search-key.ts';
import { uidsOf, type UidSet } from '../../imap/uid-set.ts';
import type { Batch } from '../../mirror/protocol/batch.ts';
import type { Entry } from '../entry.ts';
import type { Mask } from '../mask.ts';
import type { Copied } from '../operation-base.ts';
import type { ReplayContext } from '../replay-context.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { junk } from './junk.ts';
import { replayMove, type Move } from './move.ts';

const account = accountId('a');
const [inbox, archive] = [folderId(account, 'INBOX'), folderId(account, 'Archive')];
const twins = [1, 2].map((uid) => ({ uid, messageId: '<twin@example.org>' }));
const entry = (copyingFrom: number | null): Entry<Move> => ({
  operation: { id: operationId('1'), accountId: account, folderId: inbox, uidValidity: 1, targets: twins, createdAt: 1, title: 'Move', kind: 'move', to: archive },
  state: 'waiting', failure: null, copyingFrom, copyProven: false, copied: null, doneAt: null, left: [],
});

interface Answer {
  copied: { uidValidity: number; source: number[]; destination: number[] } | null;
  found: number[];
  /** Marked by others. */
  marked?: number[];
  /** Refuses to expunge with this code. */
  refuses?: string;
  refusesFlag?: string;
  /** How it answers which are marked, if it does not. */
  refusesSearch?: FailureCode;
  /** What becomes of taking marks back. */
  refusesUnmarking?: FailureCode;
  mirror?: () => Promise<unknown>;
}

/** A server without MOVE. Answers the UIDs that were removed for good, and how often was copied. `shown`: what the list does with the originals. */
function server(answer: Answer, extensions: readonly string[] = ['UIDPLUS']) {
  const expunged: number[] = [];
  const seen = { expunged, copies: 0, done: 0 };
  const shown = { vanished: [] as number[], again: [] as number[] };
  const noted: { left: readonly number[]; told: Mask | undefined }[] = [];
  const recorded: object[] = [];
  const marks: [action: string, uids: number[]][] = [];
  const context = {
    session: {
      capabilities: { has: (name: string) => extensions.includes(name) },
      status: () => Promise.resolve({ uidNext: 50 }),
      select: () => Promise.resolve({ uidValidity: 1 }),
      uidSearch: (key: SearchKey) => {
        const asksForMarks = 'and' in key && key.and.some((one) => 'deleted' in one);
        if (asksForMarks && answer.refusesSearch) return Promise.reject(fail(answer.refusesSearch, 'No.'));
        return Promise.resolve(asksForMarks ? answer.marked ?? [] : answer.found);
      },
      uidMove: () => Promise.resolve(answer.copied),
      uidCopy: () => {
        seen.copies++;
        return Promise.resolve(answer.copied);
      },
      uidStore: (set: UidSet, { action, flags }: { action: string; flags: string[] }) => {
        if (flags.includes(answer.refusesFlag ?? '')) return Promise.reject(fail('server-no', 'No.'));
        if (action === 'remove' && answer.refusesUnmarking) return Promise.reject(fail(answer.refusesUnmarking, 'No.'));
        marks.push([action, [...uidsOf(set)]]);
        return Promise.resolve({ modified: [] });
      },
      uidExpunge: (set: UidSet) => {
        if (answer.refuses !== undefined) return Promise.reject(fail('server-no', 'No.', { responseCode: answer.refuses }));
        expunged.push(...uidsOf(set));
        return Promise.resolve();
      },
    },
    record: (record: object) => Promise.resolve(void recorded.push(record)),
    done: (_entry: Entry, _copied: Copied | null, left: readonly number[] = [], told?: Mask) => {
      seen.done++;
      if (left.length > 0) noted.push({ left, told });
      return Promise.resolve();
    },
    mirror: {
      apply: answer.mirror ?? ((batch: Batch) => {
        shown.vanished.push(...(batch.vanished ?? []).flatMap(({ uids }) => [...uids]));
        return Promise.resolve({});
      }),
    },
    reveal: (_id: string, uids: number[]) => Promise.resolve(void shown.again.push(...uids)),
    log: () => {},
    folder: { id: inbox, wireName: 'INBOX' },
    folders: [{ id: archive, wireName: 'Archive' }],
    onArrived: () => {},
  } as unknown as ReplayContext;
  return { context, seen, shown, marks, noted, recorded };
}

test('COPYUID names one of two: only that one is removed from where it was', async () => {
  const { context, seen } = server({ copied: { uidValidity: 1, source: [2], destination: [50] }, found: [] });
  await replayMove(entry(null), context);
  expect(seen).toEqual({ expunged: [2], copies: 1, done: 1 });
});

test('two messages of one Message-ID and a single copy of them prove nothing', async () => {
  const { context, seen } = server({ copied: null, found: [50] });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { code: 'server-no' } });
  expect(seen.expunged).toEqual([]);
});

test('the mirror goes away after the server has moved: the move is done all the same', async () => {
  const { context, seen } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], mirror: () => Promise.reject(fail('mirror-unavailable', 'Away.')) });
  await replayMove(entry(null), context);
  expect(seen).toEqual({ expunged: [1, 2], copies: 1, done: 1 });
});

for (const extensions of [['MOVE', 'UIDPLUS'], ['UIDPLUS']]) {
  test(`COPYUID names one of two, with ${extensions.join(' and ')}: the other is seen again if it is there, and gone if not`, async () => {
    for (const found of [[1], []]) {
      const { context, shown } = server({ copied: { uidValidity: 1, source: [2], destination: [50] }, found }, extensions);
      await replayMove(entry(null), context);
      expect(shown).toEqual(found.length ? { vanished: [2], again: [1] } : { vanished: [2, 1], again: [] });
    }
  });
}

test('a refused UID EXPUNGE leaves no mark of ours, and takes none of others back', async () => {
  const { context, marks } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], marked: [2], refuses: 'NOPERM' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { responseCode: 'NOPERM' } });
  expect(marks).toEqual([['add', [1, 2]], ['remove', [1]]]);
});

test('tried again after a death behind its mark, a refused UID EXPUNGE takes that back: whose the marks are is known from before the first', async () => {
  const { context, marks, recorded } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], marked: [2], refuses: 'INUSE' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { responseCode: 'INUSE' } });
  expect(recorded.at(-1)).toEqual({ t: 'marking', id: '1', uidValidity: 1, others: [2] });
  const again = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], marked: [1, 2], refuses: 'NOPERM' });
  await expect(replayMove({ ...entry(null), marking: { folderId: inbox, uidValidity: 1, others: [2] } }, again.context)).rejects.toMatchObject({ failure: { responseCode: 'NOPERM' } });
  expect([...marks, ...again.marks]).toEqual([['add', [1, 2]], ['add', [1, 2]], ['remove', [1]]]);
});

test('where the server does not say whose the marks are, none is taken back', async () => {
  const { context, marks } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refusesSearch: 'server-no', refuses: 'NOPERM' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { responseCode: 'NOPERM' } });
  expect(marks).toEqual([['add', [1, 2]]]);
});

test('a line that is lost while it is asked whose the marks are says nothing about them: that is asked again', async () => {
  const { context, marks, recorded } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refusesSearch: 'connection-lost', refuses: 'NOPERM' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
  expect([marks, recorded.filter((record) => 't' in record && record.t === 'marking')]).toEqual([[], []]);
});

test('a line that is lost before its marks are taken back: it is tried again, and not told as refused while they stay', async () => {
  const { context, marks } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refuses: 'NOPERM', refusesUnmarking: 'connection-lost' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
  expect(marks).toEqual([['add', [1, 2]]]);
});

test('where taking them back is refused too, the first reason is told', async () => {
  const { context } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refuses: 'NOPERM', refusesUnmarking: 'server-no' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { responseCode: 'NOPERM' } });
});

test('whose the marks were before the folder was renumbered says nothing about those of now', async () => {
  const { context, marks } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], marked: [1], refuses: 'NOPERM' });
  await expect(replayMove({ ...entry(null), marking: { folderId: inbox, uidValidity: 9, others: [2] } }, context)).rejects.toMatchObject({ failure: { responseCode: 'NOPERM' } });
  expect(marks).toEqual([['add', [1, 2]], ['remove', [2]]]);
});

test('refused for a while only, the marks stay for the next try', async () => {
  const { context, marks } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refuses: 'INUSE' });
  await expect(replayMove(entry(null), context)).rejects.toMatchObject({ failure: { responseCode: 'INUSE' } });
  expect(marks).toEqual([['add', [1, 2]]]);
});

test('a line that is lost while it is told that a message is junk: nothing is moved yet', async () => {
  const { context, seen, marks } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refusesUnmarking: 'connection-lost' });
  const { operation, ...rest } = entry(null);
  await expect(junk.replay({ ...rest, operation: { ...operation, kind: 'junk', junk: true } }, context)).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
  expect([seen.copies, seen.done, marks]).toEqual([0, 0, [['add', [1, 2]]]]);
});

test('what could only be marked is done with all that the server was told of it: no STATUS tells without CONDSTORE', async () => {
  for (const [refusesFlag, add, remove] of [['', FLAG.junk, FLAG.notJunk], ['$NotJunk', FLAG.junk, 0], ['$Junk', 0, FLAG.notJunk]] as const) {
    const { context, noted } = server({ copied: { uidValidity: 1, source: [1, 2], destination: [50, 51] }, found: [], refusesFlag }, []);
    const { operation, ...rest } = entry(null);
    await junk.replay({ ...rest, operation: { ...operation, kind: 'junk', junk: true } }, context);
    expect(noted).toMatchObject([{ left: [1, 2], told: { add, remove } }]);
  }
});
