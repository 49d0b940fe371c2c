/** A sample of the fault tests with a fixed seed; all of them: `npm run faults`. */
import { expect, test } from 'vitest';
import { byteCuts } from '../faults/byte-cuts.ts';
import { commandFaults } from '../faults/command-faults.ts';
import { crashPoints } from '../faults/crash-points.ts';
import { kills } from '../faults/kills.ts';
import { DEFAULTS, type FaultOptions } from '../faults/options.ts';
import { Tally } from '../faults/tally.ts';

const MINUTE = 60_000;

/** Answers what broke, in words; nothing if all came back whole. */
async function broken(run: (tally: Tally, options: FaultOptions) => Promise<void>, options: Partial<FaultOptions>, atLeast: number): Promise<string[]> {
  const lines: string[] = [];
  const tally = new Tally(run.name, (line) => lines.push(line));
  await run(tally, { ...DEFAULTS, seed: 1, ...options });
  expect(tally.tried).toBeGreaterThanOrEqual(atLeast);
  if (tally.failed > 0) lines.push(tally.summary());
  return lines;
}

test('a session cut at 150 octets of both directions comes back whole', async () => {
  expect(await broken(byteCuts, { sample: 150 }, 151)).toEqual([]);
}, 4 * MINUTE);

test('60 refusals, garbage and silences at its commands', async () => {
  expect(await broken(commandFaults, { sample: 60 }, 60)).toEqual([]);
}, 4 * MINUTE);

test('50 operations broken off at one of their commands', async () => {
  expect(await broken(crashPoints, { sample: 50 }, 50)).toEqual([]);
}, 4 * MINUTE);

test('the engine process killed 20 times', async () => {
  expect(await broken(kills, { kills: 20, abreast: 2 }, 2)).toEqual([]);
}, 4 * MINUTE);
