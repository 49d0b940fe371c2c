/** A computer that travels shows its mail by the clock of where it is. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { longDate, shortDate } from './short-date.ts';

const zone = process.env['TZ'];
const DATE = Date.parse('2026-11-20T14:05:00Z');
const NOW = Date.parse('2026-11-20T14:30:00Z');

beforeEach(() => { process.env['TZ'] = 'Europe/Lisbon'; });
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

test('dates in a list', () => {
  expect([shortDate(DATE, NOW), longDate(DATE)]).toEqual(['14:05', 'Friday, 20 November 2026 at 14:05']);
  process.env['TZ'] = 'Asia/Tokyo';
  expect([shortDate(DATE, NOW), longDate(DATE)]).toEqual(['23:05', 'Friday, 20 November 2026 at 23:05']);
  process.env['TZ'] = 'America/New_York';
  expect([shortDate(DATE, NOW), longDate(DATE)]).toEqual(['09:05', 'Friday, 20 November 2026 at 09:05']);
});
