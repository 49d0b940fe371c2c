/** A message in 32 bits, the same for its copies in other folders: its Message-ID, or who wrote it and about what. Together with its date it tells it apart. */
import { hash32 } from '../../../shared/threading/hash.ts';
import { ownId } from '../../../shared/threading/message-links.ts';
import { subjectKey } from '../../../shared/threading/subject-key.ts';
import type { LinkPage } from './schema.ts';

/** An empty address, for links. */
const NOBODY = hash32('');

/** Never 0. `address` of the first who wrote it, '' if nobody did. */
export function messageHash(messageId: string, address: string, subject: string): number {
  const own = ownId(messageId);
  if (own !== '') return hash32(own);
  const { key } = subjectKey(subject);
  return withoutId(address === '' ? 0 : hash32(address.toLowerCase()), key === '' ? 0 : hash32(key));
}

/** The same of all rows of a page, from what is known of them for conversations. */
export function messageHashes({ ids, senders, subjects }: LinkPage): Uint32Array {
  return Uint32Array.from(senders, (sender, i) => {
    const [high, low] = [ids[i * 2] as number, ids[i * 2 + 1] as number];
    // As hash32 folds them.
    return (high | low) === 0 ? withoutId(sender === NOBODY ? 0 : sender, subjects[i] as number) : (high ^ low) >>> 0 || 1;
  });
}

const withoutId = (sender: number, subject: number): number => (Math.imul(sender, 0x9e3779b1) ^ subject) >>> 0 || 1;
