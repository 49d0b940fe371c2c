/** Servers that lie about what is gone: nothing that is still there leaves the mirror, and once they tell the truth everything agrees again. */
import { afterEach, expect, test } from 'vitest';
import type { FetchedMessage } from '../../main/imap/message.ts';
import { fail, isFailure } from '../../shared/failure.ts';
import { ModelFolder, type Lies } from '../support/model-folder.ts';
import { SyncedFolder } from '../support/synced-folder.ts';

const COUNT = 400;
const BEST = ['CONDSTORE', 'QRESYNC'];
let folder: SyncedFolder | undefined;
afterEach(async () => {
  await folder?.close();
  folder = undefined;
});

interface Case { offered?: readonly string[]; lies: Lies; /** What really happens before the lie is told. */ change?(server: ModelFolder): void; count?: number; firstUid?: number }

/** Two syncs under the lie, two under the truth. */
async function play({ offered = BEST, lies, change, count = COUNT, firstUid = 1 }: Case): Promise<SyncedFolder> {
  const server = new ModelFolder(count, firstUid);
  const one = folder = await SyncedFolder.start(server, offered);
  change?.(server);
  server.lies = lies;
  for (let round = 0; round < 2; round++) {
    const before = new Set((await one.held()).uids);
    await one.sync().catch((error: unknown) => { if (!isFailure(error, 'protocol', 'server-no', 'uid-validity-changed')) throw error; });
    const after = new Set((await one.held()).uids);
    const lost = server.uids.filter((uid) => before.has(uid) && !after.has(uid));
    expect(lost, 'messages that are on the server and left the mirror').toEqual([]);
  }
  server.lies = {};
  await one.sync();
  await one.sync();
  expect(await one.held()).toEqual(one.truth());
  return one;
}

const touch = (server: ModelFolder): void => {
  server.flag(10, ['\\Seen']);
  server.expunge(20);
  server.deliver();
};

test('HIGHESTMODSEQ went back', async () => {
  await play({ change: touch, lies: { select: (truth) => ({ ...truth, highestModseq: '3' }) } });
});

test.each(['0', '1', '9223372036854775807'])('HIGHESTMODSEQ is suddenly %s', async (highestModseq) => {
  await play({ change: touch, lies: { select: (truth) => ({ ...truth, highestModseq }) } });
  expect(await folder!.held()).toEqual(folder!.truth());
});

test('CONDSTORE is announced, and CHANGEDSINCE tells nothing: what came and went is found all the same', async () => {
  const change = (server: ModelFolder): void => {
    for (let uid = 100; uid < 250; uid++) server.expunge(uid);
    server.deliver();
  };
  await play({ offered: ['CONDSTORE'], change, lies: { rows: (truth, since) => (since === undefined ? truth : []) } });
});

test('CONDSTORE is announced, and CHANGEDSINCE is not understood: flags are compared, from then on at once', async () => {
  const one = await play({ offered: ['CONDSTORE'], change: touch, lies: { rows: (truth, since) => { if (since !== undefined) throw fail('server-bad', 'What?'); return truth; } } });
  one.server.flag(11, ['\\Flagged']);
  await one.sync();
  expect(one.server.asked).toEqual(['SELECT', 'FETCH flags']);
  expect(await one.held()).toEqual(one.truth());
});

test('VANISHED names every message there can be', async () => {
  const one = await play({ change: touch, lies: { vanished: () => [[1, 0xffff_fffe]] } });
  expect([...one.doubts]).toEqual(['QRESYNC']);
});

test('VANISHED names every message, and EXISTS agrees', async () => {
  await play({ lies: { vanished: () => [[1, COUNT]], select: (truth, nth) => (nth === 0 ? { ...truth, exists: 0 } : truth) } });
});

test('VANISHED names a few that are still there', async () => {
  const one = await play({ change: touch, lies: { vanished: () => [[20, 49]] } });
  expect([...one.doubts]).toEqual(['QRESYNC']);
});

test('VANISHED cannot be read: the next line is not asked so again', async () => {
  const one = await play({ change: touch, lies: { vanished: () => { throw fail('protocol', 'The answer cannot be read.'); } } });
  expect([...one.doubts]).toEqual(['QRESYNC']);
});

test('EXISTS shrinks to nothing for one SELECT', async () => {
  for (const offered of [BEST, ['CONDSTORE'], []]) {
    await play({ offered, lies: { select: (truth, nth) => (nth === 0 ? { ...truth, exists: 0 } : truth) } });
    await folder!.close();
  }
  folder = undefined;
});

test('EXISTS shrinks, and SEARCH names as few', async () => {
  await play({ offered: [], lies: { select: (truth, nth) => (nth === 0 ? { ...truth, exists: 100 } : truth), search: (truth, nth) => (nth === 0 ? truth.slice(300) : truth) } });
});

test('SEARCH always names too few: the folder is left as it is', async () => {
  const server = new ModelFolder(COUNT);
  const one = folder = await SyncedFolder.start(server, []);
  const before = await one.held();
  server.expunge(7);
  server.lies = { search: (truth) => truth.slice(0, 100) };
  await expect(one.sync()).rejects.toMatchObject({ failure: { code: 'server-no' } });
  expect([await one.held(), one.written]).toEqual([before, 0]);
});

test('SEARCH names a half, then the other half', async () => {
  await play({ offered: [], change: touch, lies: { search: (truth, nth) => (nth % 2 === 0 ? truth.slice(200) : truth.slice(0, 200)) } });
});

test('rows come twice and in no order', async () => {
  const shuffled = (rows: FetchedMessage[]): FetchedMessage[] => [...rows].reverse().flatMap((row) => [row, { ...row }]);
  for (const offered of [BEST, ['CONDSTORE'], []]) {
    await play({ offered, change: touch, lies: { rows: shuffled } });
    await folder!.close();
  }
  folder = undefined;
});

test('rows of messages nobody has', async () => {
  await play({ change: touch, lies: { rows: (truth, since) => (since === undefined ? truth : [...truth, { sequence: 9, uid: 4_000_000_000, flags: ['\\Seen'] }, { sequence: 0, uid: 0, flags: [] }]) } });
});

test.each([['missing', 0], ['too low', 5], ['too high', 5_000], ['of the last time', COUNT + 1]])('UIDNEXT is %s', async (_name, uidNext) => {
  for (const offered of [BEST, ['CONDSTORE'], []]) {
    await play({ offered, change: touch, lies: { select: (truth) => ({ ...truth, uidNext }) } });
    await folder!.close();
  }
  folder = undefined;
});

test('UIDs up to the highest there is', async () => {
  const firstUid = 0xffff_ffff - 60;
  for (const offered of [BEST, ['CONDSTORE'], []]) {
    const change = (server: ModelFolder): void => {
      server.flag(firstUid + 3, ['\\Seen']);
      server.expunge(firstUid + 4);
      while (server.uidNext < 0xffff_ffff) server.deliver();
    };
    await play({ offered, count: 50, firstUid, change, lies: {} });
    await folder!.close();
  }
  folder = undefined;
});

test('UIDVALIDITY is another one for a moment', async () => {
  await play({ change: touch, lies: { select: (truth, nth) => (nth === 0 ? { ...truth, uidValidity: 99 } : truth) } });
  expect((await folder!.record()).checkpoint.uidValidity).toBe(7);
});

test('UIDVALIDITY changes while UIDs are compared, and back', async () => {
  await play({ offered: [], change: touch, lies: { search: (truth, nth) => (nth === 0 ? truth.slice(0, 50) : truth), select: (truth, nth) => (nth === 1 ? { ...truth, uidValidity: 99 } : truth) } });
});

test('renumbered for good: all is read anew, nothing is doubled', async () => {
  const one = folder = await SyncedFolder.start(new ModelFolder(COUNT), BEST);
  one.server.renumber(8, 1_000);
  expect(await one.sync()).toMatchObject({ reset: true, finished: true, uidValidity: 8 });
  expect(await one.held()).toEqual(one.truth());
});
