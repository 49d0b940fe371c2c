/** RESETKEY (RFC 4467 7): every URL that was authorised before is worthless. */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** Of one mailbox, or of all; mechanisms only with a mailbox. What waits at a submission server with such a URL cannot be sent any more. */
export function resetKey(wireName: string | null = null, mechanisms: readonly string[] = []): Command<void> {
  return {
    name: 'RESETKEY',
    lane: { kind: 'data', name: 'GENURLAUTH', about: null },
    needs: ['URLAUTH'],
    parts(wire) {
      const writer = new CommandWriter(wire).word('RESETKEY');
      if (wireName === null) return writer.finish();
      writer.word(' ').mailbox(wireName);
      for (const mechanism of mechanisms) writer.word(' ').atom(mechanism);
      return writer.finish();
    },
    // `* OK [URLMECH INTERNAL …]`: nothing to keep.
    take: (response) => response.kind === 'status' && response.code?.name === 'URLMECH',
    done: () => undefined,
  };
}
