/** Finds the way past an ENVELOPE or BODYSTRUCTURE whose parentheses do not match, so that the rest of the message is still read. */
import { FailureError } from '../../../shared/failure.ts';
import { CLOSE, QUOTE, type Cursor } from './cursor.ts';
import { itemNames } from './fetch-items.ts';

/** Past the value that begins here; where that is not well-nested, to the next item whose name is known, or the end of the row. Throws 'protocol' where the row has none. */
export function skipBroken(c: Cursor): void {
  const start = c.at;
  try {
    c.skipValue();
    if (atItemEnd(c)) return;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
  }
  c.at = start;
  if (!nextItem(c)) throw c.broken();
}

/** Behind what looked like the end of the row: does a known item follow? Then a value before it had a parenthesis too many. */
export function goesOn(c: Cursor): boolean {
  c.skipSpace();
  return isItem(c);
}

/** The end of the row, or a known item comes next. */
function atItemEnd(c: Cursor): boolean {
  const end = c.at;
  c.skipSpace();
  const closes = c.peek() === CLOSE && c.at === c.end - 1;
  const follows = isItem(c);
  c.at = end;
  return closes || follows;
}

function isItem(c: Cursor): boolean {
  const start = c.at;
  c.skipAtom(true);
  const known = c.at > start && itemNames.get(c.bytes, start, c.at) > 0 && (c.peek() === 32 || c.peek() === 91);
  c.at = start;
  return known;
}

/** Moves to the next known name after a blank and outside quotes, else before the parenthesis that ends the row. */
function nextItem(c: Cursor): boolean {
  const { bytes, end } = c;
  let quoted = false;
  for (; c.at < end; c.at++) {
    const octet = bytes[c.at]!;
    if (octet === QUOTE) quoted = !quoted;
    else if (octet === 92 && quoted) c.at++;
    else if (octet === 32 && !quoted) {
      c.at++;
      if (isItem(c)) return true;
      c.at--;
    }
  }
  c.at = end - 1;
  return !quoted && bytes[end - 1] === CLOSE;
}
