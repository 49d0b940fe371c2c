/** kill -9 of the process with the engine in it, at random moments of its start, of a first sync, of news, of operations, of a send; then what is left must be whole. */
import { seeded, type Random } from '../bench/random.ts';
import { converge, type Verdict } from './converge.ts';
import { removeBundle } from './engine-bundle.ts';
import type { Grounds } from './ground.ts';
import { groundsOn } from './grounds.ts';
import { launchApart } from './killable.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { startSubject, Unanswered, type Subject } from './subject.ts';
import { abreast, type Tally } from './tally.ts';

/** Of which about a third come before the engine is up. */
const KILLS_PER_RUN = 10;
/** Longest life between two kills, milliseconds from the moment the engine is up. */
const LONGEST_LIFE = 250;
/** Of its start, milliseconds from its first line. */
const LONGEST_START = 150;
/** So often a person is told to try again, ten milliseconds apart, before it counts as never. */
const MOST_REFUSALS = 500;
const PROFILES = [[], ['MOVE'], ['MOVE', 'UIDPLUS'], ['CONDSTORE']] as const;

export async function kills(tally: Tally, options: FaultOptions): Promise<void> {
  const runs = Array.from({ length: Math.ceil(options.kills / KILLS_PER_RUN) }, (_, n) => options.seed * 100_000 + n);
  const wanted = options.only === null ? runs : [Number(options.only)];
  const grounds = await groundsOn(options.server);
  const struck = { up: 0, starting: 0 };
  try {
    await abreast(wanted, options.abreast, (seed) => tally.attempt(`--only ${seed}`, () => run(grounds, seed, struck)));
  } finally {
    await grounds.stop();
    await removeBundle();
  }
  tally.say(`  ${struck.up + struck.starting} kills, ${struck.starting} of them before the engine was up`);
}

async function run(grounds: Grounds, seed: number, struck: { up: number; starting: number }): Promise<Verdict> {
  const random = seeded(seed);
  const ground = await grounds.start(random.pick(PROFILES), 40);
  const subject = await startSubject(launchApart);
  try {
    for (const name of ['j1', 'j2', 'j3']) await ground.deliver(name, 'Junk');
    for (const name of ['Old', 'Doomed', 'Quiet']) await ground.makeFolder(name);
    await ground.deliver('o1', 'Old');
    await ground.deliver('d1', 'Doomed');
    const person = new Person(subject, ground);
    const steps = [() => person.addAccount(ground.demo.imap.port), ...shuffledDay(random, person)];
    let over = false;
    const killing = (async () => {
      for (let left = KILLS_PER_RUN; left > 0;) {
        await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_LIFE)));
        const deaths = Array.from({ length: Math.min(left - 1, random.below(2)) }, () => random.below(LONGEST_START));
        const { starting } = await subject.killAndRestart(undefined, undefined, deaths);
        struck.starting += starting;
        struck.up += 1 + deaths.length - starting;
        left -= 1 + deaths.length;
      }
    })().finally(() => { over = true; });
    killing.catch(() => undefined);
    for (const step of steps) await outlive(subject, step, () => over);
    await killing;
    return await converge(subject, person, ground);
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await ground.demo.close();
  }
}

/** In another order each time. */
function shuffledDay(random: Random, person: Person): (() => Promise<void>)[] {
  const acts = [
    () => person.flag('INBOX', 'a1'),
    () => person.move('INBOX', 'a2', 'archive', 'Archive'),
    () => person.send('ferry-1'),
    () => person.deleteForever('t1'),
    () => person.tag('INBOX', 'a3', 'project-x'),
    () => person.move('INBOX', 'a4', 'trash', 'Trash'),
    () => person.hearsOf('n1'),
    () => person.copy('INBOX', 'a5', 'Archive'),
    () => person.file('f1', 'Archive'),
    () => person.junk('INBOX', 'a6', true),
    () => person.junk('Junk', 'j1', false),
    () => person.makesFolder('New'),
    () => person.renamesFolder('Old', 'Older', ['o1']),
    () => person.deletesFolder('Doomed', ['d1']),
    () => person.unsubscribes('Quiet'),
    () => person.send('ferry-2'),
    ...Array.from({ length: 4 }, () => () => person.writes('letter-1')),
  ];
  for (let n = acts.length - 1; n > 0; n--) {
    const other = random.below(n + 1);
    [acts[n], acts[other]] = [acts[other]!, acts[n]!];
  }
  return acts;
}

/** Looks again after a restart; but what may have been done already is not done twice. */
async function outlive(subject: Subject, step: () => Promise<void>, over: () => boolean): Promise<void> {
  for (let refusals = 0; ;) {
    await subject.up();
    const { restarts } = subject;
    try {
      return await step();
    } catch (error) {
      await subject.up();
      if (error instanceof Unanswered) return;
      if (over() && subject.restarts === restarts && (++refusals > MOST_REFUSALS || !isForNow(error))) throw error;
      // Nothing else keeps a person from asking again at once.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** “Try again in a moment”: a person does. */
const isForNow = (error: unknown): boolean => error instanceof Error && error.message.includes('"mirror-unavailable"');
