/** kill -9 of the process with the engine in it, at random moments of a first sync, of news, of operations, of a send; then what is left must be whole. */
import { seeded } from '../bench/random.ts';
import { converge, type Verdict } from './converge.ts';
import { startGround } from './ground.ts';
import { launchApart } from './killable.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { startSubject, Unanswered, type Subject } from './subject.ts';
import { abreast, type Tally } from './tally.ts';

const KILLS_PER_RUN = 4;
/** Longest life between two kills, milliseconds from the moment the engine is up. */
const LONGEST_LIFE = 250;
const PROFILES = [[], ['MOVE'], ['MOVE', 'UIDPLUS'], ['CONDSTORE']] as const;

export async function kills(tally: Tally, options: FaultOptions): Promise<void> {
  const runs = Array.from({ length: Math.ceil(options.kills / KILLS_PER_RUN) }, (_, n) => options.seed * 100_000 + n);
  const wanted = options.only === null ? runs : [Number(options.only)];
  await abreast(wanted, options.abreast, (seed) => tally.attempt(`--only ${seed}`, () => run(seed)));
}

async function run(seed: number): Promise<Verdict> {
  const random = seeded(seed);
  const ground = await startGround(random.pick(PROFILES), 40);
  const subject = await startSubject(launchApart);
  try {
    const person = new Person(subject, ground);
    const steps = [
      () => person.addAccount(ground.demo.imap.port),
      () => person.flag('INBOX', 'a1'),
      () => person.move('INBOX', 'a2', 'archive', 'Archive'),
      () => person.send('ferry-1'),
      () => person.deleteForever('t1'),
      () => person.flag('INBOX', 'a3'),
      () => person.move('INBOX', 'a4', 'trash', 'Trash'),
      () => person.hearsOf('n1'),
      () => person.move('INBOX', 'a5', 'archive', 'Archive'),
      () => person.send('ferry-2'),
    ];
    let over = false;
    const killing = (async () => {
      for (let left = KILLS_PER_RUN; left > 0; left--) {
        await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_LIFE)));
        await subject.killAndRestart();
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

/** Looks again after a restart; but what may have been done already is not done twice. */
async function outlive(subject: Subject, step: () => Promise<void>, over: () => boolean): Promise<void> {
  for (;;) {
    await subject.up();
    const { restarts } = subject;
    try {
      return await step();
    } catch (error) {
      await subject.up();
      if (error instanceof Unanswered) return;
      if (over() && subject.restarts === restarts) throw error;
    }
  }
}
