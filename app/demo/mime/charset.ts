/** Text in any charset mail uses, both ways, without relying on the ICU data of the runtime. */
import iconv from 'iconv-lite';
import Japanese from 'encoding-japanese';

const isJis = (charset: string): boolean => /^iso-2022-jp/i.test(charset);

/** Octets as text; an unknown charset is read as Latin-1 rather than not at all. */
export function decodeCharset(octets: Uint8Array, charset: string): string {
  const name = charset.trim().toLowerCase();
  if (isJis(name)) return Japanese.convert(octets, { from: 'JIS', to: 'UNICODE', type: 'string' });
  return iconv.decode(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), iconv.encodingExists(name) ? name : 'latin1');
}

/** Throws RangeError where the charset lacks a character: mail must not be composed with question marks in it. */
export function encodeCharset(text: string, charset: string): Buffer {
  const octets = isJis(charset)
    ? Buffer.from(Japanese.convert(Japanese.stringToCode(text), { from: 'UNICODE', to: 'JIS', type: 'array' }))
    : iconv.encode(text, charset);
  if (decodeCharset(octets, charset) !== text) throw new RangeError(`${charset} cannot hold this text`);
  return octets;
}
