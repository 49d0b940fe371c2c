/** The time is told by the clock here, and by the clock there where that shows another. */
import { expect, test } from 'vitest';
import { recurrenceWords, whenWords } from './invitation-words.ts';

const at = (date: string, time: string, zone: string, moment: number) => ({ date, time, zone, at: moment });
const start = at('2026-12-03', '14:00', 'America/New_York', Date.UTC(2026, 11, 3, 19));
const end = at('2026-12-03', '15:30', 'America/New_York', Date.UTC(2026, 11, 3, 20, 30));

test('elsewhere', () => {
  expect(whenWords({ start, end, allDay: false }, 'Europe/Berlin')).toEqual({ here: 'Thu, 3 December 2026, 20:00 to 21:30', there: 'Thu, 3 December 2026, 14:00 to 15:30 (America/New York)' });
});
test('here', () => {
  expect(whenWords({ start, end, allDay: false }, 'America/New_York').there).toBe('');
});
test('over midnight', () => {
  expect(whenWords({ start, end, allDay: false }, 'Asia/Tokyo').here).toBe('Fri, 4 December 2026, 04:00 to 05:30');
});
test('a whole day, or several', () => {
  const day = (date: string) => ({ date, time: null, zone: '', at: null });
  expect(whenWords({ start: day('2026-12-24'), end: day('2026-12-24'), allDay: true }).here).toBe('Thu, 24 December 2026, all day');
  expect(whenWords({ start: day('2026-12-24'), end: day('2026-12-26'), allDay: true }).here).toBe('Thu, 24 December 2026 to Sat, 26 December 2026, all day');
});
test('a zone that nobody knows is named', () => {
  expect(whenWords({ start: { date: '2026-12-03', time: '14:00', zone: 'Mars/Base', at: null }, end: null, allDay: false })).toEqual({ here: 'Thu, 3 December 2026, 14:00 (Mars/Base)', there: '' });
});
test('none, or one that is no date', () => {
  expect(whenWords({ start: null, end: null, allDay: false }).here).toBe('');
  expect(whenWords({ start: { date: '2026-99-99', time: '14:00', zone: '', at: null }, end: null, allDay: false }).here).toBe('2026-99-99, 14:00');
});
test('how often', () => {
  expect(recurrenceWords({ frequency: 'weekly', interval: 2, days: ['MO', 'TH'], count: null, until: '2026-12-31' })).toBe('every 2 weeks (Mon, Thu), until Thu, 31 December 2026');
  expect(recurrenceWords({ frequency: 'daily', interval: 1, days: [], count: 5, until: null })).toBe('every day, 5 times');
});
