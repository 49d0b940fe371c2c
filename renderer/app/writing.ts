/** What is being written, if anything. */
import type { AccountId, MessageId, OperationId } from '../../shared/ids.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';

export type Writing =
  | { readonly kind: 'none' }
  /** A new message, or one found again after the window went away. */
  | { readonly kind: 'letter'; readonly initial: Outgoing; /** Could not be sent as it was; given up once this one is on its way. */ readonly replaces?: OperationId }
  | { readonly kind: 'reply' | 'replyAll' | 'forward'; readonly messageId: MessageId };

export const NOT_WRITING: Writing = { kind: 'none' };

export const newLetter = (accountId: AccountId): Writing => ({
  kind: 'letter',
  initial: { accountId, to: [], cc: [], bcc: [], subject: '', text: '', inReplyTo: '', references: [], source: null },
});

/** Whether `initial` is what was being written. */
export function isOf(writing: Writing, initial: Outgoing): boolean {
  if (writing.kind === 'none') return false;
  const own = writing.kind === 'letter' ? (writing.initial.source?.messageId ?? null) : writing.messageId;
  return own === (initial.source?.messageId ?? null);
}
