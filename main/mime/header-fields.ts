/** A whole header for people and for judging: fields in their order with their names as written, decoded, capped; and what is wrong with it. */
import type { Ambiguity } from '../../shared/model/message-details.ts';
import type { Address } from '../../shared/model/message.ts';
import { parseAddresses } from '../../shared/text/address.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { fieldValue, parseHeaderBlock, type HeaderField } from './header-block.ts';

/** Octets of a header that are fetched and kept. */
export const HEADER_LIMIT = 128 * 1024;
/** Fields shown, and characters of one. */
const MOST_SHOWN = 500;
const LONGEST_SHOWN = 10_000;
/** May stand once (RFC 5322 3.6, RFC 2045). */
const SINGLE = ['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition', 'content-id'];

export interface ShownHeader { fields: { name: string; value: string }[]; truncated: boolean }

/** `more`: the header went on behind the octets that are here. */
export function shownHeader(fields: readonly HeaderField[], more: boolean): ShownHeader {
  let truncated = more || fields.length > MOST_SHOWN;
  const shown = fields.slice(0, MOST_SHOWN).map(({ name, written, value }) => {
    const text = decodeEncodedWords(value.slice(0, LONGEST_SHOWN));
    truncated ||= value.length > LONGEST_SHOWN;
    return { name: written ?? name, value: text.slice(0, LONGEST_SHOWN) };
  });
  return { fields: shown, truncated };
}

/** Addresses of all fields of that name: names decoded and otherwise as they came. Addresses are found before anything is decoded, so that no encoded-word makes one (RFC 2047 5). */
export function addressesOf(fields: readonly HeaderField[], name: string): { addresses: Address[]; rest: string; count: number } {
  const found = fields.filter((field) => field.name === name);
  const parsed = found.slice(0, 10).map(({ value }) => parseAddresses(value.slice(0, LONGEST_SHOWN)));
  return {
    addresses: parsed.flatMap(({ addresses }) => addresses).slice(0, 100).map((one) => ({ name: decodeEncodedWords(one.name), address: one.address })),
    rest: parsed.map(({ rest }) => rest).filter((rest) => rest !== '').join(', ').slice(0, 1000),
    count: found.length,
  };
}

/** What two readers of this header could understand differently. */
export function headerAmbiguities(fields: readonly HeaderField[], block: Buffer): Ambiguity[] {
  const found: Ambiguity[] = [];
  for (const name of SINGLE) if (fields.filter((field) => field.name === name).length > 1) found.push({ code: 'duplicate-header', params: { name } });
  if (hasOddOctets(block)) found.push({ code: 'header-bytes', params: {} });
  const type = fieldValue(fields, 'content-type') ?? '';
  const encoding = fieldValue(fields, 'content-transfer-encoding')?.toLowerCase() ?? '';
  if (/^\s*multipart\//iu.test(type)) {
    if (/base64|quoted-printable/u.test(encoding)) found.push({ code: 'multipart-encoded', params: { section: '', encoding: encoding.slice(0, 100) } });
    const boundary = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.){0,1000})"|([^\s;"]{0,1000}))/iu.exec(type);
    const text = boundary?.[1] ?? boundary?.[2] ?? '';
    if (text === '' || text.length > 70 || /\s$/u.test(text)) found.push({ code: 'boundary', params: { section: '' } });
  }
  return found;
}

/** A NUL, or a CR that ends no line: some read a new line there, others do not. */
function hasOddOctets(block: Buffer): boolean {
  if (block.includes(0)) return true;
  for (let at = block.indexOf(0x0d); at >= 0; at = block.indexOf(0x0d, at + 1)) if (block[at + 1] !== 0x0a && at + 1 < block.length) return true;
  return false;
}

/** Fields of a header that came in octets, and whether these are all. */
export function readHeader(block: Buffer): { fields: HeaderField[]; more: boolean } {
  return { fields: parseHeaderBlock(block), more: block.length >= HEADER_LIMIT };
}
