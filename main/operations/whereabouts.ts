/** Where the row and the text of a message are, whatever has been done to it since somebody saw it. */
import { isFailure } from '../../shared/failure.ts';
import { messageId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { OperationQueue } from './queue.ts';

/** The id itself unless it was moved, or is a copy that is yet to be made: then that of what it is a copy of. */
export async function whereabouts({ queue, mirror }: { queue: OperationQueue; mirror: MirrorClient }, id: MessageId): Promise<MessageId> {
  const place = splitMessageId(id);
  const source = place.uidValidity === 0 ? queue.traveller(place)?.source : undefined;
  const now = source ?? queue.whereNow(place.folderId, place.uidValidity, place.uid);
  if (!now || now.uid === 0) return id;
  const other = messageId(now.folderId, now.uidValidity, now.uid);
  if (source) return other;
  try {
    await summaryOf(mirror, other);
    return other;
  } catch (error) {
    // Not here yet: what is left of it may still be where it was.
    if (!isFailure(error, 'message-gone', 'not-found')) throw error;
    return id;
  }
}
