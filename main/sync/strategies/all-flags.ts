/** No mod-sequences (RFC 3501 alone): the flags of all known messages. One that is not mentioned may be gone, which is no proof. */
import type { Session } from '../../imap/session.ts';
import type { Spine } from '../spine.ts';
import type { FlagChanges } from './flag-changes.ts';
import type { Answer } from './strategy.ts';

export async function allFlags(session: Session, spine: Spine, changes: FlagChanges): Promise<Answer> {
  await session.uidFetch([[spine.uids[0]!, spine.uids.at(-1)!]], { flags: true }, {}, ({ uid, flags }) => changes.take(uid, flags));
  return { changes, gone: [], list: changes.untold().length > 0 };
}
