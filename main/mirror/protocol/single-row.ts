/** One row of a page's blob, found in the text of it: a list by date may show one row each of many pages. */
import type { AddressTuple, SummaryRow } from './records.ts';
import { unpacked, type PackedRow, type People } from './page-rows.ts';

const [QUOTE, BACKSLASH, OPEN, CLOSE] = ['"', '\\', '[', ']'].map((char) => char.charCodeAt(0)) as [number, number, number, number];
/** UID, date, size, and the subject's first octet. */
const BEGINNING = /\[\d+,\d+,\d+,"(.)/suy;
/** What follows a string in a JSON array or object; all else behind a quote that is not escaped is inside one. */
const BEHIND_STRING = ',]}:';
/** Where a blob goes on that was joined to another. */
const JOINT = ']]],[[';

/** Undefined: only decoding all can tell. What it answers is what that would. Throws SyntaxError or TypeError on what encodeRows did not make. */
export function decodeRow(json: string, uid: number): SummaryRow | undefined {
  const from = placeOf(json, uid);
  if (from < 0 || json.startsWith('[[[],') || json.includes(JOINT)) return undefined;
  const row = JSON.parse(json.slice(from, endOf(json, from))) as PackedRow;
  if (!isRow(row)) return undefined;
  const wanted = [row[4], row[5], row[6], row[12] ?? []].flatMap((people: People) => people);
  const addresses = addressesAt(json, new Set(wanted));
  return unpacked(row, (index) => {
    const address = addresses.get(index);
    if (!address) throw new TypeError('a row names an address that is not there');
    return address;
  });
}

/** -1 unless exactly one place can be its beginning: whoever writes mail writes subjects that look like anything. */
function placeOf(json: string, uid: number): number {
  const start = `[${uid},`;
  let found = -1;
  for (let at = json.indexOf(start); at >= 0; at = json.indexOf(start, at + 1)) {
    BEGINNING.lastIndex = at;
    const first = BEGINNING.exec(json)?.[1];
    if (first === undefined) continue;
    if (found >= 0 || BEHIND_STRING.includes(first)) return -1;
    found = at;
  }
  return found;
}

const isRow = (row: readonly unknown[]): boolean => (row.length === 13 || row.length === 14) && typeof row[7] === 'string' && Array.isArray(row[9]) && (row[10] === 0 || row[10] === 1);

/** Behind the array that begins at `from`. */
function endOf(json: string, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) at = closing(json, at);
    else if (char === OPEN) depth++;
    else if (char === CLOSE && --depth === 0) return at + 1;
  }
  throw new SyntaxError('a row has no end');
}

/** Position of the quote that ends the string which begins at `open`. */
function closing(json: string, open: number): number {
  for (let at = json.indexOf('"', open + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (json.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  throw new SyntaxError('a string has no end');
}

/** They stand at the blob's beginning: `[[["name","address"],…`. */
function addressesAt(json: string, wanted: ReadonlySet<number>): Map<number, AddressTuple> {
  const found = new Map<number, AddressTuple>();
  for (let index = 0, at = 3; found.size < wanted.size && json.startsWith('["', at); index++) {
    const name = closing(json, at + 1);
    if (!json.startsWith('","', name)) throw new SyntaxError('an address is malformed');
    const end = closing(json, name + 2) + 2;
    if (wanted.has(index)) found.set(index, JSON.parse(json.slice(at, end)) as AddressTuple);
    if (json.charCodeAt(end) !== 0x2c) break;
    at = end + 1;
  }
  return found;
}
