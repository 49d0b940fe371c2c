/** ENVELOPE (RFC 3501 7.4.2, 9 `envelope`) to the typed form, in one pass. */
import type { Envelope, EnvelopeAddress } from '../message.ts';
import { repairAddress } from '../quirks.ts';
import { CLOSE, OPEN, QUOTE, SP, type Cursor } from './cursor.ts';
import { parseDate } from './dates.ts';
import { KnownSpans, sameOctets } from './known-spans.ts';
import { latin1 } from './latin1.ts';
import { MAX_ITEMS } from './limits.ts';

export function parseEnvelope(c: Cursor): Envelope {
  c.need(OPEN);
  const date = c.readString() ? (c.escaped ? parseDate(c.octets(), 0, c.octets().length) : parseDate(c.bytes, c.from, c.to)) : Number.NaN;
  const subject = c.readString() ? c.text() : '';
  const fromAt = skipTo(c);
  const from = parseAddresses(c);
  const fromEnd = c.at;
  const sender = parseSame(c, fromAt, fromEnd, from);
  const replyTo = parseSame(c, fromAt, fromEnd, from);
  skipTo(c);
  const to = parseAddresses(c);
  skipTo(c);
  const cc = parseAddresses(c);
  skipTo(c);
  // QQ leaves Bcc out (go-imap #143, mailcore2 #1029; 2026-11-21): then In-Reply-To stands here, or all is one field short.
  const bcc = c.peek() === QUOTE ? NOBODY : parseAddresses(c);
  const [inReplyTo, messageId] = parseIds(c);
  c.skipSpace();
  c.need(CLOSE);
  return { date, subject, from, sender, replyTo, to, cc, bcc, inReplyTo, messageId };
}

/** In-Reply-To and Message-ID: one piece of text cut in two, where both are ordinary. */
function parseIds(c: Cursor): [inReplyTo: string, messageId: string] {
  if (!c.readString()) {
    c.skipSpace();
    return ['', c.peek() === CLOSE ? '' : idText(c)];
  }
  const { bytes, from, to } = c;
  const plain = !c.high && !c.encoded && !c.escaped;
  const first = plain ? '' : c.text().trim();
  c.skipSpace();
  if (c.peek() === CLOSE) return ['', plain ? latin1(bytes, from, to).trim() : first];
  const there = c.readString();
  if (!plain || !there || c.high || c.encoded || c.escaped || c.from - to !== 3) return [plain ? latin1(bytes, from, to).trim() : first, there ? c.text().trim() : ''];
  const both = latin1(bytes, from, c.to);
  return [both.slice(0, to - from).trim(), both.slice(c.from - from).trim()];
}

const idText = (c: Cursor): string => (c.readString() ? c.text().trim() : '');

function skipTo(c: Cursor): number {
  c.skipSpace();
  return c.at;
}

/** Sender and Reply-To nearly always repeat From octet for octet: then the same list is shared. */
function parseSame(c: Cursor, fromAt: number, fromEnd: number, from: EnvelopeAddress[]): EnvelopeAddress[] {
  const at = skipTo(c);
  const length = fromEnd - fromAt;
  if (length < 4 || at + length > c.end || !sameOctets(c.view, at, c.view, fromAt, length)) return parseAddresses(c);
  c.at = at + length;
  return from;
}

/** Shared, and frozen so that sharing is safe. */
const NOBODY = Object.freeze<EnvelopeAddress[]>([]) as EnvelopeAddress[];

function parseAddresses(c: Cursor): EnvelopeAddress[] {
  const { bytes, at } = c;
  if (bytes[at] === 78 && bytes[at + 1] === 73 && bytes[at + 2] === 76 && bytes[at + 3] === SP && at + 3 < c.end) {
    c.at = at + 3;
    return NOBODY;
  }
  if (!c.take(OPEN)) {
    if (c.readString()) throw c.broken();
    return NOBODY;
  }
  const list: EnvelopeAddress[] = [];
  for (;;) {
    const octet = c.peek();
    if (octet === OPEN) {
      const known = addresses.find(c.view, c.at, c.end);
      if (known === undefined) parseAddress(c, list);
      else {
        c.at += addresses.length;
        if (list.length < MAX_ITEMS) list.push(known);
      }
    } else if (octet === SP) c.at++;
    else {
      c.need(CLOSE);
      return list;
    }
  }
}

/** The same people write again and again: their addresses are shared, and frozen so that sharing is safe. Most names differ within 24 octets of `("`. */
const addresses = new KnownSpans<EnvelopeAddress>([2, 6, 10, 14, 18, 22], 96, 16_384, 8);

/** `(name adl mailbox host)`; a NIL host marks the start or end of a group (RFC 3501 7.4.2), of which only the members are kept. */
function parseAddress(c: Cursor, list: EnvelopeAddress[]): void {
  const start = c.at;
  c.need(OPEN);
  const address = readAddress(c);
  c.skipSpace();
  c.need(CLOSE);
  if (address !== null && list.length < MAX_ITEMS) list.push(addresses.keep(c.view, start, c.at, address));
}

function readAddress(c: Cursor): EnvelopeAddress | null {
  const name = c.readString() ? c.text() : '';
  c.readString();
  const mailbox = c.readString() ? c.text() : null;
  const host = c.readString() ? c.recurring() : null;
  if (host === null || mailbox === null) return null;
  const address: EnvelopeAddress = [name, repairAddress(mailbox, host)];
  return Object.freeze(address) as EnvelopeAddress;
}
