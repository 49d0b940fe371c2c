/** Servers that lie about what is gone, told to the sync of one folder: nothing that is still there leaves the mirror, and once they tell the truth everything agrees again. */
import { isDeepStrictEqual } from 'node:util';
import type { FetchedMessage } from '../../main/imap/message.ts';
import { fail, isFailure } from '../../shared/failure.ts';
import { ModelFolder, type Lies } from '../support/model-folder.ts';
import { SyncedFolder } from '../support/synced-folder.ts';
import type { Break } from './invariants.ts';

const COUNT = 400;
const BEST = ['CONDSTORE', 'QRESYNC'];
const EACH = [BEST, ['CONDSTORE'], []] as const;

/** What a server can do, and what it lies about. */
interface Lie {
  offered?: readonly string[];
  lies: Lies;
  /** What really happens before the lie is told. */
  change?(server: ModelFolder): void;
  count?: number;
  firstUid?: number;
  /** What else must be true afterwards; in words where it is not. */
  then?(folder: SyncedFolder): string[] | Promise<string[]>;
}

export interface ModelLie { name: string; run(): Promise<Break[]> }

const wrong = (words: string): Break => ({ invariant: 'I1', words });

/** Two syncs under the lie, two under the truth. */
async function play({ offered = BEST, lies, change, count = COUNT, firstUid = 1, then }: Lie): Promise<Break[]> {
  const server = new ModelFolder(count, firstUid);
  const folder = await SyncedFolder.start(server, offered);
  try {
    const breaks: Break[] = [];
    change?.(server);
    server.lies = lies;
    for (let round = 0; round < 2; round++) {
      const before = new Set((await folder.held()).uids);
      await folder.sync().catch((error: unknown) => { if (!isFailure(error, 'protocol', 'server-no', 'uid-validity-changed')) throw error; });
      const after = new Set((await folder.held()).uids);
      const lost = server.uids.filter((uid) => before.has(uid) && !after.has(uid));
      if (lost.length > 0) breaks.push(wrong(`${lost.length} messages that are on the server left the mirror`));
    }
    server.lies = {};
    await folder.sync();
    await folder.sync();
    if (!isDeepStrictEqual(await folder.held(), folder.truth())) breaks.push(wrong('the mirror is not what the server holds, though it tells the truth again'));
    return [...breaks, ...(await then?.(folder) ?? []).map(wrong)];
  } finally {
    await folder.close();
  }
}

const touch = (server: ModelFolder): void => {
  server.flag(10, ['\\Seen']);
  server.expunge(20);
  server.deliver();
};
const doubted = (folder: SyncedFolder): string[] => (isDeepStrictEqual([...folder.doubts], ['QRESYNC']) ? [] : ['QRESYNC is still believed']);
const noSince = (truth: FetchedMessage[], since: string | undefined): FetchedMessage[] => {
  if (since !== undefined) throw fail('server-bad', 'What?');
  return truth;
};
const twiceInNoOrder = (rows: FetchedMessage[]): FetchedMessage[] => [...rows].reverse().flatMap((row) => [row, { ...row }]);
const HIGHEST = 0xffff_ffff - 60;

const ALL: Readonly<Record<string, Lie | readonly Lie[]>> = {
  'HIGHESTMODSEQ went back': { change: touch, lies: { select: (truth) => ({ ...truth, highestModseq: '3' }) } },
  'HIGHESTMODSEQ is suddenly 0, 1, the highest there is': ['0', '1', '9223372036854775807'].map((highestModseq) => ({ change: touch, lies: { select: (truth) => ({ ...truth, highestModseq }) } })),
  'CONDSTORE is announced, and CHANGEDSINCE tells nothing': {
    offered: ['CONDSTORE'],
    change: (server) => {
      for (let uid = 100; uid < 250; uid++) server.expunge(uid);
      server.deliver();
    },
    lies: { rows: (truth, since) => (since === undefined ? truth : []) },
  },
  'CONDSTORE is announced, and CHANGEDSINCE is not understood': {
    offered: ['CONDSTORE'],
    change: touch,
    lies: { rows: noSince },
    async then(folder) {
      folder.server.lies = { rows: noSince };
      folder.server.flag(11, ['\\Flagged']);
      await folder.sync();
      return isDeepStrictEqual([folder.server.asked, await folder.held()], [['SELECT', 'FETCH flags'], folder.truth()]) ? [] : ['flags are not compared at once'];
    },
  },
  'VANISHED names every message there can be': { change: touch, lies: { vanished: () => [[1, 0xffff_fffe]] }, then: doubted },
  'VANISHED names every message, and EXISTS agrees': { lies: { vanished: () => [[1, COUNT]], select: (truth, nth) => (nth === 0 ? { ...truth, exists: 0 } : truth) } },
  'VANISHED names a few that are still there': { change: touch, lies: { vanished: () => [[20, 49]] }, then: doubted },
  'VANISHED cannot be read': { change: touch, lies: { vanished: () => { throw fail('protocol', 'The answer cannot be read.'); } }, then: doubted },
  'EXISTS shrinks to nothing for one SELECT': EACH.map((offered) => ({ offered, lies: { select: (truth, nth) => (nth === 0 ? { ...truth, exists: 0 } : truth) } })),
  'EXISTS shrinks, and SEARCH names as few': { offered: [], lies: { select: (truth, nth) => (nth === 0 ? { ...truth, exists: 100 } : truth), search: (truth, nth) => (nth === 0 ? truth.slice(300) : truth) } },
  'SEARCH leaves out a few, once': EACH.map((offered) => ({ offered, change: (server) => server.expunge(7), lies: { search: (truth, nth) => (nth === 0 ? truth.slice(10) : truth), select: (truth) => ({ ...truth, uidNext: 0 }) } })),
  'EXISTS and SEARCH agree on fewer, and the next time on others': {
    offered: [],
    lies: { select: (truth) => ({ ...truth, exists: 300 }), search: (truth, nth) => (nth % 2 === 0 ? truth.slice(100) : truth.slice(0, 300)) },
  },
  'SEARCH always names too few': { offered: [], change: (server) => server.expunge(7), lies: { search: (truth) => truth.slice(0, 100) } },
  'SEARCH names a half, then the other half': { offered: [], change: touch, lies: { search: (truth, nth) => (nth % 2 === 0 ? truth.slice(200) : truth.slice(0, 200)) } },
  'rows come twice and in no order': EACH.map((offered) => ({ offered, change: touch, lies: { rows: twiceInNoOrder } })),
  'rows of messages nobody has': { change: touch, lies: { rows: (truth, since) => (since === undefined ? truth : [...truth, { sequence: 9, uid: 4_000_000_000, flags: ['\\Seen'] }, { sequence: 0, uid: 0, flags: [] }]) } },
  'UIDNEXT is missing, too low, too high, of the last time': [0, 5, 5_000, COUNT + 1].flatMap((uidNext) => EACH.map((offered): Lie => ({ offered, change: touch, lies: { select: (truth) => ({ ...truth, uidNext }) } }))),
  'UIDs up to the highest there is': EACH.map((offered): Lie => ({
    offered,
    count: 50,
    firstUid: HIGHEST,
    change(server) {
      server.flag(HIGHEST + 3, ['\\Seen']);
      server.expunge(HIGHEST + 4);
      while (server.uidNext < 0xffff_ffff) server.deliver();
    },
    lies: {},
  })),
  'UIDVALIDITY is another one for a moment': {
    change: touch,
    lies: { select: (truth, nth) => (nth === 0 ? { ...truth, uidValidity: 99 } : truth) },
    then: async (folder) => ((await folder.record()).checkpoint.uidValidity === 7 ? [] : ['the other UIDVALIDITY stayed']),
  },
  'renumbered, and EXISTS beyond all that can be': { change: (server) => server.renumber(8, 1_000), lies: { select: (truth) => ({ ...truth, exists: 0xffff_ffff }) } },
  'renumbered while UIDs are compared': { offered: [], change: touch, lies: { search: (truth, nth) => (nth === 0 ? truth.slice(0, 50) : truth.map((uid) => uid + 1_000)), select: (truth, nth) => (nth === 0 ? truth : { ...truth, uidValidity: 99 }) } },
  'UIDVALIDITY changes while UIDs are compared, and back': { offered: [], change: touch, lies: { search: (truth, nth) => (nth === 0 ? truth.slice(0, 50) : truth), select: (truth, nth) => (nth === 1 ? { ...truth, uidValidity: 99 } : truth) } },
};

export const MODEL_LIES: readonly ModelLie[] = [
  ...Object.entries(ALL).flatMap(([name, lies]) => [lies].flat().map((lie, n): ModelLie => ({ name: n === 0 ? name : `${name}, ${n + 1}`, run: () => play(lie) }))),
  { name: 'SEARCH always names too few: the folder is left as it is', run: leftAsItIs },
  { name: 'renumbered for good: all is read anew, nothing is doubled', run: renumbered },
];

async function leftAsItIs(): Promise<Break[]> {
  const server = new ModelFolder(COUNT);
  const folder = await SyncedFolder.start(server, []);
  try {
    const before = await folder.held();
    server.expunge(7);
    server.lies = { search: (truth) => truth.slice(0, 100) };
    const refused = await folder.sync().then(() => false, (error: unknown) => isFailure(error, 'server-no'));
    return refused && folder.written === 0 && isDeepStrictEqual(await folder.held(), before) ? [] : [wrong('a server that never agrees with itself was believed')];
  } finally {
    await folder.close();
  }
}

async function renumbered(): Promise<Break[]> {
  const folder = await SyncedFolder.start(new ModelFolder(COUNT), BEST);
  try {
    folder.server.renumber(8, 1_000);
    const { reset, finished, uidValidity } = await folder.sync();
    return reset && finished && uidValidity === 8 && isDeepStrictEqual(await folder.held(), folder.truth()) ? [] : [wrong('not read anew as a whole')];
  } finally {
    await folder.close();
  }
}
