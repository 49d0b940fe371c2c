/** Encoded-words (RFC 2047) and encoded parameters (RFC 2231) to text; never throws, leaves what is no encoded-word as it is. */
import { decodeCharset, decodeOctets } from './charset.ts';

const WORD = /=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=/gu;
/** Beyond this many octets a header is shown undecoded past the limit: no header for people is longer. */
const LONGEST = 256 * 1024;

/** Decodes every encoded-word. Blanks between two are dropped; neighbours of one charset are joined before decoding, since senders split characters. */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  if (text.length > LONGEST) return decodeEncodedWords(text.slice(0, LONGEST)) + text.slice(LONGEST);
  let out = '';
  let end = 0;
  let charset = '';
  let pieces: Buffer[] = [];
  const flush = (): void => {
    if (pieces.length > 0) out += decodeCharset(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces), charset);
    pieces = [];
  };
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(end, match.index);
    const label = match[1]!.toLowerCase();
    if (pieces.length === 0 || /\S/u.test(between)) {
      flush();
      out += between;
    } else if (label !== charset) flush();
    charset = label;
    pieces.push(match[2] === 'q' || match[2] === 'Q' ? fromQ(match[3]!) : Buffer.from(match[3]!, 'base64'));
    end = match.index + match[0].length;
  }
  flush();
  return out + text.slice(end);
}

function fromQ(text: string): Buffer {
  const source = Buffer.from(text, 'utf8');
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const octet = source[at]!;
    if (octet === 95) source[length++] = 32;
    else if (octet === 61) {
      const value = Number.parseInt(source.toString('latin1', at + 1, at + 3), 16);
      if (/^[0-9a-f]{2}$/iu.test(source.toString('latin1', at + 1, at + 3))) {
        source[length++] = value;
        at += 2;
      } else source[length++] = octet;
    } else source[length++] = octet;
  }
  return source.subarray(0, length);
}

/** `[name, value]` pairs as written, to name → text: continuations joined, charset and percent-encoding resolved (RFC 2231), encoded-words tolerated. */
export function decodeParameters(pairs: readonly (readonly [name: string, value: string])[]): Record<string, string> {
  const plain: Record<string, string> = {};
  const pieces = new Map<string, { index: number; value: string; encoded: boolean }[]>();
  for (const [written, value] of pairs) {
    const name = written.toLowerCase();
    if (name === '__proto__' || name === '') continue;
    if (!name.includes('*')) {
      plain[name] = value.includes('=?') ? decodeEncodedWords(value) : value;
      continue;
    }
    const parts = /^([^*]+)(?:\*(\d{1,5}))?(\*)?$/u.exec(name);
    if (parts === null || parts[1] === '__proto__') continue;
    const piece = { index: parts[2] === undefined ? 0 : Number(parts[2]), value, encoded: parts[3] === '*' };
    const list = pieces.get(parts[1]!);
    if (list === undefined) pieces.set(parts[1]!, [piece]);
    else list.push(piece);
  }
  for (const [name, list] of pieces) plain[name] = joinPieces(list);
  return plain;
}

function joinPieces(list: { index: number; value: string; encoded: boolean }[]): string {
  list.sort((a, b) => a.index - b.index);
  let charset = '';
  const octets: Buffer[] = [];
  for (const [position, piece] of list.entries()) {
    let value = piece.value;
    if (piece.encoded && position === 0) {
      const parts = /^([^']*)'([^']*)'([\s\S]*)$/u.exec(value);
      if (parts !== null) {
        charset = parts[1]!;
        value = parts[3]!;
      }
    }
    octets.push(piece.encoded ? fromPercent(value) : Buffer.from(value, 'utf8'));
  }
  const joined = Buffer.concat(octets);
  return charset === '' ? decodeOctets(joined) : decodeCharset(joined, charset);
}

function fromPercent(text: string): Buffer {
  const source = Buffer.from(text, 'utf8');
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const octet = source[at]!;
    if (octet === 37 && /^[0-9a-f]{2}$/iu.test(source.toString('latin1', at + 1, at + 3))) {
      source[length++] = Number.parseInt(source.toString('latin1', at + 1, at + 3), 16);
      at += 2;
    } else source[length++] = octet;
  }
  return source.subarray(0, length);
}
