/** CREATE (RFC 3501 6.3.3; CREATE-SPECIAL-USE RFC 6154 3; MAILBOXID RFC 8474 4.1). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { isObjectId } from '../wire/mailbox.ts';
import type { ResponseCode } from '../wire/response.ts';

export type SpecialUse = '\\All' | '\\Archive' | '\\Drafts' | '\\Flagged' | '\\Important' | '\\Junk' | '\\Sent' | '\\Trash';

/** `mailboxId`: null where the server gives none. With uses it needs CREATE-SPECIAL-USE; a server that keeps no such use refuses with the code USEATTR. */
export function create(wireName: string, use: readonly SpecialUse[] = []): Command<{ mailboxId: string | null }> {
  return {
    name: 'CREATE',
    lane: { kind: 'alone' },
    needsAll: use.length > 0 ? ['CREATE-SPECIAL-USE'] : [],
    parts(wire) {
      const writer = new CommandWriter(wire).word('CREATE ').mailbox(wireName);
      if (use.length > 0) writer.word(` (USE (${use.map(useAttribute).join(' ')}))`);
      return writer.finish();
    },
    done: (status) => ({ mailboxId: readMailboxId(status.code) }),
  };
}

function useAttribute(use: string): string {
  if (!/^\\[A-Za-z]{1,30}$/u.test(use)) throw fail('invalid-input', say('engine-imap.notAUse'));
  return use;
}

/** `[MAILBOXID (id)]`; null for another code and for one that is none. */
function readMailboxId(code: ResponseCode | null): string | null {
  const id = code?.name === 'MAILBOXID' ? code.rest.trim().replace(/^\(|\)$/gu, '').trim() : '';
  return isObjectId(id) ? id : null;
}
