/** A death that is only played leaves the disk as it was, and no file open in this process. */
import { expect, test } from 'vitest';
import { createDisk, removeDisk, startHarness } from '../support/engine-harness.ts';
import { openJournals } from '../support/journal-handles.ts';

test('journals are closed when the engine has been killed or stopped', async () => {
  const disk = await createDisk();
  const before = openJournals();
  const first = await startHarness(disk);
  expect(openJournals()).toBeGreaterThan(before);
  first.kill();
  await expect.poll(() => openJournals()).toBe(before);
  await first.stop();
  const second = await startHarness(disk);
  await second.stop();
  expect(openJournals()).toBe(before);
  await removeDisk(disk);
});
