/** A sample of sessions cut at an octet. */
import { expect, test } from 'vitest';
import { byteCuts } from '../faults/byte-cuts.ts';
import { broken } from '../faults/sample.ts';
import { submissionCuts } from '../faults/submission-cuts.ts';

const PATIENCE = 240_000;

test('a session cut at 110 octets of both directions comes back whole', async () => {
  expect(await broken(byteCuts, { sample: 110 }, 111)).toEqual([]);
}, PATIENCE);

test('a submission session cut at 60 octets: the letter goes out once, or the user is asked', async () => {
  expect(await broken(submissionCuts, { sample: 60 }, 61)).toEqual([]);
}, PATIENCE);
