/** One command over a set of any size: in lines that fit, and again below where a limit of the server stopped it (RFC 9738 3.1). */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Command } from './command.ts';
import { stoppedShort } from './notices.ts';
import { LONGEST_SET } from './quirks.ts';
import type { MessageLimit } from './response-codes.ts';
import { SAVED_RESULT, splitUidSet, uidSetBelow, type UidSet } from './uid-set.ts';

type Run = <T>(command: Command<T>) => Promise<T>;

/** All are carried to their end before a failure of one is told: nothing comes in later. */
export async function overWholeSet<T>(set: UidSet, command: (part: UidSet) => Command<T>, run: Run): Promise<T[]> {
  const outcomes = await Promise.allSettled(splitUidSet(set, LONGEST_SET).map((part) => toItsEnd(part, command, run)));
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

async function toItsEnd<T>(part: UidSet, command: (part: UidSet) => Command<T>, run: Run): Promise<T[]> {
  const results: T[] = [];
  for (let rest = part; rest.length > 0; ) {
    const limits: MessageLimit[] = [];
    results.push(await run({ ...command(rest), limited: (limit) => void limits.push(limit) }));
    const [limit] = limits;
    if (limit === undefined) break;
    // What is left of `$` only the server knows.
    if (limit.lowestUid === null || rest === SAVED_RESULT) throw stoppedShort(limit);
    if (limit.lowestUid > rest.at(-1)![1]) throw fail('protocol', say('engine-imap.stoppedEarly'), { responseCode: 'MESSAGELIMIT' });
    rest = uidSetBelow(rest, limit.lowestUid);
  }
  return results;
}
