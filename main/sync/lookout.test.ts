import { expect, test } from 'vitest';
import { accountId } from '../../shared/ids.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { Lookout } from './lookout.ts';

const HOUR = 3_600_000;

/** `after` counts real time, `now` is what the clock shows. */
function setUp() {
  const clock = { time: 10 * HOUR, now: () => clock.time, timers: [] as { ms: number; run(): void }[], after: (ms: number, run: () => void) => {
    clock.timers.push({ ms, run });
    return () => {};
  } };
  let listings = 0;
  const session = { capabilities: { has: () => true }, list: () => {
    listings++;
    return Promise.resolve([]);
  } } as unknown as Session;
  const mirror = { query: () => Promise.resolve([]), apply: () => Promise.resolve({}) } as unknown as MirrorClient;
  const lookout = new Lookout({ accountId: accountId('a'), mirror, clock, want() {}, isBusy: () => false, kick() {}, onFolders: () => Promise.resolve() });
  return { clock, lookout, attend: () => lookout.attend(session, false), listings: () => listings };
}

test('folders are listed now and then, and not at every look', async () => {
  const { clock, lookout, attend, listings } = setUp();
  await attend();
  clock.time += 59_000;
  expect(lookout.restMs(true, false)).toBe(1_000);
  await attend();
  expect(listings()).toBe(1);
  clock.time += 1_000;
  await attend();
  expect(listings()).toBe(2);
});

test('a clock that is set back an hour puts off neither the next listing nor the one that the server asks for', async () => {
  const { clock, lookout, attend, listings } = setUp();
  await attend();
  clock.time -= HOUR;
  expect(lookout.restMs(true, false)).toBe(0);
  lookout.foldersChanged();
  expect(clock.timers[0]!.ms).toBeLessThanOrEqual(2_000);
  await attend();
  expect(listings()).toBe(2);
  clock.time += 60_000;
  await attend();
  expect(listings()).toBe(3);
});
