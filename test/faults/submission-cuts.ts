/** A submission session, cut after every octet in both directions: the letter goes out once, or the user is told that nobody knows. */
import { everyPoint, tryCuts } from './byte-cuts.ts';
import { converge, type Verdict } from './converge.ts';
import { CUTS, startFaultProxy, type CutPoint } from './fault-proxy.ts';
import { startSmallGround } from './ground.ts';
import type { Break } from './invariants.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { startSubject } from './subject.ts';
import type { Tally } from './tally.ts';

const MARKER = 'f';
type Octets = Record<CutPoint['direction'], number>;
interface Told extends Verdict { octets: Octets; /** When the server had asked for the message: its end may leave from then on. */ asked: Octets; struck: boolean }

export async function submissionCuts(tally: Tally, options: FaultOptions): Promise<void> {
  let clean: Told | undefined;
  await tally.attempt('without any cut', async () => {
    clean = await tellSubmission(null, null);
    return { breaks: clean.breaks };
  });
  if (!clean) return;
  const { octets, asked } = clean;
  await tryCuts(tally, options, CUTS.flatMap((cut) => everyPoint(cut, cut, octets)), (point) => tellSubmission(point, asked));
}

/** EHLO and AUTH when the account is added, then all of it for a letter. */
async function tellSubmission(point: CutPoint | null, asked: Octets | null): Promise<Told> {
  const ground = await startSmallGround();
  const proxy = await startFaultProxy(ground.demo.smtp.port, point);
  const subject = await startSubject();
  const atData: Octets = { up: 0, down: 0 };
  const { faults } = ground.demo;
  const take = faults.take;
  faults.take = (protocol, command, upload) => {
    // The server takes the answer 354 to be on its way; what is behind that is up to the line.
    if (protocol === 'smtp' && command === 'DATA' && upload === true) Object.assign(atData, proxy.seen);
    return take(protocol, command, upload);
  };
  try {
    const person = new Person(subject, ground);
    await person.addAccount(ground.demo.imap.port, proxy.port);
    await person.send(MARKER);
    await person.settled();
    const octets = { ...proxy.seen };
    const breaks = await judged(person, point, asked);
    // Nobody has it: then a person who looked for it in vain sends it again, and it goes.
    await person.sendsAgain();
    const verdict = await converge(subject, person, ground);
    return { ...verdict, breaks: [...breaks, ...verdict.breaks], octets, asked: atData, struck: proxy.struck };
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await proxy.close();
    await ground.demo.close();
  }
}

/** A cut is no reason to give up: only where the end of the letter may have left before it may the user be asked. */
async function judged(person: Person, point: CutPoint | null, asked: Octets | null): Promise<Break[]> {
  const { sends } = await person.intentions();
  const mayHaveGone = point !== null && asked !== null && (point.direction === 'up' ? point.after > asked.up : point.after > asked.down);
  return sends.flatMap(({ state, failure, accepted }): Break[] => {
    if (state === 'done' && accepted === 1) return [];
    if (state === 'parked' && failure?.code === 'delivery-unknown' && mayHaveGone) return [];
    return [{ invariant: 'I4', words: `accepted ${accepted} times, and ${state} as ${failure?.code ?? 'nothing'}` }];
  });
}
