/** CAPABILITY (RFC 3501 6.1.1). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';

/** Resolves the atoms; an OK without a list is 'protocol'. */
export function capability(): Command<string[]> {
  let names: string[] | null = null;
  return {
    name: 'CAPABILITY',
    lane: { kind: 'alone' },
    parts: () => ['CAPABILITY'],
    take(response) {
      if (response.kind !== 'capability') return false;
      names = response.names;
      return true;
    },
    done() {
      if (names === null) throw fail('protocol', say('engine-imap.noCapabilities'));
      return names;
    },
  };
}
