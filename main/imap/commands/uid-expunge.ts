/** UID EXPUNGE (RFC 4315 2.1): removes those of the named messages that are marked \Deleted, and no others. */
import type { Command } from '../command.ts';
import { formatUidSet, type UidSet } from '../uid-set.ts';

/** What is gone comes as news. */
export const uidExpunge = (set: UidSet): Command<void> => ({
  name: 'UID EXPUNGE',
  lane: { kind: 'rows', uids: set, writes: true },
  needs: ['UIDPLUS'],
  parts: () => [`UID EXPUNGE ${formatUidSet(set)}`],
  done: () => undefined,
});
