import { expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../../shared/ids.ts';
import type { SearchKey } from '../../imap/search-key.ts';
import type { Entry } from '../entry.ts';
import type { Copied } from '../operation-base.ts';
import type { ReplayContext } from '../replay-context.ts';
import { append, type Append } from './append.ts';

const account = accountId('a');
const archive = folderId(account, 'Archive');
const messageId = '<a@example.org>';
const entry: Entry<Append> = {
  operation: { id: operationId('1'), accountId: account, folderId: archive, uidValidity: 0, targets: [], createdAt: 1, title: 'File', kind: 'append', content: 'eA==', size: 1, messageId, flags: [], date: null, trash: null },
  state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [],
};
/** Sent before, and the answer was lost. */
const again: Entry<Append> = { ...entry, copyingFrom: 50, copyingIn: 7 };

/** Archive holds messages of that name with these UIDs. `steps`: what the server did, and what the journal was told. */
function server(uids: readonly number[], uidValidity = 7) {
  const steps: string[] = [];
  const done: (Copied | null)[] = [];
  const matches = (key: SearchKey, uid: number): boolean => {
    if ('and' in key) return key.and.every((one) => matches(one, uid));
    return 'uid' in key ? key.uid.some(([from, to]) => from <= uid && uid <= to) : 'header' in key && key.header.value === messageId;
  };
  const context = {
    folder: { id: archive, wireName: 'Archive' }, listFirst: () => {}, onArrived: () => {},
    session: {
      status: () => Promise.resolve({ uidNext: 60, uidValidity }),
      select: () => Promise.resolve({ uidValidity }),
      uidSearch: (key: SearchKey) => Promise.resolve(uids.filter((uid) => matches(key, uid))),
      append: () => {
        steps.push('APPEND');
        return Promise.resolve({ uidValidity, uid: 60 });
      },
    },
    record: ({ t }: { t: string }) => Promise.resolve(void steps.push(t)),
    done: (_entry: Entry, copied: Copied | null) => Promise.resolve(void done.push(copied)),
  } as unknown as ReplayContext;
  return { context, steps, done };
}
const at = (uid: number, uidValidity = 7): Copied => ({ uidValidity, source: [], destination: [uid] });

test('the journal knows of it before it is sent', async () => {
  const { context, steps, done } = server([]);
  await append.replay(entry, context);
  expect([steps, done]).toEqual([['copying', 'APPEND'], [at(60)]]);
});

test('tried again, it is not filed twice', async () => {
  const { context, steps, done } = server([20, 55]);
  await append.replay(again, context);
  expect([steps, done]).toEqual([[], [at(55)]]);
});

test('one of that name that lay there before is not taken for it', async () => {
  const { context, steps } = server([20]);
  await append.replay(again, context);
  expect(steps).toContain('APPEND');
});

test('renumbered since the first try, the one that lies there is it, wherever it is', async () => {
  const { context, steps, done } = server([3], 8);
  await append.replay(again, context);
  expect([steps, done]).toEqual([[], [at(3, 8)]]);
});
