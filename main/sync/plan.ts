/** Decides how a folder is brought up to date. Pure: checkpoint and what SELECT said in, decision out. */
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Checkpoint } from '../mirror/protocol/records.ts';

export interface Plan {
  /** UIDVALIDITY is new: nothing known about the folder holds any longer (RFC 3501 2.3.1.1). */
  reset: boolean;
  /** Nothing can have changed: no further question. */
  unchanged: boolean;
  /** Which flags to ask for: those changed since a mod-sequence (RFC 7162), all of the known messages, or none. */
  flags: { kind: 'none' } | { kind: 'changed-since'; modseq: string } | { kind: 'all' };
  /** Ask for every UID of the server, to find what is missing here and what is gone there. */
  listUids: boolean;
}

/** `known` is the number of messages the mirror holds of this folder, hidden ones included. */
export function planFolder(checkpoint: Checkpoint, selected: SelectedMailbox, known: number): Plan {
  const reset = checkpoint.uidValidity !== 0 && checkpoint.uidValidity !== selected.uidValidity;
  if (reset || checkpoint.uidValidity === 0) return { reset, unchanged: false, flags: { kind: 'none' }, listUids: selected.exists > 0 };
  const modseqs = selected.highestModseq !== '0' && checkpoint.highestModseq !== '0';
  const sameMessages = checkpoint.complete && selected.uidNext !== 0 && selected.uidNext === checkpoint.uidNext && selected.exists === known;
  const sameFlags = modseqs && selected.highestModseq === checkpoint.highestModseq;
  if (sameMessages && sameFlags) return { reset: false, unchanged: true, flags: { kind: 'none' }, listUids: false };
  let flags: Plan['flags'] = { kind: 'none' };
  if (known > 0 && !sameFlags) flags = modseqs ? { kind: 'changed-since', modseq: checkpoint.highestModseq } : { kind: 'all' };
  return { reset: false, unchanged: false, flags, listUids: !sameMessages };
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
