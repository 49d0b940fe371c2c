/** Operations of a folder that the server has renumbered: what they name goes on under the UIDs of now, the rest is found by its Message-ID or not at all. Pure. */
import type { FolderId } from '../../shared/ids.ts';
import type { Entry } from './entry.ts';
import { kindOf } from './kind-of.ts';
import type { Copied } from './operation-base.ts';
import type { Operation } from './operation.ts';

/** UIDVALIDITY of a folder before and after; undefined for what was not known again. */
export interface Renumbered {
  readonly folderId: FolderId;
  readonly from: number;
  readonly to: number;
  uidOf(uid: number): number | undefined;
}

/** The same entry where it names nothing of that folder as it was. */
export function renumber(entry: Entry<Operation>, change: Renumbered): Entry<Operation> {
  const { operation, state, left } = entry;
  let next = entry;
  // Where messages were that have gone elsewhere nobody looks any more. "All up to" a UID means nothing in another numbering: that waits to be parked.
  const isOver = state === 'done' && left.length === 0 && kindOf(operation).leaves(operation) !== null;
  if (operation.folderId === change.folderId && operation.uidValidity === change.from && operation.kind !== 'empty' && !isOver) next = ofSource(next, change);
  if (entry.copied?.uidValidity === change.from && destinationOf(operation) === change.folderId) next = { ...next, copied: ofDestination(next, entry.copied, change) };
  return next;
}

/** UIDs that entries name: only of these somebody has to know what they are now. */
export function namedUids(entries: Iterable<Entry<Operation>>, folderId: FolderId, uidValidity: number): Set<number> {
  const uids = new Set<number>();
  const collect: Renumbered = { folderId, from: uidValidity, to: 0, uidOf: (uid) => void uids.add(uid) };
  for (const entry of entries) renumber(entry, collect);
  return uids;
}

/** Where copies are made; null if none are. */
function destinationOf(operation: Operation): FolderId | null {
  if ('to' in operation) return operation.to;
  return operation.kind === 'append' ? operation.folderId : null;
}

function ofSource(entry: Entry<Operation>, { to, uidOf }: Renumbered): Entry<Operation> {
  const { operation, copied, left } = entry;
  // Looked for by its Message-ID when its turn comes; where there is none, it is parked.
  const targets = operation.targets.map((target) => ({ ...target, uid: target.uid === 0 ? 0 : (uidOf(target.uid) ?? 0) }));
  return {
    ...entry,
    operation: { ...operation, uidValidity: to, targets } as Operation,
    copied: copied && operation.kind !== 'append' ? pairs(copied, (source, destination) => [uidOf(source), destination]) : copied,
    left: left.flatMap((uid) => uidOf(uid) ?? []),
  };
}

function ofDestination({ operation }: Entry<Operation>, copied: Copied, { to, uidOf }: Renumbered): Copied | null {
  if (operation.kind === 'append') {
    const destination = copied.destination.flatMap((uid) => uidOf(uid) ?? []);
    return destination.length > 0 ? { uidValidity: to, source: [], destination } : null;
  }
  // A moved message can be found by its name; a copy must not be, that might be the original.
  const unknown = operation.kind === 'copy' ? undefined : 0;
  return { ...pairs(copied, (source, destination) => [source, uidOf(destination) ?? unknown]), uidValidity: to };
}

function pairs({ uidValidity, source, destination }: Copied, now: (source: number, destination: number) => [number | undefined, number | undefined]): Copied {
  const kept = source.map((uid, i) => now(uid, destination[i] ?? 0)).filter((pair): pair is [number, number] => pair[0] !== undefined && pair[1] !== undefined);
  return { uidValidity, source: kept.map(([uid]) => uid), destination: kept.map(([, uid]) => uid) };
}
