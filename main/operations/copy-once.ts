/** Copies on the server so that nothing is lost and nothing doubled: each copy proven, and none made twice after a cut. */
import { fail, FailureError, isFailure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Session } from '../imap/session.ts';
import { uidSet } from '../imap/uid-set.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { areIn, copiesThere } from './copies-there.ts';
import { triedFrom } from './earlier-try.ts';
import type { Entry } from './entry.ts';
import type { Copied, Target } from './operation-base.ts';
import type { ReplayContext } from './replay-context.ts';
import { orCreate } from './transfer.ts';

/** Of these targets, from this UID on. */
type Look = (targets: readonly Target[], from: number) => Promise<Copied>;

/**
 * Copies once, however often it is tried. Resolves which UIDs went where; null if that is not known, only that they did. What others have taken
 * out of the source is left out, unless an earlier try has copied it. Rejects 'message-gone' if all are gone and none was copied.
 */
export async function copyOnce(entry: Entry, destination: FolderRecord, context: ReplayContext): Promise<Copied | null> {
  if (entry.copyProven) return entry.copied;
  const { session, folder } = context;
  const { id, uidValidity: own, targets } = entry.operation;
  const look: Look = (some, from) => copiesThere(session, destination, folder, { uidValidity: own, targets: some }, from).catch((error: unknown) => whileRenumbered(error, context));
  const status = () => session.status(destination.wireName);
  const { uidNext, uidValidity } = await orCreate(context, destination, () => status().catch(asTryCreate));
  const from = triedFrom(entry, uidValidity);
  const before = from === null ? { known: null, missing: targets } : await earlier(session, targets, from, look);
  let proof = before.known;
  if (before.missing.length > 0) {
    await context.record({ t: 'copying', id, uidNext, uidValidity });
    const told = await session.uidCopy(uidSet(before.missing.map(({ uid }) => uid)), destination.wireName);
    proof = told ? together(before.known, told, context) : await proven(session, targets, from ?? uidNext, look);
  }
  if (!proof) throw fail('server-no', say('engine-operations.copyNotProven'), { step: 'operation' });
  await context.record({ t: 'copied', id, copied: proof });
  return proof;
}

/** What an earlier try has copied, and what of the rest there still is to copy. */
async function earlier(session: Session, targets: readonly Target[], from: number, look: Look): Promise<{ known: Copied; missing: readonly Target[] }> {
  const there = await stillThere(session, targets);
  const known = await look(thoseFirst(there, targets), from);
  if (there.length === 0 && known.source.length === 0) throw fail('message-gone', say('engine-operations.messagesGone'), { step: 'operation' });
  return { known, missing: there.filter((target) => !areIn(known, [target])) };
}

/** The server has copied and not said where to. Null if one is missing that is there to be copied. */
async function proven(session: Session, targets: readonly Target[], from: number, look: Look): Promise<Copied | null> {
  const all = await look(targets, from);
  if (areIn(all, targets)) return all;
  // What somebody had taken away before has no copy, and needs none.
  const there = await stillThere(session, targets);
  if (there.length === 0 || there.length === targets.length) return null;
  const copied = await look(thoseFirst(there, targets), from);
  return areIn(copied, there) ? copied : null;
}

async function stillThere(session: Session, targets: readonly Target[]): Promise<readonly Target[]> {
  const there = new Set(await session.uidSearch({ uid: uidSet(targets.map(({ uid }) => uid)) }));
  return targets.filter(({ uid }) => there.has(uid));
}

/** Of twins of which one is gone, a single copy is the other's. */
const thoseFirst = (some: readonly Target[], targets: readonly Target[]): readonly Target[] => [...some, ...targets.filter((target) => !some.includes(target))];

function together(known: Copied | null, told: Copied, context: ReplayContext): Copied {
  if (!known) return told;
  if (known.uidValidity !== told.uidValidity) return whileRenumbered(fail('uid-validity-changed', say('engine-operations.renumberedSince'), { step: 'operation' }), context);
  return { uidValidity: told.uidValidity, source: [...known.source, ...told.source], destination: [...known.destination, ...told.destination] };
}

/** STATUS has no TRYCREATE: a folder that is not there is for COPY to complain about. */
function asTryCreate(error: unknown): never {
  if (!isFailure(error, 'folder-gone')) throw error;
  throw new FailureError({ ...(error as FailureError).failure, responseCode: 'TRYCREATE' });
}

/** Messages have other UIDs now: once the folders are listed and compared, it is tried again under those. */
function whileRenumbered(error: unknown, { listFirst }: ReplayContext): never {
  if (isFailure(error, 'uid-validity-changed')) listFirst(error as FailureError);
  throw error;
}
