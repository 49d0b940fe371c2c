/** Content-Transfer-Encoding (RFC 2045 6) undone, tolerantly: what is not part of the encoding is passed over. Linear time. */

export interface Decoded {
  bytes: Buffer;
  /** False for an encoding nobody knows: the octets are as they came. */
  known: boolean;
}

export type TransferEncoding = 'none' | 'base64' | 'quoted-printable' | 'uuencode' | 'unknown';

/** `encoding` as sent, in any case, with blanks or a stray parameter; '' is 7bit. */
export function encodingOf(encoding: string): TransferEncoding {
  switch (encoding.trim().toLowerCase().split(/[\s;(]/u, 1)[0]?.replace(/^x-/u, '')) {
    case '':
    case '7bit':
    case '7-bit':
    case '8bit':
    case '8-bit':
    case 'binary':
    case 'plain':
    case 'none':
      return 'none';
    case 'base64':
    case 'base-64':
    case 'b64':
      return 'base64';
    case 'quoted-printable':
    case 'quoted':
    case 'qp':
      return 'quoted-printable';
    case 'uuencode':
    case 'uue':
    case 'uu':
      return 'uuencode';
    default:
      return 'unknown';
  }
}

/** `encoding` as encodingOf takes it. */
export function decodeTransfer(source: Buffer, encoding: string): Decoded {
  const name = encodingOf(encoding);
  switch (name) {
    case 'base64':
      return { bytes: decodeBase64(source), known: true };
    case 'quoted-printable':
      return { bytes: decodeQuotedPrintable(source), known: true };
    case 'uuencode':
      return { bytes: decodeUuencode(source), known: true };
    default:
      return { bytes: source, known: name === 'none' };
  }
}

/** -1 junk, -2 padding. */
const BASE64 = new Int8Array(256).fill(-1);
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) BASE64[char.charCodeAt(0)] = value;
BASE64[0x3d] = -2;

/** RFC 2045 6.8. Padding in the middle (pieces encoded one by one) ends a group and decoding goes on. */
export class Base64Decoder {
  #bits = 0;
  #count = 0;

  take(source: Buffer): Buffer {
    const out = Buffer.allocUnsafe(Math.floor((source.length + this.#count) / 4) * 3 + 3);
    let length = 0;
    let bits = this.#bits;
    let count = this.#count;
    for (const octet of source) {
      const value = BASE64[octet] ?? -1;
      if (value >= 0) {
        bits = (bits << 6) | value;
        count += 1;
        if (count === 4) {
          out[length] = bits >> 16;
          out[length + 1] = bits >> 8;
          out[length + 2] = bits;
          length += 3;
          bits = 0;
          count = 0;
        }
      } else if (value === -2 && count > 0) {
        length = closeGroup(out, length, bits, count);
        bits = 0;
        count = 0;
      }
    }
    this.#bits = bits;
    this.#count = count;
    return out.subarray(0, length);
  }

  /** What an unfinished group still holds. */
  end(): Buffer {
    const out = Buffer.allocUnsafe(2);
    const length = closeGroup(out, 0, this.#bits, this.#count);
    this.#count = 0;
    return out.subarray(0, length);
  }
}

/** All of it at once. Never throws: what is no letter of the alphabet is passed over. */
export function decodeBase64(source: Buffer): Buffer {
  const decoder = new Base64Decoder();
  const whole = decoder.take(source);
  const rest = decoder.end();
  return rest.length > 0 ? Buffer.concat([whole, rest]) : whole;
}

/** Two or three characters of an unfinished group hold one or two octets. */
function closeGroup(out: Buffer, length: number, bits: number, count: number): number {
  if (count === 2) {
    out[length] = bits >> 4;
    return length + 1;
  }
  if (count === 3) {
    out[length] = bits >> 10;
    out[length + 1] = bits >> 2;
    return length + 2;
  }
  return length;
}

function hexValue(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const lower = octet | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** RFC 2045 6.7. A stray `=` stays; blanks at the end of a line are transport padding and go. */
export function decodeQuotedPrintable(source: Buffer): Buffer {
  const out = Buffer.allocUnsafe(source.length);
  let length = 0;
  /** Where the literal blanks at the end of `out` begin. */
  let solid = 0;
  for (let at = 0; at < source.length; at += 1) {
    const octet = source[at]!;
    if (octet === 0x3d) {
      const high = hexValue(source[at + 1]);
      const low = hexValue(source[at + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        solid = length;
        at += 2;
        continue;
      }
      const end = softBreakEnd(source, at + 1);
      if (end !== -1) {
        solid = length;
        at = end - 1;
        continue;
      }
    }
    if (octet === 0x0a || (octet === 0x0d && source[at + 1] === 0x0a)) length = solid;
    out[length++] = octet;
    if (octet !== 0x20 && octet !== 0x09) solid = length;
  }
  return out.subarray(0, length);
}

/** Behind `=`: the position after blanks and one line end (or the end of the data); -1 if this is no soft break. At most 1000 blanks are looked at. */
function softBreakEnd(source: Buffer, from: number): number {
  let at = from;
  while (at < source.length && at - from < 1000 && (source[at] === 0x20 || source[at] === 0x09)) at += 1;
  if (at >= source.length) return at;
  if (source[at] === 0x0d) return source[at + 1] === 0x0a ? at + 2 : at + 1;
  return source[at] === 0x0a ? at + 1 : -1;
}

/** `begin 644 name` … `end`; what stands around it is passed over. Without a `begin` line every line is taken. */
export function decodeUuencode(source: Buffer): Buffer {
  const begin = /(?:^|\n)begin(?:-base64)? [0-7]{3,4} [^\n]*\n/u.exec(source.toString('latin1', 0, Math.min(source.length, 64 * 1024)));
  let at = begin === null ? 0 : begin.index + begin[0].length;
  if (begin?.[0].includes('begin-base64') === true) return decodeBase64(source.subarray(at));
  const out = Buffer.allocUnsafe(source.length);
  let length = 0;
  while (at < source.length) {
    const newline = source.indexOf(0x0a, at);
    const end = newline === -1 ? source.length : newline;
    const announced = (source[at]! - 0x20) & 0x3f;
    if (source.toString('latin1', at, Math.min(end, at + 4)).trim() === 'end') break;
    let left = source[at] === 0x0d || source[at] === 0x0a ? 0 : announced;
    // Lines may have lost blanks at their end, which stand for zero: what follows belongs to the next line.
    const six = (place: number): number => (place < end && source[place]! >= 0x20 ? (source[place]! - 0x20) & 0x3f : 0);
    for (let i = at + 1; i < end && left > 0; i += 4) {
      const group = ((six(i) << 18) | (six(i + 1) << 12) | (six(i + 2) << 6) | six(i + 3)) >>> 0;
      for (let shift = 16; shift >= 0 && left > 0; shift -= 8, left -= 1) out[length++] = (group >> shift) & 0xff;
    }
    at = end + 1;
  }
  return out.subarray(0, length);
}
