/** One form for what two clients say about the same message and mailbox, with every rule that makes them alike. */
import type { FetchMessageObject, ListResponse, MessageAddressObject, MessageStructureObject } from 'imapflow';
import type { MailboxListing } from '../../../main/imap/mailbox.ts';
import type { BodyPart, EnvelopeAddress, FetchedMessage } from '../../../main/imap/message.ts';

export interface NormalMessage {
  uid: number;
  sequence: number;
  flags: string[];
  size: number;
  internalDate: number;
  modseq: string;
  envelope: Record<string, unknown>;
  structure: NormalPart;
}

export interface NormalPart {
  part: string;
  type: string;
  parameters: Record<string, string>;
  id: string;
  encoding: string;
  size: number;
  disposition: string;
  dispositionParameters: Record<string, string>;
  children: NormalPart[];
}

export interface NormalMailbox { name: string; delimiter: string; subscribed: boolean; selectable: boolean; use: string }

/** What both leave open: blanks around and inside a text. */
const words = (text: string): string => text.replace(/\s+/gu, ' ').trim();

export function ourMessage(message: FetchedMessage): NormalMessage {
  const { envelope } = message;
  if (envelope === undefined || message.bodyStructure === undefined) throw new Error(`message ${message.uid} came without envelope or structure`);
  return {
    uid: message.uid, sequence: message.sequence, size: message.size ?? -1, internalDate: message.internalDate ?? -1, modseq: message.modseq ?? '',
    flags: [...(message.flags ?? [])].sort(),
    envelope: {
      date: Number.isNaN(envelope.date) ? null : envelope.date, subject: words(envelope.subject), messageId: envelope.messageId, inReplyTo: envelope.inReplyTo,
      ...people((field) => envelope[field].map(([name, address]: EnvelopeAddress) => ({ name, address }))),
    },
    structure: ourPart(message.bodyStructure),
  };
}

export function theirMessage(message: FetchMessageObject): NormalMessage {
  const envelope = message.envelope ?? {};
  if (message.bodyStructure === undefined) throw new Error(`imapflow gave message ${message.uid} no structure`);
  return {
    uid: message.uid, sequence: message.seq, size: message.size ?? -1, modseq: String(message.modseq ?? ''),
    internalDate: message.internalDate instanceof Date ? message.internalDate.getTime() : -1,
    // imapflow tells of \Recent, which is about the session and not about the message.
    flags: [...(message.flags ?? [])].sort(),
    envelope: {
      date: envelope.date instanceof Date ? envelope.date.getTime() : null, subject: words(envelope.subject ?? ''), messageId: envelope.messageId ?? '', inReplyTo: envelope.inReplyTo ?? '',
      ...people((field) => envelope[field] ?? []),
    },
    structure: theirPart(message.bodyStructure),
  };
}

const FIELDS = ['from', 'sender', 'replyTo', 'to', 'cc', 'bcc'] as const;

function people(read: (field: (typeof FIELDS)[number]) => readonly MessageAddressObject[]): Record<string, string[]> {
  return Object.fromEntries(FIELDS.map((field) => [field, read(field).flatMap(person)]));
}

/** Groups are their members here: imapflow tells the group's own name as somebody without an address. What Dovecot puts where there is no address (MISSING_MAILBOX, MISSING_DOMAIN) is nothing; imapflow passes it on. */
function person({ name = '', address = '' }: MessageAddressObject): string[] {
  const real = address.replace(/^MISSING_MAILBOX(?=@|$)/u, '').replace(/@MISSING_DOMAIN$/u, '').replace(/^@$/u, '');
  return real === '' ? [] : [`${words(name)} <${real}>`];
}

function ourPart(part: BodyPart): NormalPart {
  return {
    part: partNumber(part.s), type: part.t, parameters: part.p ?? {}, id: part.id ?? '', encoding: part.e ?? '', size: part.n ?? -1, disposition: part.d ?? '', dispositionParameters: part.dp ?? {},
    children: (part.c ?? []).map(ourPart),
  };
}

function theirPart(part: MessageStructureObject): NormalPart {
  return {
    // imapflow gives the only part of a message no number; RFC 3501 6.4.5 says 1.
    part: part.part ?? (part.type.startsWith('multipart/') ? '' : '1'), type: part.type, parameters: part.parameters ?? {}, id: (part.id ?? '').replace(/^<|>$/gu, ''), encoding: (part.encoding ?? '').toLowerCase(), size: part.size ?? -1,
    disposition: (part.disposition ?? '').toLowerCase(), dispositionParameters: part.dispositionParameters ?? {},
    children: (part.childNodes ?? []).map(theirPart),
  };
}

/** The body of an attached message, where it is a multipart, is `2.TEXT` here and `2` there. */
const partNumber = (section: string): string => section.replace(/\.TEXT$/u, '');

const has = (attributes: readonly string[], name: string): boolean => attributes.some((one) => one.toLowerCase() === name);

/** imapflow counts the inbox as subscribed whatever the server says. */
export const ourMailbox = (listing: MailboxListing, use: string | null): NormalMailbox => ({
  name: listing.name, delimiter: listing.delimiter ?? '', subscribed: has(listing.attributes, '\\subscribed') || listing.wireName === 'INBOX',
  selectable: !has(listing.attributes, '\\noselect') && !has(listing.attributes, '\\nonexistent'), use: use ?? '',
});

export const theirMailbox = (mailbox: ListResponse): NormalMailbox => ({
  name: mailbox.path, delimiter: mailbox.delimiter, subscribed: mailbox.subscribed === true,
  selectable: !has([...mailbox.flags], '\\noselect') && !has([...mailbox.flags], '\\nonexistent'),
  // imapflow calls the inbox a special use of its own.
  use: (mailbox.specialUse ?? '').replace(/^\\/u, '').toLowerCase().replace(/^inbox$/u, ''),
});
