/** Between header and body: what is to be known before reading on, most serious first, one line each. */
import type { Outgoing } from '../../../../shared/ipc/contract/compose.ts';
import type { MessageDetails } from '../../../../shared/model/message-details.ts';
import type { MessageView } from '../../../../shared/model/message.ts';

export interface MessageBarsProps {
  readonly view: MessageView;
  /** Null while they are on their way. */
  readonly details: MessageDetails | null;
  /** Opens the composer with a letter that was begun. */
  readonly onWrite: (letter: Outgoing) => void;
}

export function MessageBars(_: MessageBarsProps) {
  return null;
}
