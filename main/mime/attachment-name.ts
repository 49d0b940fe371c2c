/** File names from strangers, made safe on every system: one name, no path, nothing reserved, nothing invisible, the real extension kept. */
import { visibleLine } from '../../shared/text/visible.ts';
import { decodeEncodedWords } from './encoded-word.ts';

/** Octets of UTF-8: the limit of the usual file systems, with room for " (2)" and a browser's ".download". */
const LONGEST = 200;
/** Octets of an extension worth keeping whole. */
const LONGEST_EXTENSION = 32;
/** Device names of Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/iu;
/** Files a system or a program acts on by their mere name. */
const ACTED_ON: ReadonlySet<string> = new Set(['desktop.ini', 'autorun.inf', 'thumbs.db', '__proto__']);

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/plain': 'txt', 'text/html': 'html', 'text/calendar': 'ics', 'text/csv': 'csv', 'text/vcard': 'vcf', 'text/x-vcard': 'vcf',
  'message/rfc822': 'eml', 'message/global': 'eml', 'message/delivery-status': 'txt', 'text/rfc822-headers': 'txt',
  'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'image/svg+xml': 'svg',
  'application/pdf': 'pdf', 'application/zip': 'zip', 'application/pgp-signature': 'asc', 'application/pkcs7-signature': 'p7s',
};

/** Never empty. `type` gives a name to a part without one: `attachment.pdf`, `invite.ics`, `message.eml`. */
export function attachmentName(written: string, type: string): string {
  // Some senders put an encoded-word or an RFC 2231 value where a plain one belongs: look at what it says.
  const plain = fromExtended(decodeEncodedWords(written.slice(0, 20_000))).normalize('NFC');
  const clean = visibleLine(plain.replace(/[\u200b-\u200d\u2028\u2029]/gu, ''), 4000);
  const last = clean.replace(/[\u2215\u2044\uff0f\u29f8]/gu, '/').replace(/[\uff3c\u29f5]/gu, '\\').split(/[/\\]/u).at(-1) ?? '';
  const safe = last
    // On Windows this says again what a file is anyway: its main stream.
    .replace(/::\$data$/iu, '')
    // Not allowed on Windows; the colon also names a hidden stream there.
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/^[\s.~\uff0e-]+/u, '')
    .replace(/(?<![\s.])[\s.]+$/u, '');
  if (safe === '') return fallbackName(type);
  const stem = safe.split('.')[0]!.trim();
  const harmless = RESERVED.test(stem) || ACTED_ON.has(safe.toLowerCase()) ? `_${safe}` : safe;
  return shorten(harmless);
}

function fallbackName(type: string): string {
  const stem = type === 'text/calendar' ? 'invite' : type.startsWith('message/rfc822') || type === 'message/global' ? 'message' : type.startsWith('image/') ? 'image' : 'attachment';
  const extension = EXTENSIONS[type];
  return extension === undefined ? stem : `${stem}.${extension}`;
}

/** `utf-8''name%20part` (RFC 2231 4) in a place where it was not decoded. */
function fromExtended(text: string): string {
  const value = /^(?:utf-8|us-ascii|iso-8859-1)'[\w-]{0,20}'(.*)$/isu.exec(text)?.[1];
  if (value === undefined) return text;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Cuts in the middle, between whole characters: the beginning says what it is, the end what it does. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= LONGEST_EXTENSION ? name.slice(dot) : '';
  const room = LONGEST - Buffer.byteLength(extension) - 3;
  let stem = '';
  let used = 0;
  for (const char of name.slice(0, name.length - extension.length)) {
    const octets = Buffer.byteLength(char);
    if (used + octets > room) break;
    stem += char;
    used += octets;
  }
  return `${stem.trimEnd()}…${extension}`;
}

/** Names given so far, as systems compare them that do not tell a from A, with the number to try next after each. */
export type TakenNames = Map<string, number>;

/** `a.txt`, then `a (2).txt`: unlike every name in `taken`, to which it is added. Still no longer than a name may be. */
export function unusedName(name: string, taken: TakenNames): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const own = folded(name);
  for (let count = taken.get(own) ?? 1; ; count += 1) {
    const next = count === 1 ? name : `${stem} (${count})${extension}`;
    const key = count === 1 ? own : folded(next);
    if (count > 1 && taken.has(key)) continue;
    // First the new one: it may be the name itself.
    taken.set(key, 2);
    taken.set(own, count + 1);
    return next;
  }
}

const folded = (name: string): string => name.toLowerCase().normalize('NFKC');
