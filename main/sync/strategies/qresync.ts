/** QRESYNC (RFC 7162 3.2.5): what changed came with the answer to SELECT, so nothing more is asked. */
import type { UidSet } from '../../imap/uid-set.ts';
import { uidsWithin, type Spine } from '../spine.ts';
import type { FlagChanges } from './flag-changes.ts';
import type { Answer } from './strategy.ts';

/** What came with SELECT. */
export interface ToldAtSelect { flags: Map<number, readonly string[]>; vanished: UidSet[] }

export function toldAtSelect(told: ToldAtSelect, spine: Spine, changes: FlagChanges): Answer {
  for (const [uid, flags] of told.flags) changes.take(uid, flags);
  const gone = new Set(told.vanished.flatMap((set) => uidsWithin(spine.uids, set)));
  return { changes, gone: [...gone].sort((a, b) => a - b), list: false };
}
