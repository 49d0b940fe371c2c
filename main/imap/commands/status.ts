/** STATUS (RFC 3501 6.3.10; items of RFC 7162, 7889, 8438, 8474, 9051, 9208). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import type { MailboxStatus, MailboxStatusItems } from '../mailbox.ts';
import { CommandWriter } from '../wire/encoder.ts';

export type StatusItem = keyof MailboxStatusItems;

const WORDS: Readonly<Record<StatusItem, string>> = {
  messages: 'MESSAGES', recent: 'RECENT', unseen: 'UNSEEN', uidNext: 'UIDNEXT', uidValidity: 'UIDVALIDITY', highestModseq: 'HIGHESTMODSEQ',
  size: 'SIZE', deleted: 'DELETED', deletedStorage: 'DELETED-STORAGE', mailboxId: 'MAILBOXID', appendLimit: 'APPENDLIMIT',
};

/** What is needed to know whether something has changed. */
export const SUMMARY_ITEMS: readonly StatusItem[] = ['messages', 'unseen', 'uidNext', 'uidValidity'];

/** `(MESSAGES UNSEEN)`. MAILBOXID beside another item is refused with 'invalid-input'. */
export function statusItemList(items: readonly StatusItem[]): string {
  if (items.length === 0) throw fail('invalid-input', say('engine-imap.nothingAskedOfFolder'));
  // Cyrus 3.6 and 3.12 answer it with freed memory when asked for more: `* STATUS q (MESSAGES 0 MAILBOXID (\xb8\t\xd0\xf2\xa1U))`; 2026-11-20.
  if (items.length > 1 && items.includes('mailboxId')) throw fail('invalid-input', say('engine-imap.mailboxIdAlone'));
  return `(${items.map((item) => WORDS[item]).join(' ')})`;
}

/** Those of the items that the server gave. An answer that cannot be read, or none, is 'protocol'. Ask only for what is offered (mailbox-status.ts does). */
export const statusItems = (wireName: string, items: readonly StatusItem[]): Command<MailboxStatusItems> => statusCommand(wireName, items, (answer) => answer);

/** An OK without the numbers is 'protocol'. */
export const status = (wireName: string, condstore: boolean): Command<MailboxStatus> => statusCommand(wireName, condstore ? [...SUMMARY_ITEMS, 'highestModseq'] : SUMMARY_ITEMS, completeStatus);

function statusCommand<T>(wireName: string, items: readonly StatusItem[], result: (answer: MailboxStatusItems) => T | null): Command<T> {
  let answer: MailboxStatusItems | null = null;
  let broken = false;
  return {
    name: 'STATUS',
    lane: { kind: 'status', mailbox: mailboxKey(wireName) },
    parts: (wire) => new CommandWriter(wire).word('STATUS ').mailbox(wireName).word(` ${statusItemList(items)}`).finish(),
    take(response) {
      if (response.kind === 'data' && response.name === 'STATUS') broken = true;
      if (response.kind !== 'mailbox-status' || !sameMailbox(response.wireName, wireName)) return false;
      if (response.items === null) {
        broken = true;
        return true;
      }
      // NOTIFY (RFC 5465) tells STATUS by itself, with items of its own choice.
      if (!items.some((item) => response.items?.[item] !== undefined)) return false;
      answer = { ...answer, ...response.items };
      return true;
    },
    done() {
      if (broken) throw fail('protocol', say('engine-imap.badStatus'));
      const told = answer === null ? null : result(answer);
      if (told === null) throw fail('protocol', say('engine-imap.noStatusCount'));
      return told;
    },
  };
}

/** Null where the count or UIDVALIDITY is missing; what else is missing is 0. */
export function completeStatus(items: MailboxStatusItems): MailboxStatus | null {
  if (items.messages === undefined || items.uidValidity === undefined) return null;
  return { messages: items.messages, unseen: items.unseen ?? 0, uidNext: items.uidNext ?? 0, uidValidity: items.uidValidity, highestModseq: items.highestModseq ?? '0' };
}

/** The same for every way to write the name of one mailbox: INBOX in any case is one (RFC 3501 5.1). */
export const mailboxKey = (wireName: string): string => (/^inbox$/iu.test(wireName) ? 'INBOX' : wireName);

export const sameMailbox = (a: string, b: string): boolean => mailboxKey(a) === mailboxKey(b);
