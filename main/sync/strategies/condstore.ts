/** CONDSTORE (RFC 7162 3.1.4): flags changed since a mod-sequence. What is gone it does not tell; counts do. */
import type { Session } from '../../imap/session.ts';
import type { Spine } from '../spine.ts';
import type { FlagChanges } from './flag-changes.ts';
import type { Answer } from './strategy.ts';

export async function changedSince(session: Session, modseq: string, spine: Spine, changes: FlagChanges): Promise<Answer> {
  await session.uidFetch([[spine.uids[0]!, spine.uids.at(-1)!]], { flags: true }, { changedSince: modseq }, ({ uid, flags }) => changes.take(uid, flags));
  return { changes, gone: [], list: false };
}
