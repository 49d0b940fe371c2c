/** Where messages are now, by what they are called: their folder may have been renumbered since. */
import { fail } from '../../shared/failure.ts';
import { splitMessageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { MirrorClient } from './client.ts';
import type { MessageName } from './protocol/messages.ts';

/** Names that one question may have. */
const PORTION = 1_000;

/** Rejects 'message-gone' if it is not here any more. */
export async function presentPlace(mirror: Pick<MirrorClient, 'query'>, id: MessageId): Promise<MessageName & { folderId: FolderId }> {
  const { folderId, ...name } = splitMessageId(id);
  const { uidValidity, uids } = await mirror.query('present', { folderId, names: [name] });
  const uid = uids[0] ?? 0;
  if (uid === 0) throw fail('message-gone', say('engine-mirror.messageGone'));
  return { folderId, uidValidity, uid };
}

/** UIDs in the order asked, 0 for those that are not here. Rejects as MirrorClient.query does. */
export async function presentUids(mirror: Pick<MirrorClient, 'query'>, folderId: FolderId, names: readonly MessageName[]): Promise<{ uidValidity: number; uids: number[] }> {
  const answer = { uidValidity: 0, uids: [] as number[] };
  for (let at = 0; at < names.length || at === 0; at += PORTION) {
    const { uidValidity, uids } = await mirror.query('present', { folderId, names: names.slice(at, at + PORTION) });
    // Renumbered between two portions: begun anew.
    if (at > 0 && uidValidity !== answer.uidValidity) return presentUids(mirror, folderId, names);
    answer.uidValidity = uidValidity;
    answer.uids.push(...uids);
  }
  return answer;
}
