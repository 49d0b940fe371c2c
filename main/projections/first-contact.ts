/** Whether a sender is new, and whether somebody wants to be taken for one whom the user knows. */
import type { AccountId, MessageId } from '../../shared/ids.ts';
import type { Warning } from '../../shared/model/message-details.ts';
import type { Address } from '../../shared/model/message.ts';
import { isAddress } from '../../shared/text/address.ts';
import { addressesLike } from '../../shared/trust/sender-warnings.ts';
import type { KnownPeople } from '../contacts/known-people.ts';

/** Nothing about the user's own addresses and about people the user has written to. Rejects 'mirror-unavailable'. */
export async function contactWarnings(people: Pick<KnownPeople, 'known' | 'seenBefore'>, from: Address | undefined, { accountId, messageId, own }: { accountId: AccountId; messageId: MessageId; own: readonly string[] }): Promise<Warning[]> {
  const address = from?.address.toLowerCase() ?? '';
  if (!isAddress(address) || own.some((one) => one.toLowerCase() === address) || await people.known(address)) return [];
  for (const like of addressesLike(address)) if (await people.known(like)) return [{ code: 'look-alike', field: 'from', params: { address, like } }];
  return await people.seenBefore(accountId, address, messageId) ? [] : [{ code: 'first-time-sender', field: 'from', params: { address } }];
}
