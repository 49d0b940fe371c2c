import { expect, test } from 'vitest';
import { keepList, recallList, type ListValue } from './recent-lists.ts';

const list = (total: number) => ({ value: { total, unread: 0, matching: total, from: 0, rows: [], syncing: false, complete: true } satisfies ListValue, window: { from: 0, count: 300 } });

test('the newest state of a list is kept, and of many lists the last ones', () => {
  keepList('a', list(1));
  keepList('a', list(2));
  expect(recallList('a')?.value.total).toBe(2);
  for (let n = 0; n < 15; n++) keepList(`other ${n}`, list(n));
  keepList('a', list(3));
  keepList('one more', list(0));
  expect(recallList('a')?.value.total).toBe(3);
  expect(recallList('other 0')).toBeUndefined();
});
