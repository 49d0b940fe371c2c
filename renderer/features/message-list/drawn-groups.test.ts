import { expect, test } from 'vitest';
import type { DateGroup } from '../../../shared/text/date-group.ts';
import { drawGroups } from './drawn-groups.ts';
import type { RowLayout } from './row-layout.ts';

const layout: RowLayout = { rowHeight: 72, headingHeight: 28, starts: [2, 5] };
const groupAt = (index: number): DateGroup | null => (index < 2 ? 'today' : index < 5 ? 'yesterday' : index < 8 ? '2026-10' : null);

test('rows are under their groups; the first group has its heading over the list', () => {
  expect(drawGroups([0, 1, 2, 3], { groupAt }, layout)).toEqual([
    { key: 'today', group: 'today', headingTop: null, members: [0, 1] },
    { key: 'yesterday', group: 'yesterday', headingTop: 144, members: [2, 3] },
  ]);
});

test('a group that was scrolled into has no heading of its own', () => {
  expect(drawGroups([3, 4, 5], { groupAt }, layout).map(({ group, headingTop }) => [group, headingTop])).toEqual([['yesterday', null], ['2026-10', 5 * 72 + 28]]);
});

test('rows that have not arrived belong to none, and the focused one far away to its own', () => {
  expect(drawGroups([0, 7, 8, 9], { groupAt }, layout)).toEqual([
    { key: 'today', group: 'today', headingTop: null, members: [0] },
    { key: '2026-10', group: '2026-10', headingTop: null, members: [7] },
    { key: 'loading', group: null, headingTop: null, members: [8, 9] },
  ]);
});
