/** Servers that lie about what is gone: nothing that is still there leaves the mirror, and once they tell the truth everything agrees again. */
import { expect, test } from 'vitest';
import { MODEL_LIES } from '../faults/model-lies.ts';

test.each(MODEL_LIES)('$name', async ({ run }) => {
  expect(await run()).toEqual([]);
});
