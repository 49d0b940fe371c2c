/** NOTIFY (RFC 5465 3): which events of which mailboxes the server tells by itself. They come as news. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { inert } from '../failures.ts';
import { CommandWriter } from '../wire/encoder.ts';
import type { StatusResponse } from '../wire/response.ts';
import { writeMailboxFilter, type MailboxFilter } from './mailbox-filter.ts';

export type NotifyItem = 'UID' | 'FLAGS' | 'MODSEQ' | 'INTERNALDATE' | 'RFC822.SIZE' | 'ENVELOPE' | 'BODYSTRUCTURE';

export interface NotifyEvents {
  /** New and expunged messages, which go together (RFC 5465 5); a list: what to tell of new ones in the selected mailbox. */
  messages?: boolean | readonly NotifyItem[];
  /** With `messages` only. */
  flags?: boolean;
  /** Mailboxes made, deleted, renamed. */
  mailboxName?: boolean;
  subscription?: boolean;
  mailboxMetadata?: boolean;
  serverMetadata?: boolean;
}

export interface NotifyGroup {
  mailboxes: MailboxFilter;
  /** 'none': these are left out of what follows. */
  events: NotifyEvents | 'none';
}

export interface NotifyOptions {
  /** Also tells how every mailbox stands now, before the answer (RFC 5465 3.1). */
  status?: boolean;
}

/** NOTIFY SET; each call replaces what was asked before. A mailbox in several groups follows the first. Events the server does not know reject as 'unsupported', response code BADEVENT, the known ones in `detail`. */
export function notify(groups: readonly NotifyGroup[], options: NotifyOptions = {}): Command<void> {
  return {
    name: 'NOTIFY',
    needs: ['NOTIFY'],
    // What is under way might be answered under other rules than it was asked.
    lane: { kind: 'alone' },
    parts(wire) {
      if (groups.length === 0) throw fail('invalid-input', say('engine-imap.nothingAsked'));
      const writer = new CommandWriter(wire).word(`NOTIFY SET${options.status === true ? ' STATUS' : ''}`);
      for (const { mailboxes, events } of groups) {
        if (mailboxes.kind === 'subtree-one') throw fail('invalid-input', say('engine-imap.notifyLevel'));
        writer.word(' (');
        writeMailboxFilter(writer, mailboxes);
        writer.word(` ${events === 'none' ? 'NONE' : `(${eventList(events, mailboxes)})`})`);
      }
      return writer.finish();
    },
    done: () => undefined,
    refused: badEvent,
  };
}

/** NOTIFY NONE: the server tells nothing, not even of the selected mailbox except in answers. */
export const notifyNone = (): Command<void> => ({
  name: 'NOTIFY',
  needs: ['NOTIFY'],
  lane: { kind: 'alone' },
  parts: () => ['NOTIFY NONE'],
  done: () => undefined,
});

function eventList(events: NotifyEvents, { kind }: MailboxFilter): string {
  const selected = kind === 'selected' || kind === 'selected-delayed';
  const words: string[] = [];
  if (Array.isArray(events.messages)) {
    if (!selected) throw fail('invalid-input', say('engine-imap.notifySelected'));
    words.push(`MessageNew (${events.messages.join(' ')})`, 'MessageExpunge');
  } else if (events.messages === true) words.push('MessageNew', 'MessageExpunge');
  if (events.flags === true) {
    if (words.length === 0) throw fail('invalid-input', say('engine-imap.notifyFlags'));
    words.push('FlagChange');
  }
  const others = ([['mailboxName', 'MailboxName'], ['subscription', 'SubscriptionChange'], ['mailboxMetadata', 'MailboxMetadataChange'], ['serverMetadata', 'ServerMetadataChange']] as const).filter(([name]) => events[name] === true);
  if (selected && others.length > 0) throw fail('invalid-input', say('engine-imap.notifyMessages'));
  words.push(...others.map(([, word]) => word));
  if (words.length === 0) throw fail('invalid-input', say('engine-imap.nothingAsked'));
  return words.join(' ');
}

function badEvent(status: StatusResponse): Error | null {
  if (status.code?.name !== 'BADEVENT') return null;
  const known = inert(status.code.rest);
  return fail('unsupported', say('engine-imap.notifyEvents'), { responseCode: 'BADEVENT', ...(known === '' ? {} : { detail: known }) });
}
