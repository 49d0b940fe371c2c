/** What a waiting operation makes of a message's flags, so that the user sees it done at once and sync does not undo it. Pure. */
import { FLAG } from '../../shared/model/flags.ts';
import type { Operation } from './operation.ts';

/** Bits with the operation's effect. */
export function localEffect(operation: Operation, bits: number): number {
  switch (operation.kind) {
    case 'set-flags': return (bits | operation.add) & ~operation.remove;
    case 'move':
    case 'delete': return bits | FLAG.hidden;
  }
}

/** Bits without it, for backing out: the exact opposite, since targets are only messages that it changed. */
export function backOut(operation: Operation, bits: number): number {
  switch (operation.kind) {
    case 'set-flags': return (bits & ~operation.add) | operation.remove;
    case 'move':
    case 'delete': return bits & ~FLAG.hidden;
  }
}

/**
 * The server's flags of one message with its pending operations laid over them, oldest first. `before` are the mirror's bits (0 for a new message):
 * a message that we marked \Deleted and could not expunge stays hidden for as long as the mark stands.
 */
export function overlayFlags(pending: readonly Operation[], bits: number, before: number): number {
  let out = bits;
  if (before & FLAG.hidden && bits & FLAG.deleted) out |= FLAG.hidden;
  for (const operation of pending) out = localEffect(operation, out);
  return out;
}
