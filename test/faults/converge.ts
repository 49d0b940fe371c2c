/** After the fault: lets the engine come back by itself, and holds everything against the invariants. */
import type { AnyGround } from './ground.ts';
import { check, flagsAgree, mirrorIsWhole, nothingLost, type Break } from './invariants.ts';
import type { Person } from './person.ts';
import type { Subject } from './subject.ts';

/** Syncs after which the mirror has to be what the server is. */
const SYNCS = 2;
/** Syncs during which the texts of so small an account have to have come. */
const TEXTS = 8;

export interface Verdict { breaks: Break[]; parked: string[] }

export async function converge(subject: Subject, person: Person, ground: AnyGround, marked: readonly string[] = []): Promise<Verdict> {
  await person.settled();
  for (let n = 0; n < SYNCS; n++) {
    await person.syncs();
    const intentions = await person.intentions();
    const [server, mirror] = [await ground.holds(), await person.holds()];
    if (mirrorIsWhole(server, mirror).length + flagsAgree(server, mirror, intentions).length === 0) break;
  }
  await person.settled();
  const refused = await person.intentions();
  // A move that was refused half way leaves the original and its copy, and no more than that.
  const halfway = nothingLost(await ground.holds(), { ...refused, copies: refused.operations.some(({ state }) => state === 'parked') ? new Map([...refused.places.keys()].map((id) => [id, 1])) : refused.copies ?? new Map() });
  const parked = refused.operations.filter(({ state }) => state === 'parked').map(({ title, failureCode }) => `${title}: ${failureCode ?? ''}`);
  // What was refused once is allowed now: on resume everything is as the user wanted it.
  await person.retriesParked();
  for (let n = 0; n < SYNCS && parked.length > 0; n++) await person.syncs();
  // Texts come in their own time, and a fault may strike late: but soon there is nothing left to write.
  let again: string[] = [];
  for (let n = 0; n < TEXTS; n++) {
    const before = subject.batches;
    await person.syncs();
    again = subject.written.slice(before);
    if (again.length === 0) break;
  }
  const intentions = await person.intentions();
  const live = check(await ground.holds(), await person.holds(), intentions, again, marked);
  // The same from the disk, in case memory and disk are not of one mind.
  const kept = mirrorIsWhole(await ground.holds(), await subject.end());
  const defects = subject.logged.filter(({ level }) => level === 'error').map(({ event, details }): Break => ({ invariant: 'I5', words: `a defect: ${event} ${JSON.stringify(details)}` }));
  return { breaks: [...halfway, ...live, ...kept.map(({ invariant, words }) => ({ invariant, words: `on disk: ${words}` })), ...defects], parked };
}
