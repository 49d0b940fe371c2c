/** Header blocks into fields (RFC 5322 2.2), and Content-* values into type and parameters (RFC 2045 5.1), bounded and tolerant. */
import { decodeOctets } from './charset.ts';
import { decodeParameters } from './encoded-word.ts';

export interface HeaderField {
  /** Lower case. */
  name: string;
  /** As it stands there, where that is otherwise. */
  written?: string;
  /** Unfolded, octets read as UTF-8 or else windows-1252, encoded-words still as sent. */
  value: string;
}

const MOST_FIELDS = 2_000;
const LONGEST_FIELD = 64 * 1024;
const MOST_PARAMETERS = 1_000;
const FIELD = /^([!-9;-~]{1,200})[ \t]*:/u;

/** Is this line the beginning of a header field? */
export const isFieldStart = (line: string): boolean => FIELD.test(line);

/** Lines without a colon are passed over; of too many or too long fields the beginning is kept. */
export function parseHeaderBlock(block: Buffer): HeaderField[] {
  const fields: HeaderField[] = [];
  let at = 0;
  while (at < block.length && fields.length < MOST_FIELDS) {
    const end = fieldEnd(block, at);
    const text = decodeOctets(block.subarray(at, Math.min(end, at + LONGEST_FIELD)));
    const name = FIELD.exec(text)?.[1];
    if (name !== undefined) fields.push({ name: name.toLowerCase(), ...(name !== name.toLowerCase() && { written: name }), value: text.slice(text.indexOf(':') + 1).replace(/\r?\n(?=[ \t])/gu, '').trim() });
    at = end;
  }
  return fields;
}

/** Behind the line end that is not followed by a blank. */
function fieldEnd(block: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const newline = block.indexOf(0x0a, at);
    if (newline === -1) return block.length;
    at = newline + 1;
    const next = block[at];
    if (next !== 0x20 && next !== 0x09) return at;
  }
}

/** The first field of that name: a second one is an attempt to say something else to another reader. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

export interface StructuredValue {
  /** `text/plain`, `attachment`: lower case, without blanks and comments. */
  value: string;
  /** Names lower case, RFC 2231 and 2047 decoded. */
  parameters: Record<string, string>;
}

/** `text/plain; charset="utf-8"; name*0*=…`. */
export function parseStructured(text: string): StructuredValue {
  const [first = '', ...rest] = splitParameters(text);
  const pairs: [string, string][] = [];
  for (const piece of rest) {
    const equals = piece.indexOf('=');
    if (equals > 0 && pairs.length < MOST_PARAMETERS) pairs.push([piece.slice(0, equals).trim(), unquote(piece.slice(equals + 1).trim())]);
  }
  return { value: first.replace(/\s+/gu, '').toLowerCase(), parameters: decodeParameters(pairs) };
}

/** Splits at semicolons outside quotes; comments outside quotes are dropped. One pass. */
function splitParameters(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let from = 0;
  let quoted = false;
  let comments = 0;
  const take = (to: number): void => {
    if (comments === 0) piece += text.slice(from, to);
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\' && (quoted || comments > 0)) at += 1;
    else if (char === '"' && comments === 0) quoted = !quoted;
    else if (quoted) continue;
    else if (char === '(') {
      take(at);
      comments += 1;
      from = at + 1;
    } else if (char === ')' && comments > 0) {
      comments -= 1;
      from = at + 1;
    } else if (char === ';' && comments === 0) {
      take(at);
      pieces.push(piece.trim());
      piece = '';
      from = at + 1;
    }
  }
  take(text.length);
  pieces.push(piece.trim());
  return pieces;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const end = text.length > 1 && text.endsWith('"') ? text.length - 1 : text.length;
  return text.slice(1, end).replace(/\\(.)/gsu, '$1');
}
