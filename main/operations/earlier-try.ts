/** Where copies lie that an earlier try may have made, before its answer was lost. Pure. */
import type { Entry } from './entry.ts';

/** What the destination's UIDs were then means nothing once it was renumbered. */
export const isRenumberedSince = ({ copyingFrom, copyingIn }: Pick<Entry, 'copyingFrom' | 'copyingIn'>, uidValidity: number): boolean =>
  copyingFrom !== null && copyingIn !== undefined && copyingIn !== uidValidity;

/** The lowest UID that they can have; null if there are none. */
export function triedFrom(entry: Pick<Entry, 'copyingFrom' | 'copyingIn' | 'operation'> & { operation: { kind?: string } }, uidValidity: number): number | null {
  if (!isRenumberedSince(entry, uidValidity)) return entry.copyingFrom;
  // Of all that is there one may be the same message, moved there once before: as good. But a copy that somebody asked for is to be one more.
  return entry.operation.kind === 'copy' ? null : 1;
}

/** A copy that lay there before: a server that files nothing twice (Gmail) names that instead of making one. Taking back what we did must leave it alone. */
export const wasThereBefore = ({ copyingFrom, copyingIn, copied }: Pick<Entry, 'copyingFrom' | 'copyingIn' | 'copied'>, uid: number): boolean =>
  copyingFrom !== null && copyingIn !== undefined && copyingIn === copied?.uidValidity && uid > 0 && uid < copyingFrom;
