/** Flag changes of neighbours as few STOREs: what counts is what they make of each message together. */
import { wireFlags } from '../../shared/model/flags.ts';
import { uidSet } from '../imap/uid-set.ts';
import type { Entry } from './entry.ts';
import { within, type Mask } from './mask.ts';
import type { ReplayContext } from './replay-context.ts';

export interface FlagStep {
  entry: Entry;
  mask: Mask;
  /** It never left this computer: the server cannot have it. */
  certain: boolean;
}
export interface Store { action: 'add' | 'remove'; flags: string[]; uids: number[] }

/** One STORE for each flag change, of all messages that share it. Pure. */
export function storesFor(steps: readonly FlagStep[]): Store[] {
  const byUid = new Map<number, Map<string, { name: string; first: boolean; last: boolean; certain: boolean }>>();
  for (const { entry, mask, certain } of steps) {
    const whole = namesIn(mask);
    for (const { uid, changes } of entry.operation.targets) {
      const named = changes ? namesIn(within(mask, changes)) : whole;
      const flags = byUid.get(uid) ?? new Map<string, { name: string; first: boolean; last: boolean; certain: boolean }>();
      byUid.set(uid, flags);
      for (const { name, on } of named) {
        const key = name.toLowerCase();
        const known = flags.get(key);
        flags.set(key, known ? { ...known, last: on, certain: known.certain && certain } : { name, first: on, last: on, certain });
      }
    }
  }
  const uidsOf = new Map<string, { action: Store['action']; name: string; uids: number[] }>();
  for (const [uid, flags] of byUid) {
    for (const [key, { name, first, last, certain }] of flags) {
      // A target is one that the change changes: added first and removed last, it is as it was.
      if (certain && first !== last) continue;
      const action = last ? 'add' : 'remove';
      const store = uidsOf.get(`${action} ${key}`);
      if (store) store.uids.push(uid);
      else uidsOf.set(`${action} ${key}`, { action, name, uids: [uid] });
    }
  }
  const stores = new Map<string, Store>();
  for (const { action, name, uids } of uidsOf.values()) {
    const key = `${action} ${uids.join()}`;
    const same = stores.get(key);
    if (same) same.flags.push(name);
    else stores.set(key, { action, flags: [name], uids });
  }
  return [...stores.values()];
}

const namesIn = (mask: Mask): { name: string; on: boolean }[] => [
  ...[...wireFlags(mask.add), ...mask.addKeywords].map((name) => ({ name, on: true })),
  ...[...wireFlags(mask.remove), ...mask.removeKeywords].map((name) => ({ name, on: false })),
];

/** Repeating it does no harm. */
export async function replayFlags(steps: readonly FlagStep[], { session, done }: ReplayContext): Promise<void> {
  // All at once: no flag of one message is in two of them, and none need wait for another's answer.
  await Promise.all(storesFor(steps).map(({ action, flags, uids }) => session.uidStore(uidSet(uids), { action, flags })));
  await Promise.all(steps.map(({ entry }) => done(entry)));
}
