/** `mailto:` links (RFC 6068): who to write to, and words to begin with. Everything else that a link may ask for is left out. */
import type { Address } from '../model/message.ts';
import { isAddress, parseAddresses } from './address.ts';
import { visibleLine } from './visible.ts';

export interface MailtoLink {
  to: Address[];
  cc: Address[];
  /** The writer must see these before sending. */
  bcc: Address[];
  /** One line. */
  subject: string;
  /** Plain text, lines end with `\n`. */
  body: string;
  /** Names of fields that were asked for and are not honoured, lower case, each once: `attach`, `from`. */
  ignored: string[];
  /** Recipients or text that were too many or no addresses: what is here is not all. */
  cut: boolean;
}

export const MAILTO_LIMITS = { length: 200_000, recipients: 100, subject: 998, body: 32_768, fields: 200 } as const;
const FIELDS: ReadonlySet<string> = new Set(['to', 'cc', 'bcc', 'subject', 'body']);

/** Null for anything that is no mailto link, and for one that has nothing to write with. Never throws. */
export function parseMailto(link: string): MailtoLink | null {
  const found = /^\s*mailto:([^?#]*)(?:\?([^#]*))?/iu.exec(link.slice(0, MAILTO_LIMITS.length));
  if (!found) return null;
  const result: MailtoLink = { to: [], cc: [], bcc: [], subject: '', body: '', ignored: [], cut: link.length > MAILTO_LIMITS.length };
  let room: number = MAILTO_LIMITS.recipients;
  const add = (list: Address[], written: string): void => {
    const { addresses, cut } = recipients(written, room);
    room -= addresses.length;
    list.push(...addresses);
    if (cut) result.cut = true;
  };
  add(result.to, found[1] ?? '');
  const fields = (found[2] ?? '').split('&', MAILTO_LIMITS.fields);
  for (const field of fields) {
    const equals = field.indexOf('=');
    const name = decode(equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase();
    // RFC 6068 2: `+` is a plus sign here, not a space.
    const value = equals === -1 ? '' : field.slice(equals + 1);
    if (name === '') continue;
    if (!FIELDS.has(name)) {
      const shown = visibleLine(name, 60);
      if (result.ignored.length < 20 && !result.ignored.includes(shown)) result.ignored.push(shown);
    } else if (name === 'subject') result.subject = visibleLine(decode(value), MAILTO_LIMITS.subject);
    else if (name === 'body') {
      const text = plainText(decode(value));
      const joined = result.body === '' ? text : `${result.body}\n${text}`;
      if (octets(joined) > MAILTO_LIMITS.body) result.cut = true;
      result.body = shorten(joined);
    } else add(result[name as 'to' | 'cc' | 'bcc'], value);
  }
  return result;
}

/** RFC 6068 2: addr-specs with commas between, which many encode; each is decoded on its own, so that an encoded bracket makes no second one. */
function recipients(written: string, room: number): { addresses: Address[]; cut: boolean } {
  const addresses: Address[] = [];
  let cut = false;
  for (const piece of written.split(/,|%2C/iu)) {
    const text = decode(piece).trim();
    if (text === '') continue;
    // A link names addresses only: a name beside one could claim to be another.
    const [address, ...more] = isAddress(text) ? [{ name: '', address: text }] : /[<>"\u0000-\u001f\u007f]/u.test(text) ? [] : parseAddresses(text).addresses;
    if (!address || more.length > 0 || address.address.startsWith('-') || addresses.length >= room) {
      cut = true;
      continue;
    }
    addresses.push({ name: '', address: address.address });
  }
  return { addresses, cut };
}

/** Percent-encoded UTF-8; what is none stays as it is written. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // One wrong octet must not spoil the rest.
    return text.replace(/(?:%[0-9a-f]{2})+/giu, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return '\ufffd';
      }
    });
  }
}

/** Line ends of one kind, no other control characters, nothing that turns the direction of what follows. */
const plainText = (text: string): string => text.replace(/\r\n?/gu, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '');

function octets(text: string): number {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

function shorten(text: string): string {
  if (text.length * 3 <= MAILTO_LIMITS.body || octets(text) <= MAILTO_LIMITS.body) return text;
  let count = 0;
  let kept = '';
  for (const char of text) {
    count += octets(char);
    if (count > MAILTO_LIMITS.body) break;
    kept += char;
  }
  return kept;
}
