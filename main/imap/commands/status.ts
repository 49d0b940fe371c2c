/** STATUS (RFC 3501 6.3.10; HIGHESTMODSEQ RFC 7162 3.1.7). */
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../command.ts';
import type { MailboxStatus, MailboxStatusItems } from '../session.ts';
import { CommandWriter } from '../wire/encoder.ts';

export const STATUS_ITEMS = 'MESSAGES UNSEEN UIDNEXT UIDVALIDITY';

/** An OK without the numbers is 'protocol'. */
export function status(wireName: string, condstore: boolean): Command<MailboxStatus> {
  let answer: MailboxStatus | null = null;
  return {
    name: 'STATUS',
    lane: { kind: 'status', mailbox: wireName },
    parts: () => new CommandWriter().word('STATUS ').mailbox(wireName).word(` (${STATUS_ITEMS}${condstore ? ' HIGHESTMODSEQ' : ''})`).finish(),
    take(response) {
      if (response.kind !== 'mailbox-status' || !sameMailbox(response.wireName, wireName)) return false;
      answer = completeStatus(response.items);
      return true;
    },
    done() {
      if (answer === null) throw fail('protocol', 'The server did not say how many messages the folder holds.');
      return answer;
    },
  };
}

/** Null where the count or UIDVALIDITY is missing; what else is missing is 0. */
export function completeStatus(items: MailboxStatusItems | null): MailboxStatus | null {
  if (items === null || items.messages === undefined || items.uidValidity === undefined) return null;
  return { messages: items.messages, unseen: items.unseen ?? 0, uidNext: items.uidNext ?? 0, uidValidity: items.uidValidity, highestModseq: items.highestModseq ?? '0' };
}

/** INBOX in any case is one mailbox (RFC 3501 5.1). */
export function sameMailbox(a: string, b: string): boolean {
  return a === b || (a.toUpperCase() === 'INBOX' && b.toUpperCase() === 'INBOX');
}
