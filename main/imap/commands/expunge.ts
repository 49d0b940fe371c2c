/** UID EXPUNGE (RFC 4315 2.1). There is no plain EXPUNGE: it removes what others have marked. */
import type { Command } from '../command.ts';
import { formatUidSet, type UidSet } from '../uid-set.ts';

/** What is gone comes as news. */
export const uidExpunge = (set: UidSet): Command<void> => ({
  name: 'UID EXPUNGE',
  lane: { kind: 'rows', uids: set },
  parts: () => [`UID EXPUNGE ${formatUidSet(set)}`],
  done: () => undefined,
});
