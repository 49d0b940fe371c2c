/** Whose address is proven: the one that is shown, checked by a server the account trusts, with nothing odd about who it is. */
import type { MessageDetails } from '../../../../shared/model/message-details.ts';
import type { Address } from '../../../../shared/model/message.ts';

export interface ProvenSender {
  /** Lower case. */
  readonly address: string;
  /** Registrable; null for a sender without one. */
  readonly domain: string | null;
}

/** Two readers of one header need not find the same sender: then nobody is proven. */
const DOUBTFUL: ReadonlySet<string> = new Set(['several-senders', 'malformed-sender', 'no-sender', 'name-has-other-address']);

export function provenSender(from: readonly Address[], { header, warnings, protection }: Pick<MessageDetails, 'header' | 'warnings' | 'protection'>): string | null {
  const [first] = from;
  if (!first?.address || from.length !== 1 || header?.authentication.verdict !== 'passed') return null;
  if (warnings.some(({ code, field }) => field !== 'replyTo' && DOUBTFUL.has(code))) return null;
  // What is decrypted must not reach the network (EFAIL).
  if (protection.some(({ kind }) => kind.endsWith('-encrypted'))) return null;
  return first.address.toLowerCase();
}
