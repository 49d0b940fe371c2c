/** STARTTLS (RFC 3501 6.2.1). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';

/** `unread`: octets that came behind the answer. There must be none: they would have been sent by somebody in between. */
export function startTls(unread: () => number): Command<void> {
  return {
    name: 'STARTTLS',
    lane: { kind: 'alone' },
    parts: () => ['STARTTLS'],
    done() {
      if (unread() > 0) throw fail('protocol', say('engine-net.slippedIn'), { step: 'imap-connect' });
    },
    // In clear, its words could be anybody's.
    refused: () => fail('starttls-unavailable', say('engine-imap.startTlsRefused'), { step: 'imap-connect' }),
  };
}
