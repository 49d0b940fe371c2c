/** The letter that a mailto link begins. Nothing is sent: the writer sees all of it. */
import type { AccountId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { MailtoLink } from '../../../shared/text/mailto.ts';

export const letterOfLink = ({ to, cc, bcc, subject, body }: MailtoLink, accountId: AccountId): Outgoing =>
  ({ accountId, to, cc, bcc, subject, text: body, inReplyTo: '', references: [], source: null });
