/** STARTTLS (RFC 3501 6.2.1). */
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../command.ts';

/** `unread`: octets that came behind the answer. There must be none: they would have been sent by somebody in between. */
export function startTls(unread: () => number): Command<void> {
  return {
    name: 'STARTTLS',
    lane: { kind: 'alone' },
    parts: () => ['STARTTLS'],
    done() {
      if (unread() > 0) throw fail('protocol', 'Something was slipped into the line before it was encrypted.', { step: 'imap-connect' });
    },
    // In clear, its words could be anybody's.
    refused: () => fail('starttls-unavailable', 'The server refused to switch to encryption.', { step: 'imap-connect' }),
  };
}
