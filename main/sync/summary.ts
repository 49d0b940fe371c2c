/** From what FETCH brought to the row the mirror keeps. */
import type { Capabilities } from '../imap/capabilities.ts';
import type { BodyPart, EnvelopeAddress, FetchedMessage, FetchItems } from '../imap/message.ts';
import type { AddressTuple, SummaryRow } from '../mirror/protocol/records.ts';
import { packStructure } from '../mime/packed-structure.ts';
import { parseReferences } from '../mime/references.ts';

/** What a summary needs. One list, so that a resync and a first sync never differ. */
export const SUMMARY_ITEMS: FetchItems = { flags: true, internalDate: true, size: true, envelope: true, bodyStructure: true, headerFields: ['REFERENCES'] };

const WITH_THREAD: FetchItems = { ...SUMMARY_ITEMS, threadId: true };
const WITH_GMAIL_THREAD: FetchItems = { ...SUMMARY_ITEMS, gmail: 'thread' };

/** With the server's own name of the conversation where it has one (RFC 8474, Gmail). */
export function summaryItems(capabilities: Capabilities): FetchItems {
  if (capabilities.has('X-GM-EXT-1')) return WITH_GMAIL_THREAD;
  return capabilities.has('OBJECTID') ? WITH_THREAD : SUMMARY_ITEMS;
}

const DAY = 86_400_000;
/** Longest subject kept in a row; more cannot be shown and costs every window. Characters. */
const SUBJECT_LIMIT = 2_000;
/** Most recipients kept of one field; the message itself has all of them. */
export const ADDRESS_LIMIT = 1_000;

export function summaryRow(message: FetchedMessage): SummaryRow {
  const { envelope } = message;
  const from = addresses(envelope?.from);
  const replyTo = addresses(envelope?.replyTo);
  const row: SummaryRow = [
    message.uid,
    Math.trunc(sortDate(envelope?.date ?? NaN, message.internalDate ?? NaN) / 1000),
    message.size ?? 0,
    (envelope?.subject ?? '').slice(0, SUBJECT_LIMIT),
    from,
    addresses(envelope?.to),
    addresses(envelope?.cc),
    envelope?.messageId ?? '',
    envelope?.inReplyTo ?? '',
    message.header ? parseReferences(message.header) : [],
    message.bodyStructure && hasAttachment(message.bodyStructure) ? 1 : 0,
    message.bodyStructure ? packStructure(message.bodyStructure) : null,
    sameAddresses(from, replyTo) ? null : replyTo,
  ];
  const thread = message.gmailThreadId ?? message.threadId;
  if (thread) row.push(thread);
  return row;
}

/**
 * Milliseconds to sort by: the Date header, unless it is missing, before e-mail existed, or lies in the future of the day the
 * server took the message in (a trick to stay on top); then INTERNALDATE.
 */
function sortDate(header: number, internal: number): number {
  const received = Number.isFinite(internal) && internal > 0 ? internal : 0;
  if (!Number.isFinite(header) || header <= 0) return received;
  if (received > 0 && header > received + DAY) return received;
  return Math.min(header, 0xffff_ffff * 1000);
}

/** A leaf that a person would call an attachment: marked as one, or named and not an inline image of a multipart/related. Called for every message of a first sync. */
export function hasAttachment(part: BodyPart, parent = ''): boolean {
  if (part.c && part.t.startsWith('multipart/')) {
    for (const child of part.c) if (hasAttachment(child, part.t)) return true;
    return false;
  }
  if (part.d === 'attachment') return true;
  if (part.t.startsWith('text/calendar') || part.t === 'application/pgp-signature' || part.t === 'application/pkcs7-signature') return false;
  if (part.id !== undefined && parent === 'multipart/related' && part.t.startsWith('image/')) return false;
  return part.dp?.['filename'] !== undefined || part.p?.['name'] !== undefined || part.t === 'message/rfc822';
}

function addresses(list: readonly EnvelopeAddress[] | undefined): AddressTuple[] {
  if (!list) return [];
  return (list.length > ADDRESS_LIMIT ? list.slice(0, ADDRESS_LIMIT) : list) as AddressTuple[];
}

/** The wire's parser shares what it has read before, so most are the same object. */
const sameAddresses = (a: readonly AddressTuple[], b: readonly AddressTuple[]): boolean =>
  b.length === 0 || a === b || (a.length === b.length && a.every((one, index) => one === b[index] || one[1] === b[index]![1]));
