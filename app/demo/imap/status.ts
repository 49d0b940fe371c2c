/** STATUS items (RFC 3501 6.3.10, RFC 7162 HIGHESTMODSEQ, RFC 8438 SIZE). */
import type { Mailbox } from '../store/mailbox.ts';
import { SyntaxMistake, type CommandCursor } from './command-cursor.ts';
import { mailboxName } from './encode.ts';
import { encodeModifiedUtf7 } from './modified-utf7.ts';
import type { ImapSession } from './session.ts';

const ITEMS: Readonly<Record<string, (mailbox: Mailbox) => number>> = {
  MESSAGES: (mailbox) => mailbox.messages.length,
  RECENT: (mailbox) => mailbox.unclaimed.size,
  UIDNEXT: (mailbox) => mailbox.uidNext,
  UIDVALIDITY: (mailbox) => mailbox.uidValidity,
  UNSEEN: (mailbox) => mailbox.messages.filter((message) => !message.flags.has('\\Seen')).length,
  SIZE: (mailbox) => mailbox.messages.reduce((sum, message) => sum + message.raw.length, 0),
  HIGHESTMODSEQ: (mailbox) => mailbox.highestModseq,
};

export function readStatusItems(session: ImapSession, args: CommandCursor): string[] {
  return args.list(() => {
    const item = args.keyword().toUpperCase();
    if (!ITEMS[item] || (item === 'HIGHESTMODSEQ' && !session.has('CONDSTORE'))) throw new SyntaxMistake('Unknown STATUS item');
    if (item === 'HIGHESTMODSEQ') session.condstore = true;
    return item;
  });
}

export function statusLine(mailbox: Mailbox, items: readonly string[]): string {
  const values = items.map((item) => `${item} ${String(ITEMS[item]?.(mailbox) ?? 0)}`);
  return `* STATUS ${mailboxName(encodeModifiedUtf7(mailbox.name))} (${values.join(' ')})\r\n`;
}
