/** One response (RFC 3501 7, with RFC 4315, 4731, 5161, 5256, 7162) as a typed value. */
import { FailureError } from '../../../shared/failure.ts';
import type { MailboxListing } from '../mailbox.ts';
import { isExpungeWord, isStrayLine } from '../quirks.ts';
import { parseUidSet, type UidSet } from '../uid-set.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';
import { parseEsearch, type Esearch } from './esearch.ts';
import { parseFetch, parseFlags, takeFetch, type FetchRow } from './fetch.ts';
import { parseListing, parseMailboxStatus, type MailboxStatusResponse } from './mailbox.ts';
import { parseThread, type ThreadNode } from './thread.ts';
import { parseValues, type Value } from './value.ts';

export type StatusWord = 'OK' | 'NO' | 'BAD' | 'BYE' | 'PREAUTH';
/** `[NAME rest]`: the name in upper case, the rest as sent. */
export interface ResponseCode { name: string; rest: string }
/** `tag` is '*' for an untagged one. */
export interface StatusResponse { kind: 'status'; tag: string; status: StatusWord; code: ResponseCode | null; text: string }

export type Response =
  | StatusResponse
  | { kind: 'continuation'; text: string }
  | { kind: 'fetch'; row: FetchRow }
  | { kind: 'exists' | 'recent'; count: number }
  | { kind: 'expunge'; sequence: number }
  /** `earlier`: before the mailbox was selected or asked about (RFC 7162 3.2.10). */
  | { kind: 'vanished'; uids: UidSet; earlier: boolean }
  | { kind: 'flags'; flags: string[] }
  | { kind: 'capability' | 'enabled'; names: string[] }
  | { kind: 'list' | 'lsub'; listing: MailboxListing }
  /** `items` is null where they cannot be read. */
  | MailboxStatusResponse
  /** Numbers in the order sent; `modseq` as decimal string where the server adds it (RFC 7162 3.1.5). */
  | { kind: 'search' | 'sort'; uids: number[]; modseq: string | null }
  | { kind: 'thread'; nodes: ThreadNode[] }
  | Esearch
  /** Everything else: `* QUOTA …`, `* 5 NAME …`. `values` is null where they cannot be read. */
  | { kind: 'data'; name: string; number: number | null; values: readonly Value[] | null };

/** Throws 'protocol' for what is not an IMAP response. */
export function parseResponse(c: Cursor): Response {
  const first = c.peek();
  if (first === 43) {
    c.at++;
    // Exchange Online sends a bare `+` without the blank (published traces, 2026-11-20).
    c.skipSpace();
    return { kind: 'continuation', text: c.rest() };
  }
  if (first === 42) {
    c.at++;
    c.skipSpace();
    const next = c.peek();
    if (next >= 48 && next <= 57) return parseNumbered(c);
    return parseUntagged(c);
  }
  const from = c.at;
  const tag = c.atom();
  c.skipSpace();
  const status = statusWord(c.atomUpper());
  if (tag === '' || status === null) {
    if (isStrayLine(c.bytes.toString('latin1', from, c.end))) return { kind: 'data', name: '', number: null, values: null };
    c.at = Math.min(c.at, 0);
    throw c.broken();
  }
  return parseStatus(c, tag, status);
}

function parseNumbered(c: Cursor): Response {
  const number = c.number32();
  c.skipSpace();
  // The one that comes by the hundred thousand.
  if (takeFetch(c)) return { kind: 'fetch', row: parseFetch(c, number) };
  const word = c.atomUpper();
  if (word === 'FETCH') return { kind: 'fetch', row: parseFetch(c, number) };
  if (word === 'UIDFETCH') return { kind: 'fetch', row: parseFetch(c, 0, number) };
  if (word === 'EXISTS') return { kind: 'exists', count: number };
  if (word === 'RECENT') return { kind: 'recent', count: number };
  if (isExpungeWord(word)) return { kind: 'expunge', sequence: number };
  return { kind: 'data', name: word, number, values: valuesOf(c) };
}

/** An answer nobody asked for may be as strange as it likes; whoever waits for it sees null. */
const valuesOf = (c: Cursor): Value[] | null => orNull(c, parseValues, (values) => values);

/** What cannot be read costs the command that waits for it, not the session. */
function orNull<T, R>(c: Cursor, parse: (c: Cursor) => T, use: (value: T) => R): R | null {
  try {
    return use(parse(c));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return null;
  }
}

function statusWord(word: string): StatusWord | null {
  return word === 'OK' || word === 'NO' || word === 'BAD' || word === 'BYE' || word === 'PREAUTH' ? word : null;
}

function parseUntagged(c: Cursor): Response {
  const word = c.atomUpper();
  const status = statusWord(word);
  if (status !== null) return parseStatus(c, '*', status);
  c.skipSpace();
  switch (word) {
    case 'CAPABILITY':
      // sohu.com answers NAMESPACE with `* CAPABILITY (("" "/")) NIL NIL` (published trace, MailKit 2006; 2026-11-20).
      if (c.peek() === OPEN) return { kind: 'data', name: 'NAMESPACE', number: null, values: valuesOf(c) };
      return { kind: 'capability', names: c.rest().split(' ') };
    case 'ENABLED':
      return { kind: 'enabled', names: c.rest().split(' ').filter((name) => name !== '') };
    case 'FLAGS':
      return { kind: 'flags', flags: parseFlags(c) };
    case 'LIST':
    case 'LSUB':
    case 'XLIST':
      return orNull(c, parseListing, (listing) => ({ kind: word === 'LSUB' ? 'lsub' : 'list', listing })) ?? { kind: 'data', name: word, number: null, values: null };
    case 'STATUS':
      return orNull(c, parseMailboxStatus, (response) => response) ?? { kind: 'data', name: word, number: null, values: null };
    case 'SEARCH':
      return parseNumbers(c, 'search');
    case 'SORT':
      return parseNumbers(c, 'sort');
    case 'THREAD':
      return { kind: 'thread', nodes: parseThread(c) };
    case 'ESEARCH':
      return parseEsearch(c);
    case 'VANISHED':
      return parseVanished(c);
    default:
      return { kind: 'data', name: word, number: null, values: valuesOf(c) };
  }
}

function parseStatus(c: Cursor, tag: string, status: StatusWord): StatusResponse {
  c.skipSpace();
  let code: ResponseCode | null = null;
  if (c.peek() === 91) {
    // A code without its closing bracket is text.
    const close = closingBracket(c);
    if (close > 0) {
      c.at++;
      const name = c.atomUpper(true);
      c.skipSpace();
      code = { name, rest: c.bytes.toString('latin1', Math.min(c.at, close), close) };
      c.at = close + 1;
      c.skipSpace();
    }
  }
  return { kind: 'status', tag, status, code, text: c.rest() };
}

/** Of the code that opens here, brackets in quotes and parentheses aside (Gmail has flags with `]`); where that leaves none, the first; -1 if it never closes. */
function closingBracket(c: Cursor): number {
  let quoted = false;
  let depth = 0;
  for (let at = c.at + 1; at < c.end; at++) {
    const octet = c.bytes[at]!;
    if (octet === 34) quoted = !quoted;
    else if (octet === 92 && quoted) at++;
    else if (quoted) continue;
    else if (octet === OPEN) depth++;
    else if (octet === CLOSE) depth--;
    else if (octet === 93 && depth <= 0) return at;
  }
  return c.bytes.subarray(c.at, c.end).indexOf(93) < 0 ? -1 : c.at + c.bytes.subarray(c.at, c.end).indexOf(93);
}

function parseNumbers(c: Cursor, kind: 'search' | 'sort'): Response {
  const uids: number[] = [];
  let modseq: string | null = null;
  for (;;) {
    c.skipSpace();
    const next = c.peek();
    if (next === -1) return { kind, uids, modseq };
    if (next === OPEN) modseq = parseModseq(c) ?? modseq;
    else {
      const uid = c.number32();
      if (uid === 0) throw c.broken();
      uids.push(uid);
    }
  }
}

/** `(MODSEQ n)`; null for another list. */
function parseModseq(c: Cursor): string | null {
  const start = c.at;
  c.at++;
  if (c.atomUpper() === 'MODSEQ') {
    c.skipSpace();
    const modseq = c.digits();
    c.need(CLOSE);
    return modseq;
  }
  c.at = start;
  c.skipValue();
  return null;
}

/** A set that cannot be read, or a mark that is not EARLIER, is 'protocol': a wrong one would cost messages. */
function parseVanished(c: Cursor): Response {
  const earlier = c.take(OPEN);
  if (earlier) {
    if (c.atomUpper() !== 'EARLIER') throw c.broken();
    c.need(CLOSE);
    c.skipSpace();
  }
  return { kind: 'vanished', uids: parseUidSet(c.rest().trim(), Infinity), earlier };
}
