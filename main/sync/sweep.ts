/** When which folder is asked for its STATUS: often where somebody looks or something changes, seldom where nothing does. Pure bookkeeping. */
import type { FolderId } from '../../shared/ids.ts';
import { hasPassed } from './passed.ts';

/** Milliseconds between two questions. */
export const SWEEP = { looked: 15_000, first: 60_000, quiet: 15 * 60_000 } as const;

export interface Sweep {
  /** The window shows it, or no longer does. */
  look(id: FolderId, looked: boolean): void;
  /** It has just been asked or synced. A change makes it one to watch; none, one to leave alone for longer. */
  asked(id: FolderId, changed: boolean, now: number): void;
  /** Those whose time has come; what was never asked has. */
  due(ids: Iterable<FolderId>, now: number): FolderId[];
  /** Folders on screen, newest look last. */
  readonly looked: readonly FolderId[];
  /** All that were ever asked. */
  readonly known: readonly FolderId[];
  forget(known: ReadonlySet<FolderId>): void;
}

export function createSweep(): Sweep {
  const watched = new Map<FolderId, { at: number; period: number }>();
  const looks = new Map<FolderId, number>();
  return {
    look(id, looked) {
      const count = (looks.get(id) ?? 0) + (looked ? 1 : -1);
      looks.delete(id);
      if (count > 0) looks.set(id, count);
    },
    asked(id, changed, now) {
      const before = watched.get(id);
      watched.set(id, { at: now, period: changed || !before ? SWEEP.first : Math.min(SWEEP.quiet, before.period * 2) });
    },
    due: (ids, now) => [...ids].filter((id) => {
      const last = watched.get(id);
      return !last || hasPassed(looks.has(id) ? Math.min(SWEEP.looked, last.period) : last.period, last.at, now);
    }),
    get looked() { return [...looks.keys()]; },
    get known() { return [...watched.keys()]; },
    forget(known) {
      for (const id of watched.keys()) if (!known.has(id)) watched.delete(id);
    },
  };
}
