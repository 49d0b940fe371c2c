/** CANCELUPDATE (RFC 5267 4.3.5). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** `tags`: of searches or sorts that keep telling of changes (`SearchResult.tag`). */
export const cancelUpdate = (tags: readonly string[]): Command<void> => ({
  name: 'CANCELUPDATE',
  needs: ['CONTEXT=SEARCH', 'CONTEXT=SORT'],
  lane: { kind: 'free' },
  parts() {
    if (tags.length === 0) throw fail('invalid-input', say('engine-imap.noSearch'));
    const writer = new CommandWriter().word('CANCELUPDATE');
    for (const tag of tags) writer.word(' ').string(tag);
    return writer.finish();
  },
  done: () => undefined,
});
