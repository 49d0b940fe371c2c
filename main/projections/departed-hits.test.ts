/** Hits that have left the place where they were found. */
import { expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { createDeparted } from './departed-hits.ts';

const inbox = folderId(accountId('one'), 'INBOX');
const [first, second] = [messageId(inbox, 1, 1), messageId(inbox, 1, 2)];

test('what was taken away is not there, nor once the server has removed it; what was taken back is', () => {
  const hits = createDeparted();
  hits.look([first, second], new Map([[first, FLAG.hidden], [second, FLAG.seen]]), false);
  expect([hits.has(first), hits.has(second)]).toEqual([true, false]);
  hits.look([first, second], new Map([[first, 0], [second, FLAG.hidden]]), false);
  expect([hits.has(first), hits.has(second)]).toEqual([false, true]);
  hits.look([first, second], new Map([[first, 0]]), true);
  hits.look([first, second], new Map([[first, 0]]), false);
  expect([hits.has(first), hits.has(second)]).toEqual([false, true]);
});

test('a hit that the mirror never had is there, whatever goes; one that it had is gone with its row, and not because the mirror is being filled anew', () => {
  const hits = createDeparted();
  hits.look([first], new Map([[first, 0]]), false);
  hits.look([first, second], new Map(), false);
  expect([hits.has(first), hits.has(second)]).toEqual([false, false]);
  hits.look([first, second], new Map(), true);
  expect([hits.has(first), hits.has(second)]).toEqual([true, false]);
});
