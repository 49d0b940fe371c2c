/** Modified UTF-7 mailbox names (RFC 3501 5.1.3), both ways; plain UTF-8 after UTF8=ACCEPT (RFC 6855) or IMAP4rev2 (RFC 9051). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';

/** From the wire, one character per octet. Raw UTF-8 and malformed parts are tolerated: a part that cannot be decoded stays as it is. */
export function decodeMailboxName(wireName: string): string {
  const text = hasHigh(wireName) ? fromUtf8(wireName) : wireName;
  if (!text.includes('&')) return text;
  return text.replace(/&([A-Za-z0-9+,]*)-/gu, (whole, shifted: string) => (shifted === '' ? '&' : (decodeShifted(shifted) ?? whole)));
}

/** A wire name as text: `utf8` where UTF8=ACCEPT or IMAP4rev2 is on, and `&` means itself. */
export const mailboxText = (wireName: string, utf8: boolean): string => (utf8 ? fromUtf8(wireName) : decodeMailboxName(wireName));

/** A name a person typed, in wire form. Line breaks and other controls are refused with 'invalid-input'; UTF-8 is sent composed (RFC 9051 5.1, RFC 5198). */
export function wireMailboxName(name: string, utf8: boolean): string {
  if (name === '' || /[\p{Cc}\u2028\u2029]/u.test(name) || !name.isWellFormed()) throw fail('invalid-input', say('engine-imap.notAFolderName'));
  return utf8 ? Buffer.from(name.normalize('NFC'), 'utf8').toString('latin1') : encodeMailboxName(name);
}

/** To the wire. Lone surrogates are kept as they are (UTF-16 has room for them). */
export function encodeMailboxName(name: string): string {
  return name.replace(/&|[^ -~]+/gu, (part) => {
    if (part === '&') return '&-';
    const octets = Buffer.alloc(part.length * 2);
    for (let at = 0; at < part.length; at++) octets.writeUInt16BE(part.charCodeAt(at), at * 2);
    return `&${octets.toString('base64').replaceAll('=', '').replaceAll('/', ',')}-`;
  });
}

/** Null for what no encoder writes: leftover bits, or printable ASCII in disguise (`&AC8-` would be a hidden `/`). Shown as it is, it stays apart from the name it imitates. */
function decodeShifted(shifted: string): string | null {
  const octets = Buffer.from(shifted.replaceAll(',', '/'), 'base64');
  if (octets.length < 2) return null;
  let text = '';
  for (let at = 0; at + 1 < octets.length; at += 2) text += String.fromCharCode(octets.readUInt16BE(at));
  return encodeMailboxName(text) === `&${shifted}-` ? text : null;
}

function hasHigh(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return true;
  return false;
}

function fromUtf8(wireName: string): string {
  const decoded = Buffer.from(wireName, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? wireName : decoded;
}
