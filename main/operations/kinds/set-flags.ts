/** Replays set-flags: one STORE for what is added, one for what is removed. Repeating it does no harm. */
import { wireFlags } from '../../../shared/model/flags.ts';
import { uidSet } from '../../imap/uid-set.ts';
import type { Entry } from '../ledger.ts';
import type { ReplayContext } from '../replay-context.ts';

export async function replaySetFlags(group: readonly Entry[], { session, queue }: ReplayContext): Promise<void> {
  const first = group[0]!.operation;
  if (first.kind !== 'set-flags') return;
  const set = uidSet(new Set(group.flatMap((entry) => entry.operation.targets.map((target) => target.uid))));
  // Both at once: they are independent, and the second need not wait for the first's answer.
  const stores: Promise<unknown>[] = [];
  if (first.add) stores.push(session.uidStore(set, { action: 'add', flags: wireFlags(first.add) }));
  if (first.remove) stores.push(session.uidStore(set, { action: 'remove', flags: wireFlags(first.remove) }));
  await Promise.all(stores);
  for (const entry of group) await queue.done(entry.operation.id, null);
}
