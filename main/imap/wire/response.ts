/** One response (RFC 3501 7, with RFC 4315, 4731, 5161, 7162) as a typed value. */
import { FailureError } from '../../../shared/failure.ts';
import type { MailboxListing, MailboxStatus } from '../session.ts';
import { isExpungeWord } from '../quirks.ts';
import { parseUidSet, type UidSet } from '../uid-set.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';
import { parseFetch, parseFlags, type FetchRow } from './fetch.ts';
import { mailboxText } from './modified-utf7.ts';
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
  | { kind: 'vanished'; uids: UidSet }
  | { kind: 'flags'; flags: string[] }
  | { kind: 'capability' | 'enabled'; names: string[] }
  | { kind: 'list' | 'lsub'; listing: MailboxListing }
  | { kind: 'mailbox-status'; wireName: string; items: MailboxStatusItems }
  | { kind: 'search'; uids: number[] }
  | { kind: 'esearch'; tag: string | null; all: string | null }
  /** Everything else: `* QUOTA …`, `* 5 NAME …`. `values` is null where they cannot be read. */
  | { kind: 'data'; name: string; number: number | null; values: readonly Value[] | null };

/** Items of a STATUS response that were there. */
export type MailboxStatusItems = { [K in keyof MailboxStatus]?: MailboxStatus[K] | undefined };

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
  const tag = c.atom();
  c.skipSpace();
  const status = statusWord(c.atomUpper());
  if (tag === '' || status === null) {
    c.at = Math.min(c.at, 0);
    throw c.broken();
  }
  return parseStatus(c, tag, status);
}

function parseNumbered(c: Cursor): Response {
  const number = c.number32();
  c.skipSpace();
  const word = c.atomUpper();
  if (word === 'FETCH') return { kind: 'fetch', row: parseFetch(c, number) };
  if (word === 'EXISTS') return { kind: 'exists', count: number };
  if (word === 'RECENT') return { kind: 'recent', count: number };
  if (isExpungeWord(word)) return { kind: 'expunge', sequence: number };
  return { kind: 'data', name: word, number, values: valuesOf(c) };
}

/** An answer nobody asked for may be as strange as it likes; whoever waits for it sees null. */
function valuesOf(c: Cursor): Value[] | null {
  try {
    return parseValues(c);
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
      return { kind: 'capability', names: c.rest().split(' ') };
    case 'ENABLED':
      return { kind: 'enabled', names: c.rest().split(' ').filter((name) => name !== '') };
    case 'FLAGS':
      return { kind: 'flags', flags: parseFlags(c) };
    case 'LIST':
      return { kind: 'list', listing: parseListing(c) };
    case 'LSUB':
      return { kind: 'lsub', listing: parseListing(c) };
    case 'STATUS':
      return parseMailboxStatus(c);
    case 'SEARCH':
      return { kind: 'search', uids: parseSearch(c) };
    case 'ESEARCH':
      return parseEsearch(c);
    case 'VANISHED':
      if (c.peek() === OPEN) c.skipValue();
      c.skipSpace();
      return { kind: 'vanished', uids: parseUidSet(c.rest().trim(), Infinity) };
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

/** Of the code that opens here, quoted brackets aside; -1 if it never closes. */
function closingBracket(c: Cursor): number {
  let quoted = false;
  for (let at = c.at + 1; at < c.end; at++) {
    const octet = c.bytes[at]!;
    if (octet === 34) quoted = !quoted;
    else if (octet === 92 && quoted) at++;
    else if (octet === 93 && !quoted) return at;
  }
  return c.bytes.subarray(c.at, c.end).indexOf(93) < 0 ? -1 : c.at + c.bytes.subarray(c.at, c.end).indexOf(93);
}

/** `(attributes) delimiter name [extended]`. */
function parseListing(c: Cursor): MailboxListing {
  const attributes = [...parseFlags(c)];
  c.skipSpace();
  const delimiter = c.readString() ? c.octets().toString('latin1') : null;
  c.skipSpace();
  // An unquoted name may be the three letters NIL.
  c.readString();
  const wireName = c.raw();
  return { wireName, name: mailboxText(wireName, c.utf8), delimiter: delimiter === '' ? null : delimiter, attributes, status: null };
}

function parseMailboxStatus(c: Cursor): Response {
  c.readString();
  const wireName = c.raw();
  c.skipSpace();
  c.need(OPEN);
  const items: MailboxStatusItems = {};
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) break;
    const name = c.atomUpper();
    c.skipSpace();
    if (name === 'MESSAGES') items.messages = c.number32();
    else if (name === 'UNSEEN') items.unseen = c.number32();
    else if (name === 'UIDNEXT') items.uidNext = c.number();
    else if (name === 'UIDVALIDITY') items.uidValidity = c.number32();
    else if (name === 'HIGHESTMODSEQ' && c.peek() >= 48 && c.peek() <= 57) items.highestModseq = c.digits();
    else if (name === '') throw c.broken();
    else c.skipValue();
  }
  return { kind: 'mailbox-status', wireName, items };
}

function parseSearch(c: Cursor): number[] {
  const uids: number[] = [];
  for (;;) {
    c.skipSpace();
    const next = c.peek();
    // `(MODSEQ n)` ends it (RFC 7162 3.1.5).
    if (next === -1 || next === OPEN) return uids;
    uids.push(c.number32());
  }
}

/** `(TAG "a1") UID ALL 1:3 COUNT 3` (RFC 4731 3.1). */
function parseEsearch(c: Cursor): Response {
  let tag: string | null = null;
  let all: string | null = null;
  if (c.take(OPEN)) {
    while (!c.take(CLOSE)) {
      c.skipSpace();
      const name = c.atomUpper();
      c.skipSpace();
      c.readString();
      if (name === 'TAG') tag = c.raw();
      c.skipSpace();
    }
  }
  for (;;) {
    c.skipSpace();
    if (c.peek() === -1) return { kind: 'esearch', tag, all };
    const name = c.atomUpper();
    if (name === '') throw c.broken();
    if (name === 'UID') continue;
    c.skipSpace();
    if (name === 'ALL') all = c.atom();
    else c.skipValue();
  }
}
