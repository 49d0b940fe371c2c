/** How COPY and MOVE hear where messages went: COPYUID in the tagged OK, or in untagged ones before it (RFC 4315 3, RFC 6851 4.3). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import type { CopyUid } from '../message.ts';
import { MAX_SIZE } from '../uid-set.ts';
import { readCopyUid } from './copy-uid.ts';

/** Several answers are joined; one that proves nothing leaves the whole unproven, as does another UIDVALIDITY in the middle. */
export function copied(): Pick<Command<CopyUid | null>, 'done'> & Required<Pick<Command<CopyUid | null>, 'take'>> {
  const heard: (CopyUid | null)[] = [];
  let pairs = 0;
  return {
    take(response) {
      if (response.kind !== 'status' || response.code?.name !== 'COPYUID') return false;
      const told = readCopyUid(response.code);
      pairs += told === null ? 1 : told.source.length;
      if (pairs > MAX_SIZE) throw fail('protocol', say('engine-imap.tooManyNamed'));
      heard.push(told);
      return true;
    },
    done(status) {
      const last = readCopyUid(status.code);
      // A server that says the same twice copied it once.
      if (last !== null && !heard.some((earlier) => JSON.stringify(earlier) === JSON.stringify(last))) heard.push(last);
      return joinCopyUids(heard);
    },
  };
}

/** Null if there is none, or a part is: then not all of it is proven. */
export function joinCopyUids(parts: readonly (CopyUid | null)[]): CopyUid | null {
  const proven = parts.filter((part) => part !== null);
  const [first] = proven;
  if (first === undefined || proven.length < parts.length || proven.some((part) => part.uidValidity !== first.uidValidity)) return null;
  return { uidValidity: first.uidValidity, source: proven.flatMap((part) => part.source), destination: proven.flatMap((part) => part.destination) };
}
