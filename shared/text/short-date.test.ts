import { describe, expect, test } from 'vitest';
import { longDate, shortDate } from './short-date.ts';

const at = (iso: string): number => Date.parse(iso);
const LISBON = { timeZone: 'Europe/Lisbon' };
const NOW = at('2026-11-20T15:30:00Z');

describe('shortDate', () => {
  test.each([
    ['2026-11-20T14:05:00Z', '14:05'],
    ['2026-11-20T00:00:00Z', '00:00'],
    ['2026-11-19T23:59:00Z', 'Thu'],
    ['2026-11-14T08:00:00Z', 'Sat'],
    ['2026-11-13T08:00:00Z', '13 Nov'],
    ['2026-03-03T08:00:00Z', '3 Mar'],
    ['2024-03-03T08:00:00Z', '3 Mar 2024'],
  ])('%s is %s', (date, words) => {
    expect(shortDate(at(date), NOW, LISBON)).toBe(words);
  });

  test('the day is the local one, not that of Greenwich', () => {
    expect(shortDate(at('2026-11-19T16:00:00Z'), at('2026-11-20T01:00:00Z'), { timeZone: 'Asia/Tokyo' })).toBe('01:00');
    expect(shortDate(at('2026-11-20T01:00:00Z'), at('2026-11-20T15:00:00Z'), { timeZone: 'America/Los_Angeles' })).toBe('Thu');
  });

  test('a date to come is never a weekday of the past', () => {
    expect(shortDate(at('2026-11-22T10:00:00Z'), NOW, LISBON)).toBe('22 Nov');
    expect(shortDate(at('2027-01-02T10:00:00Z'), NOW, LISBON)).toBe('2 Jan 2027');
  });

  test('counts calendar days over a change of the clocks', () => {
    expect(shortDate(at('2026-10-24T23:30:00+01:00'), at('2026-10-25T23:30:00Z'), LISBON)).toBe('Sat');
  });

  test('the turn of the year within a week is still a weekday', () => {
    expect(shortDate(at('2026-12-30T10:00:00Z'), at('2027-01-02T10:00:00Z'), LISBON)).toBe('Wed');
  });

  test('no date is no words, never an exception', () => {
    expect(shortDate(Number.NaN, NOW, LISBON)).toBe('');
    expect(shortDate(9e15, NOW)).toBe('');
  });
});

test('longDate holds everything', () => {
  expect(longDate(at('2026-03-03T14:05:00Z'), LISBON)).toBe('Tuesday, 3 March 2026 at 14:05');
});
