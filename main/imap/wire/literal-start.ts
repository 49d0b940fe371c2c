/** What can be known of a literal in a FETCH response (RFC 3501 7.4.2) when only the octets before it are there. */
import { FailureError } from '../../../shared/failure.ts';
import type { LiteralStart } from '../command.ts';
import { OPEN, type Cursor } from './cursor.ts';
import { CODE, itemNames } from './fetch-items.ts';
import { sectionItem } from './fetch-section.ts';
import { asciiUpper } from './intern.ts';

/** The cursor holds the response up to and with the literal's header. Null where the literal is not the value of a whole item of FETCH. */
export function literalStart(c: Cursor, size: number): LiteralStart | null {
  try {
    return readStart(c, size);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return null; // inside an ENVELOPE, or in no FETCH at all
  }
}

function readStart(c: Cursor, size: number): LiteralStart | null {
  if (!c.take(42)) return null;
  c.skipSpace();
  const number = c.number32();
  c.skipSpace();
  const word = c.atomUpper();
  if (word !== 'FETCH' && word !== 'UIDFETCH') return null;
  const sequence = word === 'FETCH' ? number : 0;
  let uid = word === 'FETCH' ? null : number;
  c.skipSpace();
  c.need(OPEN);
  for (;;) {
    c.skipSpace();
    const start = c.skipAtom(true);
    if (c.at === start) return null;
    const code = itemNames.get(c.bytes, start, c.at);
    const name = asciiUpper(c.bytes.toString('latin1', start, c.at));
    const item = c.peek() === 91 ? sectionItem(c, name) : oldItem(name);
    c.skipSpace();
    if (atLiteral(c)) return { sequence, uid, item, size };
    if (code === CODE.UID) uid = c.number32();
    else c.skipValue();
  }
}

/** Nothing is left but the header of the literal. */
function atLiteral(c: Cursor): boolean {
  const at = c.peek() === 126 ? c.at + 1 : c.at;
  return c.bytes[at] === 123 && c.bytes.indexOf(10, at) === c.end - 1;
}

/** The old names under the new. */
function oldItem(name: string): string {
  return name === 'RFC822' ? 'BODY[]' : name === 'RFC822.HEADER' ? 'BODY[HEADER]' : name === 'RFC822.TEXT' ? 'BODY[TEXT]' : name;
}
