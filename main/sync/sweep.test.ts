import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { createSweep, SWEEP } from './sweep.ts';

const id = folderId(accountId('a'), 'Sent');

test('what was never asked is due; what does not change is asked less and less; what changes, soon again', () => {
  const sweep = createSweep();
  expect(sweep.due([id], 0)).toEqual([id]);
  let now = 0;
  sweep.asked(id, false, now);
  const periods: number[] = [];
  for (let round = 0; round < 8; round++) {
    const before = now;
    while (sweep.due([id], now).length === 0) now += 1000;
    periods.push(now - before);
    sweep.asked(id, false, now);
  }
  expect(periods[0]).toBe(SWEEP.first);
  expect(periods).toEqual([...periods].sort((a, b) => a - b));
  expect(periods.at(-1)).toBe(SWEEP.quiet);
  sweep.asked(id, true, now);
  expect(sweep.due([id], now + SWEEP.first)).toEqual([id]);
});

test('on screen it is asked often, for as long as any window shows it', () => {
  const sweep = createSweep();
  sweep.asked(id, false, 0);
  sweep.look(id, true);
  sweep.look(id, true);
  sweep.look(id, false);
  expect(sweep.looked).toEqual([id]);
  expect(sweep.due([id], SWEEP.looked)).toEqual([id]);
  sweep.look(id, false);
  expect(sweep.looked).toEqual([]);
  expect(sweep.due([id], SWEEP.looked)).toEqual([]);
});

test('a clock that was set back keeps nothing from being asked', () => {
  const sweep = createSweep();
  sweep.asked(id, false, 3_600_000);
  expect(sweep.due([id], 3_600_000)).toEqual([]);
  expect(sweep.due([id], 0)).toEqual([id]);
  sweep.asked(id, false, 0);
  expect(sweep.due([id], SWEEP.first)).toEqual([]);
});
