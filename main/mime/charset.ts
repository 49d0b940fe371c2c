/** Octets to text under any charset label found in mail (RFC 2978 names and what people write instead); never throws. */
import { TextDecoder } from 'node:util';
import Encoding from 'encoding-japanese';
import iconv from 'iconv-lite';

const ALIASES: Readonly<Record<string, string>> = {
  'unicode-1-1-utf-7': 'utf-7',
  utf7: 'utf-7',
  utf: 'utf-8',
  'x-unknown': 'us-ascii',
  default: 'us-ascii',
  ansi: 'windows-1252',
  'ansi-x3.110-1983': 'iso-8859-1',
  'iso-8859-8-e': 'iso-8859-8',
  'cp-850': 'cp850',
  cp936: 'gbk',
  'x-gbk': 'gbk',
  ks_c_5601: 'ks_c_5601-1987',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  'hz-gb2312': 'hz-gb-2312',
  hz: 'hz-gb-2312',
};

const normalised = new Map<string, string>();

/** UTF-16 units; no charset is called so, and a sender can make one of megabytes. */
const LONGEST_LABEL = 200;

/** Lower case, without quotes, blanks, language suffix or underscores in the usual names; '' for nothing usable. */
export function normaliseCharset(label: string): string {
  if (label.length > LONGEST_LABEL) return '';
  let name = normalised.get(label);
  if (name === undefined) {
    // The same few labels come with every message; a hostile sender can invent others without end.
    if (normalised.size > 200) normalised.clear();
    name = normalise(label);
    normalised.set(label, name);
  }
  return name;
}

function normalise(label: string): string {
  const [quoted = ''] = label.trim().split('*', 1);
  let name = quoted.replace(/^["']+|(?<!["';])["';]+$/gu, '').trim().toLowerCase();
  name = name.replace(/^charset\s*=\s*/u, '').replace(/^x-(?=iso|windows|utf|cp\d)/u, '');
  if (/^(?:utf|iso|us|windows|euc|big5|koi8)[_ ]/u.test(name)) name = name.replace(/[_ ]/gu, '-');
  name = name.replace(/^iso-?(\d{4})/u, 'iso-$1').replace(/^iso-8859(\d)/u, 'iso-8859-$1').replace(/^cp-(\d+)$/u, 'cp$1').replace(/^win-?(?=\d)/u, 'windows-');
  name = name.replace(/^windows-?(\d+)$/u, 'windows-$1').replace(/^utf-?(8|16|16le|16be|32|32le|32be|7)$/u, 'utf-$1');
  if (!/^[a-z0-9][a-z0-9._:+-]{0,60}$/u.test(name)) return '';
  return ALIASES[name] ?? name;
}

const decoders = new Map<string, TextDecoder | null>();

/** Null where the platform does not know the label. */
function platformDecoder(name: string): TextDecoder | null {
  let decoder = decoders.get(name);
  if (decoder === undefined) {
    // A hostile sender can invent labels without end.
    if (decoders.size > 200) decoders.clear();
    try {
      decoder = new TextDecoder(name);
      // 'replacement' would turn a whole text into one U+FFFD; the tables below do better.
      if (decoder.encoding === 'replacement' || decoder.encoding === 'x-user-defined') decoder = null;
    } catch {
      decoder = null; // RangeError: a label this platform has no table for
    }
    decoders.set(name, decoder);
  }
  return decoder;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const utf16le = new TextDecoder('utf-16le');
const utf16be = new TextDecoder('utf-16be');

/** Octets of no declared charset: UTF-8 where they are valid UTF-8, otherwise windows-1252. */
export function decodeOctets(octets: Uint8Array): string {
  try {
    return strictUtf8.decode(octets);
  } catch {
    return windows1252.decode(octets); // TypeError: not UTF-8
  }
}

/** What a byte order mark says (RFC 2781 3.2); null without one. */
export function markedUtf16(octets: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (octets[0] === 0xff && octets[1] === 0xfe) return 'utf-16le';
  return octets[0] === 0xfe && octets[1] === 0xff ? 'utf-16be' : null;
}

/** Decodes under a label. An unknown or ASCII label falls back to UTF-8, then windows-1252; what cannot be decoded is U+FFFD. */
export function decodeCharset(octets: Uint8Array, label: string): string {
  const name = normaliseCharset(label);
  if (name === '' || name === 'us-ascii' || name === 'ascii' || name === '8bit' || name === 'binary') return unlabelled(octets);
  if (name === 'iso-2022-jp') return decodeJapanese(octets);
  if (name === 'iso-2022-kr') return decodeKorean(octets);
  if (name === 'hz-gb-2312') return decodeHz(octets);
  const decoder = platformDecoder(name);
  // For the platform UTF-16 is always the one that begins with the low octet.
  if (decoder?.encoding === 'utf-16le' && markedUtf16(octets) === 'utf-16be') return utf16be.decode(octets);
  if (decoder !== null) return decoder.decode(octets);
  if (iconv.encodingExists(name)) return iconv.decode(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), name);
  return unlabelled(octets);
}

/** Files of Windows say what they are by their mark alone. */
function unlabelled(octets: Uint8Array): string {
  const marked = markedUtf16(octets);
  return marked === null ? decodeOctets(octets) : (marked === 'utf-16le' ? utf16le : utf16be).decode(octets);
}

/** ISO-2022-JP with the extensions seen in mail (half-width katakana, NEC rows), which the platform's decoder refuses. */
function decodeJapanese(octets: Uint8Array): string {
  const text = platformDecoder('iso-2022-jp')?.decode(octets);
  if (text !== undefined && !text.includes('\ufffd')) return text;
  return Encoding.convert(octets, { from: 'JIS', to: 'UNICODE', type: 'string' });
}

/** ISO-2022-KR (RFC 1557): SO and SI switch to and from EUC-KR with the high bits off. */
function decodeKorean(octets: Uint8Array): string {
  const shifted = new Uint8Array(octets.length);
  let length = 0;
  let korean = false;
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at]!;
    if (octet === 0x1b && octets[at + 1] === 0x24 && octets[at + 2] === 0x29 && octets[at + 3] === 0x43) at += 3;
    else if (octet === 0x0e) korean = true;
    else if (octet === 0x0f) korean = false;
    else {
      if (octet === 10) korean = false;
      shifted[length++] = korean && octet > 0x20 && octet < 0x7f ? octet | 0x80 : octet;
    }
  }
  return new TextDecoder('euc-kr').decode(shifted.subarray(0, length));
}

/** HZ (RFC 1843): `~{` and `~}` switch to and from GB 2312 with the high bits off. */
function decodeHz(octets: Uint8Array): string {
  const shifted = new Uint8Array(octets.length);
  let length = 0;
  let chinese = false;
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at]!;
    const next = octets[at + 1];
    if (octet === 0x7e && next === 0x7b) {
      chinese = true;
      at++;
    } else if (octet === 0x7e && next === 0x7d) {
      chinese = false;
      at++;
    } else if (!chinese && octet === 0x7e && next === 0x7e) {
      shifted[length++] = 0x7e;
      at++;
    } else if (!chinese && octet === 0x7e && next === 10) at++;
    else {
      if (octet === 10) chinese = false;
      shifted[length++] = chinese && octet > 0x20 && octet < 0x7f ? octet | 0x80 : octet;
    }
  }
  return new TextDecoder('gbk').decode(shifted.subarray(0, length));
}
