/** ESEARCH responses whole: RFC 4731 3.1, RFC 5267 4.3 (ADDTO, REMOVEFROM), RFC 6203 4 (RELEVANCY), RFC 7162 3.1.10 (MODSEQ), RFC 7377 2.1 (MAILBOX), RFC 9394 3.1 (PARTIAL). */
import { MAX_ITEMS } from './limits.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';

/** Sets are as sent: in a sorted result their order means something. */
export interface Esearch {
  kind: 'esearch';
  /** Of the command it answers; null where the server leaves it out. */
  tag: string | null;
  /** Wire name; null outside MULTISEARCH. */
  mailbox: string | null;
  uidValidity: number | null;
  /** The numbers are UIDs. */
  uid: boolean;
  min: number | null;
  max: number | null;
  count: number | null;
  /** Null where nothing was found or ALL was not asked for. */
  all: string | null;
  /** Decimal string. */
  modseq: string | null;
  /** `range` as sent (`-1:-100`); `set` null where nothing lies in it. */
  partial: { range: string; set: string | null } | null;
  /** 1 to 100, in the order of `all` or `partial`. */
  relevancy: number[] | null;
  /** In the order in which they are to be carried out. Position 0: anywhere. */
  updates: EsearchUpdate[];
}

export interface EsearchUpdate { action: 'add' | 'remove'; position: number; set: string }

/** The cursor stands behind `ESEARCH `. Throws 'protocol'. */
export function parseEsearch(c: Cursor): Esearch {
  const answer: Esearch = { kind: 'esearch', tag: null, mailbox: null, uidValidity: null, uid: false, min: null, max: null, count: null, all: null, modseq: null, partial: null, relevancy: null, updates: [] };
  if (c.take(OPEN)) parseCorrelator(c, answer);
  for (;;) {
    c.skipSpace();
    if (c.peek() === -1) return answer;
    const name = c.atomUpper();
    if (name === '') throw c.broken();
    if (name === 'UID') {
      answer.uid = true;
      continue;
    }
    c.skipSpace();
    parseItem(c, name, answer);
  }
}

function parseCorrelator(c: Cursor, answer: Esearch): void {
  while (!c.take(CLOSE)) {
    c.skipSpace();
    const name = c.atomUpper();
    c.skipSpace();
    if (name === '') throw c.broken();
    if (name === 'UIDVALIDITY') answer.uidValidity = c.number32();
    else if (name === 'TAG' || name === 'MAILBOX') {
      c.readString();
      answer[name === 'TAG' ? 'tag' : 'mailbox'] = c.raw();
    } else c.skipValue();
    c.skipSpace();
  }
}

function parseItem(c: Cursor, name: string, answer: Esearch): void {
  if (name === 'ALL') {
    const set = parseSet(c);
    answer.all = answer.all === null ? set : `${answer.all},${set}`;
  } else if (name === 'MIN') answer.min = c.number32();
  else if (name === 'MAX') answer.max = c.number32();
  else if (name === 'COUNT') answer.count = c.number32();
  else if (name === 'MODSEQ') answer.modseq = c.digits();
  else if (name === 'PARTIAL') answer.partial = parsePartial(c);
  else if (name === 'RELEVANCY') answer.relevancy = parseNumbers(c);
  else if (name === 'ADDTO') parseUpdates(c, 'add', answer.updates);
  else if (name === 'REMOVEFROM') parseUpdates(c, 'remove', answer.updates);
  else c.skipValue();
}

function parseSet(c: Cursor): string {
  const set = c.atom();
  if (!/^\d/u.test(set)) throw c.broken();
  return set;
}

/** `(1:500 32,40:45)` or `(1:500 NIL)`. */
function parsePartial(c: Cursor): { range: string; set: string | null } {
  c.need(OPEN);
  c.skipSpace();
  const range = c.atom();
  c.skipSpace();
  const set = c.atom();
  c.skipSpace();
  c.need(CLOSE);
  if (!/^-?\d+:-?\d+$/u.test(range)) throw c.broken();
  if (set.toUpperCase() === 'NIL') return { range, set: null };
  if (!/^\d/u.test(set)) throw c.broken();
  return { range, set };
}

function parseNumbers(c: Cursor): number[] {
  const numbers: number[] = [];
  c.need(OPEN);
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) return numbers;
    numbers.push(c.number32());
  }
}

/** `(position set position set)`. */
function parseUpdates(c: Cursor, action: 'add' | 'remove', updates: EsearchUpdate[]): void {
  c.need(OPEN);
  for (;;) {
    c.skipSpace();
    if (c.take(CLOSE)) return;
    const position = c.number32();
    c.skipSpace();
    updates.push({ action, position, set: parseSet(c) });
    if (updates.length > MAX_ITEMS) throw c.broken();
  }
}
