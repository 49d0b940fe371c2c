import { expect, test } from 'vitest';
import { operationId } from '../../shared/ids.ts';
import { LostLines } from './lost-lines.ts';

const [one, other] = [operationId('1'), operationId('2')];

function setUp() {
  const pauses: number[] = [];
  let end = (): void => {};
  let rested = 0;
  const clock = { after: (ms: number, run: () => void) => {
    pauses.push(ms);
    end = run;
    return () => { end = () => {}; };
  } };
  return { lines: new LostLines(clock, () => rested++), pauses, end: () => end(), rested: () => rested };
}

test('where nothing else works either, an operation is set aside and never given up for it', () => {
  const { lines } = setUp();
  for (let n = 0; n < 50; n++) lines.count([one]);
  expect([lines.isSuspect(one), lines.isHopeless(one)]).toEqual([true, false]);
});

test('while the server answers all else, each line counts, until it is told to forget', () => {
  const { lines } = setUp();
  const seen: string[] = [];
  for (let n = 1; n <= 10; n++) {
    lines.count([one]);
    lines.worked();
    seen.push(lines.isHopeless(one) ? 'hopeless' : lines.isSuspect(one) ? 'suspect' : '');
  }
  expect(seen).toEqual(['', '', ...Array<string>(7).fill('suspect'), 'hopeless']);
  expect(lines.isSuspect(other)).toBe(false);
  lines.forget([one]);
  expect([lines.isSuspect(one), lines.isHopeless(one)]).toEqual([false, false]);
});

test('it rests for longer each time, five minutes at most, and is told when it has', () => {
  const { lines, pauses, end, rested } = setUp();
  for (let n = 0; n < 2; n++) lines.count([one]);
  for (let n = 0; n < 8; n++) {
    lines.count([one]);
    lines.worked();
    lines.rest(one);
    expect([...lines.resting]).toEqual([one]);
    end();
    expect([[...lines.resting], rested()]).toEqual([[], n + 1]);
  }
  expect([pauses.slice(0, 3), pauses.at(-1)]).toEqual([[5_000, 10_000, 20_000], 300_000]);
  lines.rest(one);
  lines.stop();
  lines.rest(one);
  end();
  expect([pauses.length, rested()]).toEqual([9, 8]);
});
