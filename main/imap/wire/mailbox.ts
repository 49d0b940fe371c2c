/** LIST, LSUB and STATUS responses (RFC 3501 7.2.2–7.2.4; RFC 5258, 7889, 8438, 8474, 9051, 9208). */
import { FailureError } from '../../../shared/failure.ts';
import type { MailboxListing, MailboxStatusItems } from '../mailbox.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';
import { parseFlags } from './fetch.ts';
import { mailboxText } from './modified-utf7.ts';
import { usableModseq } from './modseq.ts';
import { parseValues, valueList, type Value } from './value.ts';

/** `(attributes) delimiter name [(extended data)]`. */
export function parseListing(c: Cursor): MailboxListing {
  const attributes = [...parseFlags(c)];
  c.skipSpace();
  const delimiter = c.readString() ? c.octets().toString('latin1') : null;
  c.skipSpace();
  // An unquoted name may be the three letters NIL.
  c.readString();
  const wireName = c.raw();
  const listing: MailboxListing = { wireName, name: mailboxText(wireName, c.utf8), delimiter: delimiter === '' ? null : delimiter, attributes, status: null };
  c.skipSpace();
  if (c.peek() === OPEN) addExtended(listing, valueList(parseValues(c)[0]));
  return listing;
}

/** `tag value` pairs (RFC 5258 6 `mbox-list-extended-item`); unknown ones are skipped. */
function addExtended(listing: MailboxListing, data: readonly Value[]): void {
  for (let at = 0; at + 1 < data.length; at += 2) {
    const tag = data[at];
    const values = valueList(data[at + 1]).filter((value) => typeof value === 'string');
    if (typeof tag !== 'string') continue;
    if (tag.toUpperCase() === 'CHILDINFO') listing.childInfo = values.map((option) => option.toUpperCase());
    else if (tag.toUpperCase() === 'OLDNAME' && values[0] !== undefined) listing.oldName = values[0];
  }
}

export interface MailboxStatusResponse { kind: 'mailbox-status'; wireName: string; items: MailboxStatusItems | null }

/** `name (items)`. */
export function parseMailboxStatus(c: Cursor): MailboxStatusResponse {
  const start = c.at;
  const readName = (): string => {
    c.readString();
    return c.raw();
  };
  const read = readStatus(c, readName) ?? readStatus(c, () => bareName(c, start));
  if (read !== null) return read;
  c.at = start;
  // Whoever asked about this mailbox is told.
  return { kind: 'mailbox-status', wireName: readName(), items: null };
}

/** Null where it cannot be read in this way. */
function readStatus(c: Cursor, readName: () => string): MailboxStatusResponse | null {
  try {
    return { kind: 'mailbox-status', wireName: readName(), items: parseStatusItems(c) };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return null;
  }
}

/** GNU mailutils imap4d 3.15: `* STATUS x y (MESSAGES 0)` for a mailbox named `x y`; 2026-11-21. */
function bareName(c: Cursor, start: number): string {
  const items = c.bytes.lastIndexOf(' (', c.end - 1, 'latin1');
  if (items <= start) throw c.broken();
  c.at = items;
  return c.bytes.toString('latin1', start, items);
}

function parseStatusItems(c: Cursor): MailboxStatusItems {
  const items: MailboxStatusItems = {};
  c.skipSpace();
  c.need(OPEN);
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) return items;
    const name = c.atomUpper();
    c.skipSpace();
    if (name === 'MESSAGES') items.messages = c.number32();
    else if (name === 'UNSEEN') items.unseen = c.number32();
    else if (name === 'UIDNEXT') items.uidNext = c.number();
    else if (name === 'UIDVALIDITY') items.uidValidity = c.number32();
    else if (name === 'HIGHESTMODSEQ' && isDigit(c)) items.highestModseq = usableModseq(c.digits());
    else if (name === 'RECENT') items.recent = c.number32();
    else if (name === 'SIZE') items.size = c.number();
    else if (name === 'DELETED') items.deleted = c.number32();
    else if (name === 'DELETED-STORAGE') items.deletedStorage = c.number();
    else if (name === 'APPENDLIMIT') items.appendLimit = isDigit(c) ? c.number() : noLimit(c);
    else if (name === 'MAILBOXID') items.mailboxId = objectId(c);
    else if (name === '') throw c.broken();
    else c.skipValue();
  }
}

const isDigit = (c: Cursor): boolean => c.peek() >= 48 && c.peek() <= 57;

function noLimit(c: Cursor): null {
  if (c.readString()) throw c.broken();
  return null;
}

/** `(id)` (RFC 8474 4.2). */
function objectId(c: Cursor): string {
  c.need(OPEN);
  const id = c.atom();
  if (!isObjectId(id)) throw c.broken();
  c.need(CLOSE);
  return id;
}

/** RFC 8474 7. */
export const isObjectId = (text: string): boolean => /^[A-Za-z0-9_-]{1,255}$/u.test(text);
