/** Moves messages to another folder. With MOVE the server does it in one step; without, nothing is removed before the copy is proven. */
import { z } from 'zod';
import { canRetry, fail, toFailure } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { FolderRole } from '../../../shared/model/folder.ts';
import type { Said } from '../../../shared/words.ts';
import { uidSet } from '../../imap/uid-set.ts';
import { copyAcross, isAcross } from '../across.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import { areIn, copiesThere } from '../copies-there.ts';
import { copyOnce } from '../copy-once.ts';
import type { Entry } from '../entry.ts';
import type { Draft, Kind } from '../kind.ts';
import { mask, NO_MASK, type Mask } from '../mask.ts';
import { type Copied, messageBase, type OperationBase, titled } from '../operation-base.ts';
import { withMovedBefore } from '../moved-before.ts';
import type { ReplayContext } from '../replay-context.ts';
import { destinationOf, orCreate, removeForGood, showVanished } from '../transfer.ts';

export const moveSchema = z.object({ ...messageBase, kind: z.literal('move'), to: branded<FolderId>() });
export type Move = z.infer<typeof moveSchema>;

export const move: Kind<Move> = {
  needs: 'selected',
  mask: () => mask(FLAG.hidden, 0),
  leaves: ({ to }) => to,
  replay: replayMove,
  reverse: (entry) => ({ kind: 'move', ...wayBack(entry), ...titled(describeMove(entry.operation.targets.length, {})), to: entry.operation.folderId }),
};

/** `told`: what the server has just been told of the messages besides. */
export async function replayMove(entry: Entry<OperationBase & { to: FolderId }>, context: ReplayContext, told: Mask = NO_MASK): Promise<void> {
  const { operation } = entry;
  const { session, mirror, folder, done, onArrived, reveal } = context;
  const uids = operation.targets.map((target) => target.uid);
  // There again after all: what was to take it elsewhere was taken back.
  if (operation.to === folder.id) {
    await done(entry, { uidValidity: operation.uidValidity, source: uids, destination: uids });
    return reveal(operation.id, uids);
  }
  const across = isAcross(operation);
  if (!across && session.capabilities.has('MOVE') && entry.copyingFrom === null) {
    // Sent twice (cut before the answer), the second MOVE finds nothing left to move and answers OK: RFC 6851 section 3.3.
    const destination = destinationOf(context, operation.to);
    const told = await orCreate(context, destination, () => session.uidMove(uidSet(uids), destination.wireName));
    const copied = await unlessUnknown(told, context, () => (told ? withMovedBefore(told, operation, session, folder, destination) : movedTo(destination, operation, context)));
    const [moved, stayed] = namedBy(copied, uids);
    await done(entry, copied);
    await showVanished(mirror, folder.id, operation.uidValidity, moved);
    await showTheRest(entry, stayed, context);
  } else {
    const copied = across ? await copyAcross(entry, context) : await copyOnce(entry, destinationOf(context, operation.to), context);
    const [gone, stayed] = namedBy(copied, uids);
    const left = await removeForGood(entry, context, gone);
    await done(entry, copied, left, told);
    if (left.length === 0) await showVanished(mirror, folder.id, operation.uidValidity, gone);
    await showTheRest(entry, stayed, context);
  }
  onArrived(operation.to);
}

/** Where the server has not said (no UIDPLUS), by looking: null only means that there is a moment in which they are shown nowhere. */
async function movedTo(destination: FolderRecord, operation: OperationBase, { session, folder }: ReplayContext): Promise<Copied | null> {
  if (operation.targets.some(({ messageId }) => messageId === '')) return null;
  // What the mirror knows there already came before.
  const copied = await copiesThere(session, destination, folder, operation, Math.max(1, destination.checkpoint.uidNext));
  return areIn(copied, operation.targets) ? copied : null;
}

/** They have been moved, whatever a look into the destination says: `told` holds where that may not be looked into. */
async function unlessUnknown(told: Copied | null, { log }: ReplayContext, look: () => Promise<Copied | null>): Promise<Copied | null> {
  try {
    return await look();
  } catch (error) {
    const failure = toFailure(error);
    // A line that broke is tried again.
    if (canRetry(failure)) throw error;
    log('info', 'operations.not-found-where-moved', { code: failure.code });
    return told;
  }
}

/** COPYUID may name fewer than were asked for: only what is named has gone anywhere. */
function namedBy(copied: Copied | null, uids: readonly number[]): [named: number[], others: number[]] {
  const named = copied && new Set(copied.source);
  return [uids.filter((uid) => !named || named.has(uid)), uids.filter((uid) => named && !named.has(uid))];
}

/** What was not moved is gone already, or still there and to be seen again. */
async function showTheRest({ operation: { id, uidValidity } }: Entry<OperationBase>, uids: readonly number[], { session, mirror, folder, reveal, log }: ReplayContext): Promise<void> {
  if (uids.length === 0) return;
  log('info', 'operations.not-all-moved', { count: uids.length });
  // In doubt it is shown: the next sync takes away what is not there.
  const there = new Set(await session.uidSearch({ uid: uidSet(uids) }).catch(() => uids));
  await showVanished(mirror, folder.id, uidValidity, uids.filter((uid) => !there.has(uid)));
  await reveal(id, uids.filter((uid) => there.has(uid)));
}

/** Where the messages are now, for taking them from there. Where the server did not say, they are found by Message-ID. */
export function wayBack({ operation, copied }: Entry<OperationBase & { to: FolderId }>): Pick<Draft, 'folderId' | 'uidValidity' | 'targets'> {
  const targets = operation.targets.flatMap((target) => {
    const uid = copied ? copied.destination[copied.source.indexOf(target.uid)] : 0;
    return uid === undefined || (uid === 0 && target.messageId === '') ? [] : [{ ...target, uid }];
  });
  if (targets.length === 0) throw fail('unsupported', say('engine-operations.whereNotSaid'));
  return { folderId: operation.to, uidValidity: copied?.uidValidity ?? 0, targets };
}

export function describeMove(count: number, { name, role }: { name?: string; role?: FolderRole }): Said {
  if (role === 'archive') return say('engine-operations.archive', { count });
  if (role === 'trash') return say('engine-operations.moveToTrash', { count });
  if (role === 'junk') return say('engine-operations.moveToJunk', { count });
  return name === undefined ? say('engine-operations.moveBack', { count }) : say('engine-operations.move', { count, folder: name });
}
