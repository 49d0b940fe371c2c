/** What is packed into a winmail.dat (TNEF, MS-OXTNEF 2.1): the text, names and contents of files. Capped; what is broken ends the reading, never throws. */
import { withoutFloods } from '../../shared/text/flood.ts';
import { attachmentName } from './attachment-name.ts';
import { declaredInHtml } from './body.ts';
import { decodeCharset } from './charset.ts';
import { unpackRtf } from './compressed-rtf.ts';
import { htmlText } from './html-text.ts';
import { rtfText } from './rtf-text.ts';
import { readMapi, type MapiValue } from './tnef-properties.ts';

/** Octets of such a part that are read. */
export const TNEF_LIMIT = 32 * 1024 * 1024;
const MOST_FILES = 500;
const MOST_ATTRIBUTES = 20_000;
const SIGNATURE = 0x223e9f78;
const MESSAGE_LEVEL = 1;
const ATTACHMENT_LEVEL = 2;
/** Characters of the text, and half the octets that are decoded for it. */
const MOST_TEXT = 1_000_000;

/** MS-OXTNEF 2.1.3.2 and 2.1.3.3: the number alone, without the type before it. */
const ATTRIBUTE = { body: 0x800c, message: 0x9003, title: 0x8010, data: 0x800f, begins: 0x9002, properties: 0x9005, codepage: 0x9007 } as const;
/** MS-OXPROPS: PidTagBody, PidTagRtfCompressed, PidTagHtml, PidTagAttach… */
const PROPERTY = { body: 0x1000, rtf: 0x1009, html: 0x1013, data: 0x3701, filename: 0x3704, longFilename: 0x3707, type: 0x370e, displayName: 0x3001 } as const;
/** Before an object stands which interface it has. */
const INTERFACE_ID = 16;

export interface PackedFile {
  /** Made safe, as of any attachment. */
  readonly name: string;
  /** As declared; '' if not. */
  readonly type: string;
  readonly content: Buffer;
}

export interface Tnef {
  /** Of the message; '' where there is none that can be read. */
  readonly text: string;
  readonly files: readonly PackedFile[];
  /** It breaks off, or holds more than is read. */
  readonly damaged: boolean;
}

interface Begun { title: Buffer | null; data: Buffer | null; properties: ReadonlyMap<number, MapiValue> }

/** Null for what is no TNEF. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const begun: Begun[] = [];
  let charset = 'windows-1252';
  const message: { body: Buffer | null; properties: ReadonlyMap<number, MapiValue> } = { body: null, properties: new Map() };
  let damaged = false;
  let at = 6;
  for (let count = 0; at < bytes.length; count += 1) {
    // Level, number and type, length; behind the data a checksum.
    const length = at + 9 <= bytes.length ? bytes.readUInt32LE(at + 5) : Infinity;
    const end = at + 9 + length;
    const level = bytes[at]!;
    if (count >= MOST_ATTRIBUTES || end + 2 > bytes.length || (level !== MESSAGE_LEVEL && level !== ATTACHMENT_LEVEL)) {
      damaged = true;
      break;
    }
    const data = bytes.subarray(at + 9, end);
    if (checksum(data) !== bytes.readUInt16LE(end)) damaged = true;
    const id = bytes.readUInt16LE(at + 1);
    if (level === MESSAGE_LEVEL) {
      if (id === ATTRIBUTE.codepage && data.length >= 4) charset = charsetOf(data.readUInt32LE(0));
      else if (id === ATTRIBUTE.body) message.body = data;
      else if (id === ATTRIBUTE.message) message.properties = readMapi(data);
    }
    if (level === ATTACHMENT_LEVEL) {
      if (id === ATTRIBUTE.begins) {
        if (begun.length >= MOST_FILES) {
          damaged = true;
          break;
        }
        begun.push({ title: null, data: null, properties: new Map() });
      }
      const file = begun.at(-1);
      if (!file) damaged = true;
      else if (id === ATTRIBUTE.title) file.title = data;
      else if (id === ATTRIBUTE.data) file.data = data;
      else if (id === ATTRIBUTE.properties) file.properties = readMapi(data);
    }
    at = end + 2;
  }
  return { text: withoutFloods(textOf(message, charset)), files: begun.map((one) => packed(one, charset)), damaged };
}

/** Outlook writes it as RTF or HTML; others as it is. */
function textOf({ body, properties }: { body: Buffer | null; properties: ReadonlyMap<number, MapiValue> }, charset: string): string {
  const own = properties.get(PROPERTY.body);
  const plain = own && own.kind !== 'octets' ? inWords(own, charset) : body ? decodeCharset(body.subarray(0, 2 * MOST_TEXT), charset) : '';
  const words = plain.split('\0')[0]!.replaceAll(/\r\n?/gu, '\n').trim();
  if (words !== '') return words.slice(0, MOST_TEXT);
  const packedRtf = properties.get(PROPERTY.rtf);
  const rtf = packedRtf && unpackRtf(packedRtf.octets);
  if (rtf) return rtfText(rtf);
  const html = properties.get(PROPERTY.html);
  return html ? htmlText(html.kind === 'unicode' ? inWords(html, charset) : decodeCharset(html.octets.subarray(0, 2 * MOST_TEXT), declaredInHtml(html.octets) || charset)) : '';
}

const inWords = ({ kind, octets }: MapiValue, charset: string): string => (kind === 'unicode' ? octets.toString('utf16le', 0, 2 * MOST_TEXT) : decodeCharset(octets.subarray(0, 2 * MOST_TEXT), charset));

function packed({ title, data, properties }: Begun, charset: string): PackedFile {
  const text = (id: number): string => {
    const value = properties.get(id);
    return !value || value.kind === 'octets' ? '' : clean(inWords(value, charset));
  };
  const object = properties.get(PROPERTY.data);
  const type = text(PROPERTY.type).toLowerCase();
  const name = text(PROPERTY.longFilename) || text(PROPERTY.filename) || (title ? clean(decodeCharset(title, charset)) : '') || text(PROPERTY.displayName);
  const content = data && data.length > 0 ? data : (object?.octets.subarray(object.isObject ? INTERFACE_ID : 0) ?? Buffer.alloc(0));
  return { name: attachmentName(name, type || 'application/octet-stream'), type, content };
}

/** Ends at the first NUL, as its writers mean it. */
const clean = (text: string): string => text.slice(0, 2_000).split('\0')[0]!.trim();

const charsetOf = (codepage: number): string => (codepage === 65001 ? 'utf-8' : codepage === 932 ? 'shift_jis' : codepage === 936 ? 'gbk' : codepage === 949 ? 'euc-kr' : codepage === 950 ? 'big5' : codepage >= 1250 && codepage <= 1258 ? `windows-${codepage}` : codepage === 0 ? 'windows-1252' : `cp${codepage}`);

function checksum(data: Buffer): number {
  let sum = 0;
  for (const octet of data) sum = (sum + octet) & 0xffff;
  return sum;
}
