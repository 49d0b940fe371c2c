/** What waiting operations make of a message's flags, so that the user sees it done at once and sync does not undo it. Pure. */
import { FLAG } from '../../shared/model/flags.ts';
import { withMask } from './mask.ts';
import { maskOf } from './mask-of.ts';
import type { Operation } from './operation.ts';

/**
 * The server's flags of one message with its pending operations laid over them, oldest first. `kept`: it is one that we marked \Deleted and
 * could not expunge, so it stays hidden for as long as the mark stands.
 */
export function overlayFlags(pending: readonly Operation[], uid: number, bits: number, kept: boolean): number {
  let out = kept && bits & FLAG.deleted ? bits | FLAG.hidden : bits;
  for (const operation of pending) out = withMask(maskOf(operation, uid), out);
  return out;
}
