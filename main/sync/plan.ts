/** Decides how a folder is brought up to date. Pure: what is known, what the session can and what SELECT said in, decision out. */
import type { KnownMailbox } from '../imap/commands/select.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Checkpoint } from '../mirror/protocol/records.ts';

/** What may be relied on: offered, switched on, and not found lying. */
export interface Trust { qresync: boolean; condstore: boolean }

/** How flags that changed are found. `none`: they cannot have changed. */
export type StrategyName = 'none' | 'qresync' | 'condstore' | 'flags';

export type Plan =
  /** Nothing can have changed: no further question. */
  | { kind: 'unchanged' }
  /** Nothing is known. `reset`: what was known is of another UIDVALIDITY and no longer holds (RFC 3501 2.3.1.1). */
  | { kind: 'first'; reset: boolean }
  | {
    kind: 'compare';
    strategy: StrategyName;
    /** First and last of the UIDs that are new since; null if there are none. */
    fresh: readonly [number, number] | null;
    /** Counts cannot tell what is missing or gone: every UID of the server has to be listed. */
    list: boolean;
  };

/** What SELECT is told, so that it answers with what has changed (RFC 7162 3.2.5); null for a plain SELECT. */
export function knownFrom({ uidValidity, uidNext, highestModseq, complete }: Checkpoint, trust: Trust): KnownMailbox | null {
  if (!trust.qresync || !complete || uidValidity === 0 || uidNext === 0 || highestModseq === '0') return null;
  return { uidValidity, modseq: highestModseq };
}

/** `known`: messages the mirror holds of this folder, hidden ones included. `asked`: SELECT was told `knownFrom`; `told`: it answered with changes. */
export function planFolder(checkpoint: Checkpoint, selected: SelectedMailbox, known: number, trust: Trust, { asked, told } = { asked: false, told: false }): Plan {
  const reset = checkpoint.uidValidity !== 0 && checkpoint.uidValidity !== selected.uidValidity;
  if (reset || checkpoint.uidValidity === 0) return { kind: 'first', reset };
  const modseqs = trust.condstore && selected.highestModseq !== '0' && checkpoint.highestModseq !== '0';
  // Lower than before: the server was put back to an older state, and what changed since cannot be asked for.
  const setBack = modseqs && BigInt(selected.highestModseq) < BigInt(checkpoint.highestModseq);
  const sameFlags = modseqs && selected.highestModseq === checkpoint.highestModseq;
  // Without a UIDNEXT, or with one that went backwards, new messages have no place of their own.
  const numbered = checkpoint.complete && checkpoint.uidNext !== 0 && selected.uidNext >= checkpoint.uidNext;
  const fresh = numbered && selected.uidNext > checkpoint.uidNext ? [checkpoint.uidNext, selected.uidNext - 1] as const : null;
  const sameMessages = numbered && fresh === null && selected.exists === known;
  if (sameMessages && sameFlags && !told) return { kind: 'unchanged' };
  let strategy: StrategyName = 'none';
  if (known > 0 && (!sameFlags || told)) strategy = !modseqs || setBack ? 'flags' : asked ? 'qresync' : 'condstore';
  return { kind: 'compare', strategy, fresh, list: !numbered || setBack || (fresh === null && strategy !== 'qresync' && selected.exists !== known) };
}

/** The newest few first, so that a screen fills at once; then larger portions, each newest first. Ascending UIDs in, portions of ascending UIDs out. */
export function portions(missing: readonly number[], first: number, rest: number): number[][] {
  const out: number[][] = [];
  let end = missing.length;
  let size = first;
  while (end > 0) {
    out.push(missing.slice(Math.max(0, end - size), end));
    end -= size;
    size = rest;
  }
  return out;
}
