/** A running process is told from an ended one by when it began, whoever asks. */
import { afterEach, expect, test } from 'vitest';
import { processStart } from './process-identity.ts';

const { platform } = process;
const zone = process.env['TZ'];
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

test('the same process began at the same moment, also for one that was started in another time zone', async () => {
  // As on a Mac, where `ps` tells it as the clock on the wall showed it.
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  const answers = new Set<string | null>();
  for (const name of ['UTC', 'Europe/Berlin', 'America/New_York']) {
    process.env['TZ'] = name;
    answers.add(await processStart(process.pid));
  }
  // Windows has no `ps`: nobody is told, whatever the zone.
  expect([...answers]).toEqual([platform === 'win32' ? null : expect.stringMatching(/\d\d:\d\d:\d\d/u)]);
});
