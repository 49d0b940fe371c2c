import { describe, expect, test } from 'vitest';
import { shownCounts } from './shown-counts.ts';

const folder = (complete: boolean, total: number, unread: number, serverTotal: number | null = 1000, serverUnread: number | null = 40) =>
  ({ total, unread, serverTotal, serverUnread, checkpoint: { uidValidity: 1, uidNext: 1001, highestModseq: '0', complete } });

describe('the numbers beside a folder', () => {
  test('are those of the rows once all are here, whatever the server said before', () => {
    expect(shownCounts(folder(true, 990, 12))).toEqual({ total: 990, unread: 12 });
  });

  test('are the server\'s while the first rows come, and never fall back', () => {
    const steps = [0, 200, 600, 1000].map((total) => shownCounts(folder(false, total, Math.min(40, total / 5))));
    expect(steps).toEqual([{ total: 1000, unread: 40 }, { total: 1000, unread: 40 }, { total: 1000, unread: 40 }, { total: 1000, unread: 40 }]);
    expect(shownCounts(folder(false, 1100, 50))).toEqual({ total: 1100, unread: 50 });
  });

  test('do not go back to what the server said long ago when a folder is gone through again', () => {
    expect(shownCounts(folder(false, 1000, 3))).toEqual({ total: 1000, unread: 3 });
    expect(shownCounts(folder(false, 998, 3))).toEqual({ total: 1000, unread: 5 });
  });

  test('are those of the rows where the server says nothing', () => {
    expect(shownCounts(folder(false, 7, 2, null, null))).toEqual({ total: 7, unread: 2 });
  });
});
