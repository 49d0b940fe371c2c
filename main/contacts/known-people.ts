/** Whom the user has written to, and who has written before: from what lies in Sent, in the mirror and in the outbox. */
import type { AccountId, MessageId } from '../../shared/ids.ts';

export interface KnownPeople {
  /** The user has written to this address, from any account. Case is ignored. False also while the mirror is away. */
  known(address: string): Promise<boolean>;
  /** A message from this address, other than the one named, is in some folder of the account but Trash and Junk. Rejects with FailureError 'mirror-unavailable'. */
  seenBefore(accountId: AccountId, address: string, exceptMessageId: MessageId): Promise<boolean>;
}
