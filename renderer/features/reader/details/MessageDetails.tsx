/** Why we say what we say about a sender: who checked the address, with what result, and whom to believe. */
import type { MessageDetails as Details } from '../../../../shared/model/message-details.ts';
import type { MessageView } from '../../../../shared/model/message.ts';

export interface MessageDetailsProps {
  readonly view: MessageView;
  /** Null while they are on their way. */
  readonly details: Details | null;
}

export function MessageDetails(_: MessageDetailsProps) {
  return null;
}
