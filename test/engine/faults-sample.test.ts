/** A sample of the fault tests with a fixed seed; all of them: `npm run faults`. */
import { expect, test } from 'vitest';
import { byteCuts } from '../faults/byte-cuts.ts';
import { commandFaults } from '../faults/command-faults.ts';
import { crashPoints } from '../faults/crash-points.ts';
import { kills } from '../faults/kills.ts';
import { leaving } from '../faults/leaving.ts';
import { lies } from '../faults/lies.ts';
import { mirrorFaults } from '../faults/mirror-faults.ts';
import { DEFAULTS, type FaultOptions } from '../faults/options.ts';
import { submissionCuts } from '../faults/submission-cuts.ts';
import { Tally } from '../faults/tally.ts';

const MINUTE = 60_000;

/** Answers what broke, in words; nothing if all came back whole. */
async function broken(run: (tally: Tally, options: FaultOptions) => Promise<void>, options: Partial<FaultOptions>, atLeast: number): Promise<string[]> {
  const lines: string[] = [];
  const tally = new Tally(run.name, (line) => lines.push(line));
  await run(tally, { ...DEFAULTS, seed: 1, ...options });
  expect(tally.tried).toBeGreaterThanOrEqual(atLeast);
  return tally.failed > 0 ? [...lines, tally.summary()] : [];
}

test('a session cut at 110 octets of both directions comes back whole', async () => {
  expect(await broken(byteCuts, { sample: 110 }, 111)).toEqual([]);
}, 4 * MINUTE);

test('a submission session cut at 60 octets: the letter goes out once, or the user is asked', async () => {
  expect(await broken(submissionCuts, { sample: 60 }, 61)).toEqual([]);
}, 4 * MINUTE);

test('60 refusals, silences and answers of bad faith at its commands', async () => {
  expect(await broken(commandFaults, { sample: 60 }, 60)).toEqual([]);
}, 4 * MINUTE);

test('40 lies', async () => {
  expect(await broken(lies, { sample: 40 }, 40)).toEqual([]);
}, 4 * MINUTE);

test('the mirror lost, closed, set back, its disk full, at 40 batches', async () => {
  expect(await broken(mirrorFaults, { sample: 40 }, 41)).toEqual([]);
}, 4 * MINUTE);

test('what waits outlives whoever leaves', async () => {
  expect(await broken(leaving, {}, 9)).toEqual([]);
}, 4 * MINUTE);

test('50 operations broken off at one of their commands', async () => {
  expect(await broken(crashPoints, { sample: 50 }, 50)).toEqual([]);
}, 4 * MINUTE);

test('the engine process killed 20 times', async () => {
  expect(await broken(kills, { kills: 20, abreast: 2 }, 2)).toEqual([]);
}, 4 * MINUTE);
