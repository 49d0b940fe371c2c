/** A message or a conversation in a window of its own: `/#/message/<id>`, `/#/conversation/<id>`. */
import type { MessageId } from '../../shared/ids.ts';

export interface PoppedOut { readonly messageId: MessageId; readonly isConversation: boolean }

const PLACE = /^#\/(message|conversation)\/([^/]+)$/u;
/** `uidValidity:uid@folder`, as shared/ids.ts makes them. */
const MESSAGE_ID = /^\d{1,10}:\d{1,10}@.+\/./su;
const LOOK = 'popup,width=760,height=820';

export const poppedOutHash = ({ messageId, isConversation }: PoppedOut): string => `#/${isConversation ? 'conversation' : 'message'}/${encodeURIComponent(messageId)}`;

/** Null for a window that is no such one. */
export function poppedOutOf(hash: string): PoppedOut | null {
  const found = PLACE.exec(hash);
  if (!found) return null;
  try {
    const id = decodeURIComponent(found[2]!);
    return MESSAGE_ID.test(id) ? { messageId: id as MessageId, isConversation: found[1] === 'conversation' } : null;
  } catch {
    return null;
  }
}

/** The same message has one window, which comes to the front. False if the browser refuses to open any. */
export function popOut(messageId: MessageId, isConversation: boolean): boolean {
  const hash = poppedOutHash({ messageId, isConversation });
  const opened = window.open(`/${hash}`, hash, LOOK);
  opened?.focus();
  // The desktop shell opens it itself, and tells the page nothing.
  return opened !== null || 'godwit' in window;
}
