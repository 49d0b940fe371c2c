/** Encoded words (RFC 2047) and RFC 2231 values as text, for searching. */
import { decodeCharset } from './charset.ts';

/** `value` holds one character per octet; octets outside ASCII are read as UTF-8 (RFC 6532). */
export function decodeHeaderText(value: string): string {
  const joined = value.replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[bq]\?[^?\s]*\?=)/gi, '$1');
  let result = '';
  let last = 0;
  const words = [...joined.matchAll(/=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi)];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) continue;
    result += plain(joined.slice(last, word.index));
    const [, charset = '', how = ''] = word;
    const octets = [decodeWord(how, word[3] ?? '')];
    last = word.index + word[0].length;
    // A character may be split over two adjacent words of one charset.
    for (let next = words[i + 1]; next?.index === last && next[1] === charset && next[2] === how; next = words[i + 1]) {
      octets.push(decodeWord(how, next[3] ?? ''));
      last = next.index + next[0].length;
      i++;
    }
    result += decodeCharset(Buffer.concat(octets), charset);
  }
  return result + plain(joined.slice(last));
}

function plain(text: string): string {
  return /^[\x20-\x7e\t]*$/.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8');
}

function decodeWord(how: string, text: string): Buffer {
  if (how.toLowerCase() === 'b') return Buffer.from(text, 'base64');
  return Buffer.from(text.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}
