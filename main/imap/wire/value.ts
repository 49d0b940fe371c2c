/** Any data of a response (RFC 3501 9: atoms, strings, literals, NIL, lists) as a tree, for the answers that are rare. The frequent ones have parsers of their own. */
import { decodeOctets } from '../../mime/charset.ts';
import { CLOSE, OPEN, type Cursor } from './cursor.ts';
import { MAX_DEPTH, MAX_ITEMS } from './limits.ts';

/** Atoms, numbers and strings as sent, one character per octet; null is NIL (the atom, not the text in quotes). */
export type Value = string | null | readonly Value[];

/** To the end of the response. Throws 'protocol' for what is not well-formed, is nested deeper than MAX_DEPTH, or holds more than MAX_ITEMS values. */
export function parseValues(c: Cursor): Value[] {
  const root: Value[] = [];
  const open: Value[][] = [];
  let list = root;
  for (let count = 0; ; count++) {
    c.skipSpace();
    const octet = c.peek();
    if (octet === -1) {
      if (open.length > 0) throw c.broken();
      return root;
    }
    if (count > MAX_ITEMS) throw c.broken();
    if (octet === OPEN) {
      if (open.length >= MAX_DEPTH) throw c.broken();
      c.at++;
      const inner: Value[] = [];
      list.push(inner);
      open.push(list);
      list = inner;
    } else if (octet === CLOSE) {
      const outer = open.pop();
      if (outer === undefined) throw c.broken();
      c.at++;
      list = outer;
    } else list.push(c.readString() ? c.raw() : null);
  }
}

/** Text for people: UTF-8 where it is that. '' for NIL and lists. */
export function valueText(value: Value | undefined): string {
  return typeof value === 'string' ? decodeOctets(Buffer.from(value, 'latin1')) : '';
}

/** A whole number from 0 to 2^53-1, or null for anything else. */
export function valueNumber(value: Value | undefined): number | null {
  if (typeof value !== 'string' || !/^\d{1,16}$/u.test(value)) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** The list, or an empty one for anything else. */
export function valueList(value: Value | undefined): readonly Value[] {
  return typeof value === 'object' && value !== null ? value : [];
}
