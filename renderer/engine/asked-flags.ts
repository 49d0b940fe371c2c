/** Flags that the user has just set, shown before the engine has answered: a click is seen in the next frame. What the engine tells counts as soon as it has taken them up, or refused. */
import type { MessageId } from '../../shared/ids.ts';

/** Bits of shared/model/flags.ts. */
export interface FlagChange {
  readonly add: number;
  readonly remove: number;
}

interface Asked extends FlagChange {
  /** The engine has taken it up: what it tells from then on is newer. */
  taken: boolean;
}

export type AskedFlags = ReadonlyMap<MessageId, FlagChange>;

/** So many at once are no click on something in sight. */
const MOST = 500;
/** Milliseconds after the engine's yes in which the row comes that shows it. */
const PATIENCE = 1_000;

let asked: ReadonlyMap<MessageId, Asked> = new Map();
const listeners = new Set<() => void>();

function become(next: ReadonlyMap<MessageId, Asked>): void {
  asked = next;
  for (const listener of listeners) listener();
}

export const askedFlags = (): AskedFlags => asked;

export function onAskedFlags(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same flags with what was asked for laid over them. */
export const withAsked = (flags: number, { add, remove }: FlagChange): number => (flags | add) & ~remove;

/** Shows the change at once; the answered function is told whether the engine has taken it up. */
export function showAsked(ids: readonly MessageId[], { add, remove }: FlagChange): (isTaken: boolean) => void {
  if (ids.length > MOST) return () => undefined;
  const mine = new Map<MessageId, Asked>();
  for (const id of ids) {
    const before = asked.get(id);
    mine.set(id, { add: ((before?.add ?? 0) & ~remove) | add, remove: ((before?.remove ?? 0) & ~add) | remove, taken: false });
  }
  become(new Map([...asked, ...mine]));
  const end = (): void => drop([...mine].filter(([id, one]) => asked.get(id) === one).map(([id]) => id));
  return (isTaken) => {
    if (!isTaken) return end();
    for (const one of mine.values()) one.taken = true;
    setTimeout(end, PATIENCE);
  };
}

/** Told what the engine shows now: what it has taken up and shows is not asked any more. */
export function settleAsked(shown: Iterable<{ readonly id: MessageId; readonly flags: number }>): void {
  if (asked.size === 0) return;
  const settled: MessageId[] = [];
  for (const { id, flags } of shown) {
    const one = asked.get(id);
    if (one?.taken && withAsked(flags, one) === flags) settled.push(id);
  }
  drop(settled);
}

function drop(ids: readonly MessageId[]): void {
  if (ids.length === 0) return;
  const next = new Map(asked);
  for (const id of ids) next.delete(id);
  become(next);
}
