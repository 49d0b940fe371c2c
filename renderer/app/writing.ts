/** What is being written, if anything. */
import type { AccountId, MessageId } from '../../shared/ids.ts';

export type Writing =
  | { readonly kind: 'none' }
  | { readonly kind: 'new'; readonly accountId: AccountId | null }
  | { readonly kind: 'reply' | 'replyAll' | 'forward'; readonly messageId: MessageId };

export const NOT_WRITING: Writing = { kind: 'none' };
