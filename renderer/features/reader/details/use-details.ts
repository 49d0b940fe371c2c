/** What there is to know about a message beside its text, live. */
import type { MessageId } from '../../../../shared/ids.ts';
import type { MessageDetails } from '../../../../shared/model/message-details.ts';
import { useProjection } from '../../../engine/use-projection.ts';

/** Null until it comes, and for no message. `section`: of a message inside it. */
export function useDetails(messageId: MessageId | null, section?: string): MessageDetails | null {
  const { value, input } = useProjection('messages.details', messageId ? { messageId, ...(section ? { section } : {}) } : null);
  // Those of the message before stay in the projection until the next have come.
  return input?.messageId === messageId && input?.section === section ? value : null;
}
