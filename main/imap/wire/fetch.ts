/** FETCH responses (RFC 3501 7.4.2, 9 `msg-att`; RFC 7162 MODSEQ; RFC 8970 PREVIEW) to FetchedMessage, in one pass without a token tree. */
import { FailureError } from '../../../shared/failure.ts';
import type { FetchedMessage } from '../session.ts';
import { CLOSE, OPEN, QUOTE, SP, type Cursor } from './cursor.ts';
import { parseBodyStructure } from './body-structure.ts';
import { parseDate } from './dates.ts';
import { parseEnvelope } from './envelope.ts';
import { asciiUpper, InternTable, SpanCache } from './intern.ts';
import { MAX_ITEMS } from './limits.ts';

/** Which items a response held, as bits: an item may be there and yet unreadable. */
export const ITEM = { uid: 1, flags: 2, modseq: 4, internalDate: 8, size: 16, envelope: 32, bodyStructure: 64, header: 128, section: 256, preview: 512 } as const;

export interface FetchRow {
  message: FetchedMessage;
  /** Bits of ITEM. */
  items: number;
}

/** The cursor stands before the parenthesis. */
export function parseFetch(c: Cursor, sequence: number): FetchRow {
  const message: FetchedMessage = { sequence, uid: 0 };
  let items = 0;
  c.skipSpace();
  c.need(OPEN);
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) break;
    const name = c.atomUpper(true);
    if (name === '') throw c.broken();
    if (c.peek() === 91) items |= parseSection(c, name, message);
    else {
      if (c.peek() === SP) c.skipSpace();
      items |= parseItem(c, name, message);
    }
  }
  return { message, items };
}

function parseItem(c: Cursor, name: string, message: FetchedMessage): number {
  switch (name) {
    case 'UID':
      message.uid = c.number32();
      return ITEM.uid;
    case 'FLAGS':
      message.flags = parseFlags(c);
      return ITEM.flags;
    case 'INTERNALDATE':
      message.internalDate = c.readString() ? parseDate(c.bytes, c.from, c.to) : Number.NaN;
      return ITEM.internalDate;
    case 'RFC822.SIZE':
      message.size = c.number();
      return ITEM.size;
    case 'MODSEQ':
      c.need(OPEN);
      message.modseq = c.digits();
      c.need(CLOSE);
      return ITEM.modseq;
    case 'ENVELOPE': {
      const envelope = orSkip(c, parseEnvelope);
      if (envelope !== undefined) message.envelope = envelope;
      return ITEM.envelope;
    }
    case 'BODYSTRUCTURE':
    case 'BODY': {
      const structure = orSkip(c, parseBodyStructure);
      if (structure !== undefined) message.bodyStructure = structure;
      return ITEM.bodyStructure;
    }
    case 'PREVIEW':
      message.preview = c.readString() ? c.text() : null;
      return ITEM.preview;
    default:
      c.skipValue();
      return 0;
  }
}

/** A value that is well-nested but not what the standard says costs this item, not the message and not the session. */
function orSkip<T>(c: Cursor, parse: (c: Cursor) => T): T | undefined {
  const start = c.at;
  try {
    return parse(c);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    c.at = start;
    c.skipValue();
    return undefined;
  }
}

const sectionNames = new InternTable(asciiUpper);
const NO_HEADER = Buffer.from('\r\n');

/** `[section]<origin> nstring`. */
function parseSection(c: Cursor, name: string, message: FetchedMessage): number {
  c.at++;
  const start = c.at;
  let isHeader = false;
  while (c.peek() !== 93) {
    const octet = c.peek();
    if (octet === -1) throw c.broken();
    if (octet === QUOTE || octet === 123) c.readString();
    else {
      if (octet === OPEN) isHeader = true;
      c.at++;
    }
  }
  const section = c.at === start ? '' : sectionNames.get(c.bytes, start, c.at);
  c.at++;
  if (c.take(60)) {
    c.number();
    c.need(62);
  }
  c.skipSpace();
  const there = c.readString();
  if (name !== 'BODY') return 0;
  if (isHeader && section.startsWith('HEADER.FIELDS')) {
    // None of the fields is there: what is most often the case need not make a Buffer.
    const empty = !there || (c.to - c.from === 2 && c.bytes[c.from] === 13);
    message.header = empty ? NO_HEADER : c.octets();
    return ITEM.header;
  }
  const octets = there ? c.octets() : null;
  (message.sections ??= new Map()).set(section, octets);
  return ITEM.section;
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
  const flags = [...new Set(bytes.toString('latin1', start, at).split(' ').filter((flag) => flag !== ''))].slice(0, MAX_ITEMS);
  return flagLists.keep(bytes, start, at, Object.freeze(flags) as string[]);
}
