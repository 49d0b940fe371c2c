/** A sample of engines, mirrors and other clients that leave in the middle of something. */
import { expect, test } from 'vitest';
import { crashPoints } from '../faults/crash-points.ts';
import { kills } from '../faults/kills.ts';
import { leaving } from '../faults/leaving.ts';
import { mirrorFaults } from '../faults/mirror-faults.ts';
import { broken } from '../faults/sample.ts';

const PATIENCE = 240_000;

test('the engine process killed 20 times', async () => {
  expect(await broken(kills, { kills: 20, abreast: 2 }, 2)).toEqual([]);
}, PATIENCE);

test('the mirror lost, closed, set back, its disk full, at 40 batches', async () => {
  expect(await broken(mirrorFaults, { sample: 40 }, 41)).toEqual([]);
}, PATIENCE);

test('what waits outlives whoever leaves', async () => {
  expect(await broken(leaving, {}, 9)).toEqual([]);
}, PATIENCE);

test('50 operations broken off at one of their commands', async () => {
  expect(await broken(crashPoints, { sample: 50 }, 50)).toEqual([]);
}, PATIENCE);
