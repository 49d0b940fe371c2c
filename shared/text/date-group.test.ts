import { describe, expect, test } from 'vitest';
import { dateGrouping, firstDayOfWeek, monthWords } from './date-group.ts';

/** A Saturday. */
const NOW = new Date(2026, 10, 21, 14, 5).getTime();
const at = (month: number, day: number, hour = 12, year = 2026): number => new Date(year, month - 1, day, hour).getTime();

describe('groups of dates', () => {
  const groupOf = dateGrouping(NOW, 1);

  test.each([
    ['future', at(11, 22, 0)],
    ['today', at(11, 21, 23)],
    ['today', at(11, 21, 0)],
    ['yesterday', at(11, 20, 23)],
    ['thisWeek', at(11, 19)],
    ['thisWeek', at(11, 16, 0)],
    ['lastWeek', at(11, 15, 23)],
    ['lastWeek', at(11, 9, 0)],
    ['2026-11', at(11, 8, 23)],
    ['2026-10', at(10, 31)],
    ['2025-11', at(11, 21, 12, 2025)],
  ])('%s', (group, date) => {
    expect(groupOf(date)).toBe(group);
  });

  test('on the first day of the week nothing else is of this week, and yesterday goes before last week', () => {
    const monday = dateGrouping(at(11, 23), 1);
    expect([at(11, 23, 1), at(11, 22), at(11, 21), at(11, 15)].map(monday)).toEqual(['today', 'yesterday', 'lastWeek', '2026-11']);
  });

  test('a week that begins on Sunday', () => {
    expect(dateGrouping(NOW, 7)(at(11, 15, 1))).toBe('thisWeek');
    expect([firstDayOfWeek('en-GB'), firstDayOfWeek('en-US')]).toEqual([1, 7]);
  });

  test('the days around a change of the clocks are whole days', () => {
    expect(dateGrouping(new Date(2026, 2, 29, 12).getTime(), 1)(new Date(2026, 2, 28, 0, 30).getTime())).toBe('yesterday');
  });

  test('months by name, of other years with the year', () => {
    expect([monthWords('2026-10', NOW), monthWords('2025-1', NOW)]).toEqual(['October', 'January 2025']);
  });
});
