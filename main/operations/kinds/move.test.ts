import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../../shared/ids.ts';
import { fail } from '../../../shared/failure.ts';
import { uidsOf, type UidSet } from '../../imap/uid-set.ts';
import type { Entry } from '../entry.ts';
import type { ReplayContext } from '../replay-context.ts';
import { replayMove, type Move } from './move.ts';

const account = accountId('a');
const [inbox, archive] = [folderId(account, 'INBOX'), folderId(account, 'Archive')];
const twins = [1, 2].map((uid) => ({ uid, messageId: '<twin@example.org>' }));
const entry = (copyingFrom: number | null): Entry<Move> => ({
  operation: { id: operationId('1'), accountId: account, folderId: inbox, uidValidity: 1, targets: twins, createdAt: 1, title: 'Move', kind: 'move', to: archive },
  state: 'waiting', failure: null, copyingFrom, copyProven: false, copied: null, doneAt: null, left: [],
});

/** A server without MOVE. Answers the UIDs that were removed for good, and how often was copied. */
function server(answer: { copied: { uidValidity: number; source: number[]; destination: number[] } | null; found: number[]; mirror?: () => Promise<unknown> }) {
  const expunged: number[] = [];
  const seen = { expunged, copies: 0, done: 0 };
  const context = {
    session: {
      capabilities: { has: (name: string) => name === 'UIDPLUS' },
      status: () => Promise.resolve({ uidNext: 50 }),
      select: () => Promise.resolve({ uidValidity: 1 }),
      uidSearch: () => Promise.resolve(answer.found),
      uidCopy: () => {
        seen.copies++;
        return Promise.resolve(answer.copied);
      },
      uidStore: () => Promise.resolve({ modified: [] }),
      uidExpunge: (set: UidSet) => {
        expunged.push(...uidsOf(set));
        return Promise.resolve();
      },
    },
    record: () => Promise.resolve(),
    done: () => Promise.resolve(void seen.done++),
    mirror: { apply: answer.mirror ?? (() => Promise.resolve({})) },
    folder: { id: inbox, wireName: 'INBOX' },
    folders: [{ id: archive, wireName: 'Archive' }],
    onArrived: () => {},
  } as unknown as ReplayContext;
  return { context, seen };
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
