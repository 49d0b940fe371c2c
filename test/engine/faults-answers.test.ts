/** A sample of servers that refuse, fall silent or lie. */
import { expect, test } from 'vitest';
import { commandFaults } from '../faults/command-faults.ts';
import { lies } from '../faults/lies.ts';
import { broken } from '../faults/sample.ts';

const PATIENCE = 240_000;

test('60 refusals, silences and answers of bad faith at its commands', async () => {
  expect(await broken(commandFaults, { sample: 60 }, 60)).toEqual([]);
}, PATIENCE);

test('40 lies', async () => {
  expect(await broken(lies, { sample: 40 }, 40)).toEqual([]);
}, PATIENCE);
