/** SEARCH keys as data (RFC 3501 6.4.4, RFC 9051 6.4.4 and extensions); they are compiled by commands/search-program.ts, so nothing a user types can become protocol. */
import type { UidSet } from './uid-set.ts';

/** Dates mean the UTC day. What an extension adds names it; extensionsOf says which ones a key needs. */
export type SearchKey =
  | { all: true }
  /** UIDs; SAVED_RESULT for `$`. */
  | { uid: UidSet }
  /** Message numbers: they mean something only while nothing is expunged. */
  | { sequence: UidSet }
  | { answered: boolean }
  | { deleted: boolean }
  | { draft: boolean }
  | { flagged: boolean }
  | { seen: boolean }
  /** \Recent: gone from IMAP4rev2. `new` is recent and unseen, `old` is not recent. */
  | { recent: true }
  | { new: true }
  | { old: true }
  | { keyword: string }
  | { unkeyword: string }
  | { text: string }
  | { body: string }
  | { subject: string }
  | { from: string }
  | { to: string }
  | { cc: string }
  | { bcc: string }
  /** An empty value: the field is there. */
  | { header: { field: string; value: string } }
  /** Octets, not included. */
  | { larger: number }
  | { smaller: number }
  /** By the day it came (INTERNALDATE). */
  | { since: Date }
  | { before: Date }
  | { on: Date }
  /** By the day in its Date field. */
  | { sentSince: Date }
  | { sentBefore: Date }
  | { sentOn: Date }
  /** Seconds before now (WITHIN, RFC 5032). */
  | { older: number }
  | { younger: number }
  /** MODSEQ of that or more (CONDSTORE, RFC 7162 3.1.5), of the whole message or of one flag. */
  | { modseq: string; flag?: { name: string; scope: 'all' | 'priv' | 'shared' } }
  /** SEARCH=FUZZY (RFC 6203). */
  | { fuzzy: SearchKey }
  /** By the day it was put into this mailbox (SAVEDATE, RFC 8514). */
  | { savedSince: Date }
  | { savedBefore: Date }
  | { savedOn: Date }
  | { saveDateSupported: true }
  /** OBJECTID (RFC 8474). */
  | { emailId: string }
  | { threadId: string }
  /** MESSAGELIMIT (RFC 9738 3.4), not included. */
  | { uidAfter: number }
  | { uidBefore: number }
  /** X-GM-EXT-1. Identifiers as decimal strings (64 bits); a label as Gmail shows it, or `\Inbox`. */
  | { gmailRaw: string }
  | { gmailLabel: string }
  | { gmailMessage: string }
  | { gmailThread: string }
  | { and: readonly SearchKey[] }
  | { or: readonly [SearchKey, SearchKey] }
  | { not: SearchKey };

/** Keys nested deeper are refused: neither side should have to follow them. */
const DEEPEST = 40;

/** The key and every key within it, outermost first. Throws nothing: what is nested too deep is left out here and refused by the compiler. */
export function* keysWithin(key: SearchKey, depth = 0): Generator<SearchKey, void, undefined> {
  yield key;
  if (depth > DEEPEST) return;
  const inner = 'and' in key ? key.and : 'or' in key ? key.or : 'not' in key ? [key.not] : 'fuzzy' in key ? [key.fuzzy] : [];
  for (const one of inner) yield* keysWithin(one, depth + 1);
}

export const tooDeep = (depth: number): boolean => depth > DEEPEST;

/** Capability atoms that must all be offered for this key. */
export function extensionsOf(key: SearchKey): string[] {
  const names = new Set<string>();
  for (const one of keysWithin(key)) {
    if ('older' in one || 'younger' in one) names.add('WITHIN');
    else if ('modseq' in one) names.add('CONDSTORE');
    else if ('fuzzy' in one) names.add('SEARCH=FUZZY');
    else if ('savedSince' in one || 'savedBefore' in one || 'savedOn' in one || 'saveDateSupported' in one) names.add('SAVEDATE');
    else if ('emailId' in one || 'threadId' in one) names.add('OBJECTID');
    else if ('gmailRaw' in one || 'gmailLabel' in one || 'gmailMessage' in one || 'gmailThread' in one) names.add('X-GM-EXT-1');
  }
  return [...names];
}

/** The text a key looks for; null for a key that looks for none. */
export function textOf(key: SearchKey): string | null {
  if ('text' in key) return key.text;
  if ('body' in key) return key.body;
  if ('subject' in key) return key.subject;
  if ('from' in key) return key.from;
  if ('to' in key) return key.to;
  if ('cc' in key) return key.cc;
  if ('bcc' in key) return key.bcc;
  if ('header' in key) return key.header.value;
  return 'gmailRaw' in key ? key.gmailRaw : null;
}

/** Every text looked for. */
export function textsOf(key: SearchKey): string[] {
  const texts: string[] = [];
  for (const one of keysWithin(key)) {
    const text = textOf(one);
    if (text !== null) texts.push(text);
  }
  return texts;
}
