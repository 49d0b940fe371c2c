/** Text to octets under a charset label, for what has to be said in a server's own charset (RFC 3501 6.4.4). */
import iconv from 'iconv-lite';

/** Null where the charset is unknown or has no room for the text. */
export function encodeCharset(text: string, label: string): Buffer | null {
  if (!iconv.encodingExists(label)) return null;
  const octets = iconv.encode(text, label);
  return iconv.decode(octets, label) === text ? octets : null;
}
