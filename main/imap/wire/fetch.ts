/** FETCH and UIDFETCH responses (RFC 3501 7.4.2; RFC 7162, 8474, 8514, 8970, 9586; Gmail) to FetchedMessage, in one pass without a token tree. */
import { FailureError } from '../../../shared/failure.ts';
import type { BodyPart, Envelope, FetchedMessage } from '../message.ts';
import { parseBodyStructure, parseSize } from './body-structure.ts';
import { CLOSE, OPEN, SP, type Cursor } from './cursor.ts';
import { parseDate } from './dates.ts';
import { parseEnvelope } from './envelope.ts';
import { CODE, ITEM, itemNames } from './fetch-items.ts';
import { goesOn, skipBroken } from './fetch-repair.ts';
import { parseSection, wholeMessage } from './fetch-section.ts';
import { SpanCache } from './intern.ts';
import { latin1 } from './latin1.ts';
import { MAX_ITEMS } from './limits.ts';

export { ITEM } from './fetch-items.ts';

export interface FetchRow {
  message: FetchedMessage;
  /** Bits of ITEM. */
  items: number;
}

/** A class for its memory layout: room for what is set later is there from the start. */
class Message implements FetchedMessage {
  sequence: number;
  uid: number;
  declare flags?: string[];
  declare internalDate?: number;
  declare size?: number;
  declare envelope?: Envelope;
  declare bodyStructure?: BodyPart;
  declare header?: string;

  constructor(sequence: number, uid: number) {
    this.sequence = sequence;
    this.uid = uid;
  }
}

const FETCH = Uint8Array.from(Buffer.from('FETCH '));

/** True and past it, if the word is here as nearly every server writes it. */
export function takeFetch(c: Cursor): boolean {
  for (let index = 0; index < FETCH.length; index++) if (c.bytes[c.at + index] !== FETCH[index]) return false;
  c.at += FETCH.length;
  return true;
}

/** The cursor stands before the parenthesis. `uid` where the response names it instead of the sequence number (RFC 9586 3.3); that is then 0. */
export function parseFetch(c: Cursor, sequence: number, uid = 0): FetchRow {
  const message: FetchedMessage = new Message(sequence, uid);
  let items = uid === 0 ? 0 : ITEM.uid;
  c.skipSpace();
  c.need(OPEN);
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) {
      if (c.at >= c.end || !goesOn(c)) return { message, items };
      continue;
    }
    const expected = itemNames.expected(c.bytes, c.at);
    if (expected > 0) c.at += expected;
    else {
      const start = c.skipAtom(true);
      if (c.at === start) throw c.broken();
      itemNames.get(c.bytes, start, c.at);
    }
    const code = itemNames.last;
    if (c.at < c.end && c.bytes[c.at] === 91) {
      items |= parseSection(c, code, message);
      continue;
    }
    c.skipSpace();
    switch (code) {
      case CODE.UID:
        message.uid = c.number32();
        items |= ITEM.uid;
        break;
      case CODE.FLAGS:
        message.flags = c.peek() === OPEN ? parseFlags(c) : noFlags(c);
        items |= ITEM.flags;
        break;
      case CODE.INTERNALDATE:
        message.internalDate = c.readString() ? parseDate(c.bytes, c.from, c.to) : Number.NaN;
        items |= ITEM.internalDate;
        break;
      case CODE['RFC822.SIZE']:
        // Without a size it would be taken for news.
        message.size = parseSize(c) ?? 0;
        items |= ITEM.size;
        break;
      case CODE.ENVELOPE:
        items |= parseEnvelopeItem(c, message);
        break;
      case CODE.BODYSTRUCTURE:
      case CODE.BODY:
        items |= parseStructureItem(c, message);
        break;
      default:
        items |= parseRareItem(c, code, message);
    }
  }
}

function parseRareItem(c: Cursor, code: number, message: FetchedMessage): number {
  switch (code) {
    case CODE.MODSEQ:
      c.need(OPEN);
      message.modseq = c.digits();
      c.need(CLOSE);
      return ITEM.modseq;
    case CODE.PREVIEW:
      message.preview = c.readString() ? c.text() : null;
      return ITEM.preview;
    case CODE.SAVEDATE:
      message.saveDate = c.readString() ? parseDate(c.bytes, c.from, c.to) : null;
      return ITEM.saveDate;
    case CODE.EMAILID:
      message.emailId = parseObjectId(c) ?? '';
      return ITEM.emailId;
    case CODE.THREADID:
      message.threadId = parseObjectId(c);
      return ITEM.threadId;
    case CODE['X-GM-MSGID']:
      message.gmailMessageId = c.digits();
      return ITEM.gmail;
    case CODE['X-GM-THRID']:
      message.gmailThreadId = c.digits();
      return ITEM.gmail;
    case CODE['X-GM-LABELS']:
      message.gmailLabels = parseLabels(c);
      return ITEM.gmail;
    default:
      return wholeMessage(c, code, message);
  }
}

/** A value that is not what the standard says costs this item, not the message and not the session. */
function parseEnvelopeItem(c: Cursor, message: FetchedMessage): number {
  const start = c.at;
  try {
    message.envelope = parseEnvelope(c);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    c.at = start;
    skipBroken(c);
  }
  return ITEM.envelope;
}

function parseStructureItem(c: Cursor, message: FetchedMessage): number {
  const start = c.at;
  try {
    message.bodyStructure = parseBodyStructure(c);
    if (c.peek() !== SP && c.peek() !== CLOSE) throw c.broken();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    delete message.bodyStructure;
    c.at = start;
    skipBroken(c);
  }
  return ITEM.bodyStructure;
}

/** `(M6d99ac3275bb4e)` or NIL (RFC 8474 5). */
function parseObjectId(c: Cursor): string | null {
  if (!c.take(OPEN)) return c.readString() ? c.raw() : null;
  c.skipSpace();
  const id = c.readString() ? c.raw() : null;
  c.skipSpace();
  c.need(CLOSE);
  return id;
}

/** `(\Inbox "[Gmail]/x")`, as sent. */
function parseLabels(c: Cursor): string[] {
  const labels: string[] = [];
  if (!c.take(OPEN)) {
    if (c.readString()) throw c.broken();
    return labels;
  }
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) return labels;
    // A label may be called NIL.
    c.readString();
    if (labels.length < MAX_ITEMS) labels.push(c.raw());
  }
}

/** The same few lists come for nearly every message: they are shared, and frozen so that sharing is safe. */
const flagLists = new SpanCache<string[]>(120);

/** `(\Seen $Junk)`, without repeats. */
export function parseFlags(c: Cursor): string[] {
  c.need(OPEN);
  const { bytes, end } = c;
  const start = c.at;
  let at = start;
  while (at < end && bytes[at] !== CLOSE) at++;
  if (at >= end) throw c.broken();
  c.at = at + 1;
  const known = flagLists.find(bytes, start, at);
  if (known !== undefined) return known;
  const flags = [...new Set(latin1(bytes, start, at).split(' ').filter((flag) => flag !== ''))].slice(0, MAX_ITEMS);
  return flagLists.keep(bytes, start, at, Object.freeze(flags) as string[]);
}

/** NIL in their place. */
function noFlags(c: Cursor): string[] {
  if (c.readString()) throw c.broken();
  return [];
}
