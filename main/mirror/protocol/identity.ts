/** What a message is known by when its UID no longer holds: Message-ID, size and date; without a Message-ID subject and sender too. */
import { hash64 } from '../../../shared/threading/hash.ts';
import type { SummaryRow } from './records.ts';

/** Two unsigned numbers, written to `out` at `at` and after. Copies of one message share them. */
export function identityOf([, date, size, subject, from, , , messageId]: SummaryRow, out: Uint32Array, at: number): void {
  hash64(messageId !== '' ? `${messageId}\n${size}\n${date}` : `\n${size}\n${date}\n${from[0]?.[1] ?? ''}\n${subject}`, out, at);
}
