/** The mirror is deleted, set back, closed, or its disk is full, at every batch of a session: nothing but the mirror suffers, it is filled again by itself, and the user is told. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cloneDatabases } from './clone-databases.ts';
import { converge, type Verdict } from './converge.ts';
import { startGround } from './ground.ts';
import type { Break } from './invariants.ts';
import { launchHere } from './launch.ts';
import { FaultyHome, type MirrorHome } from './mirror-home.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { shuffled } from './byte-cuts.ts';
import { startSubject, Unanswered, type Subject } from './subject.ts';
import { abreast, type Tally } from './tally.ts';

/** Milliseconds for which the disk stays full. */
const FULL_FOR = 120;
/** How often a person tries what the mirror keeps from working. */
const TRIES = 60;

type Strike = (home: FaultyHome, early: IDBFactory | null) => void | Promise<void>;
const STRIKES: Readonly<Record<string, Strike>> = {
  'line lost': (home) => home.cut(),
  closed: (home) => home.close(),
  'deleted underneath': (home) => home.deleteUnderneath(),
  'deleted while away': async (home) => {
    await home.deleteUnderneath();
    home.cut();
  },
  'set back to its first batches': (home, early) => {
    if (early) home.database = early;
    home.cut();
  },
  'disk full': async (home) => {
    home.full = true;
    await sleep(FULL_FOR);
    home.full = false;
  },
};
/** After how many batches the copy for setting back is made. */
const EARLY = 3;

export async function mirrorFaults(tally: Tally, options: FaultOptions): Promise<void> {
  const { debug, warn } = console;
  // Dexie tells of every deletion and of every opening that failed.
  console.debug = console.warn = () => undefined;
  try {
    await everyBatch(tally, options);
  } finally {
    Object.assign(console, { debug, warn });
  }
}

async function everyBatch(tally: Tally, { only, sample, seed, abreast: width }: FaultOptions): Promise<void> {
  let batches = 0;
  await tally.attempt('without any fault', async () => {
    const told = await tell(null, Infinity);
    ({ batches } = told);
    return { breaks: told.breaks };
  });
  const cases = Object.keys(STRIKES).flatMap((name) => Array.from({ length: batches }, (_, n) => ({ name: `${name}@${n + 1}`, strike: STRIKES[name]!, at: n + 1 })));
  const wanted = only !== null ? cases.filter(({ name }) => name === only || name.startsWith(`${only}@`)) : sample === null ? cases : shuffled(cases, seed).slice(0, sample);
  await abreast(wanted, width, ({ name, strike, at }) => tally.attempt(`--only "${name}"`, () => tell(strike, at)));
}

function tell(strike: Strike | null, at: number): Promise<MirrorVerdict> {
  const home = new FaultyHome();
  let early: Promise<IDBFactory> | null = null;
  return liveWith(home, (count) => {
    if (count === EARLY) early = cloneDatabases(home.database);
    if (!strike || count < at) return null;
    return (async () => {
      const copy = await early;
      await sleep(0);
      await strike(home, copy);
    })();
  });
}

export type MirrorVerdict = Verdict & { batches: number; struck: boolean };

/** A session over a mirror that suffers once: when `strike`, asked with every batch, answers a promise. */
export async function liveWith(home: MirrorHome, strike: (batches: number) => Promise<void> | null): Promise<MirrorVerdict> {
  const ground = await startGround();
  const subject = await startSubject(launchHere, home);
  const seen = watchMirror(subject);
  const fault: { struck: Promise<void> | null } = { struck: null };
  subject.onBatch = (count) => { fault.struck ??= strike(count); };
  try {
    const person = new Person(subject, ground);
    const steps = [
      () => person.addAccount(ground.demo.imap.port),
      () => person.flag('INBOX', 'a1'),
      () => person.move('INBOX', 'a2', 'archive', 'Archive'),
      () => person.send('ferry-1'),
      () => person.deleteForever('t1'),
      () => person.hearsOf('n1'),
      () => person.settled(),
    ];
    for (const step of steps) await again(subject, step);
    const { batches } = subject;
    // Those of the checks are no part of the session.
    subject.onBatch = () => undefined;
    await fault.struck;
    await again(subject, () => subject.waitFor('app.mirror', {}, ({ state }) => state === 'ready'));
    const verdict = await converge(subject, person, ground);
    // The server refuses nothing here: whatever is given up was given up for want of a mirror.
    const givenUp = verdict.parked.map((words): Break => ({ invariant: 'I5', words: `parked: ${words}` }));
    const breaks = [...givenUp, ...verdict.breaks.filter(({ words }) => !words.includes('mirror.failing')), ...(fault.struck && wasAway(subject) ? untold(seen) : [])];
    return { ...verdict, breaks, batches, struck: fault.struck !== null };
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await ground.demo.close();
  }
}

/** What the window was told of the mirror, in order. */
function watchMirror(subject: Subject): { state: string; note: string }[] {
  const seen: { state: string; note: string }[] = [];
  subject.client.watch('app.mirror', {}, { onValue: (value) => void seen.push(value), onFailure: () => undefined });
  return seen;
}

/** A disk may be full, and yet nothing had to be written. */
const wasAway = ({ logged }: Subject): boolean => logged.filter(({ event }) => event === 'mirror.opened').length > 1 || logged.some(({ event }) => event === 'mirror.failing');

/** Whoever looks at the window must be able to know that the local copy is away. */
function untold(seen: readonly { state: string; note: string }[]): Break[] {
  const first = seen.findIndex(({ state }) => state === 'ready');
  const told = seen.slice(first).some(({ state, note }) => state !== 'ready' && note !== '');
  return told ? [] : [{ invariant: 'I1', words: 'the local copy was away, and the user was not told' }];
}

/** As a person does to whom the window says that the local copy is away. What may have been done is not done twice. */
async function again(subject: Subject, step: () => Promise<unknown>): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await step();
      return;
    } catch (error) {
      if (error instanceof Unanswered) return;
      const away = error instanceof Error && /mirror|local copy|not-found|folder-gone|folder is no longer|undefined/u.test(error.message);
      if (!away || left === 0) throw error;
      await subject.up();
      await sleep(25);
    }
  }
}
