/** Journal records as bytes: one line each, `length crc32 json\n`, the numbers as eight hex digits. */
import { crc32 } from 'node:zlib';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';

/** `0000001c 5d2f91aa ` */
const HEADER_LENGTH = 18;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/** Octets of JSON in one record. */
const MAX_RECORD_LENGTH = 256 * 1024 * 1024;

export interface DecodedRecords {
  /** Every record that could be read, in order, also those behind a damaged place. */
  records: unknown[];
  /** Octets from the start that are whole records. */
  validBytes: number;
  /** Something other than the half last record of a cut write did not decode: what it held is not in `records`. */
  damaged: boolean;
}

/** Throws FailureError 'invalid-input' for what JSON cannot hold or beyond MAX_RECORD_LENGTH. */
export function encodeRecord(value: unknown): Buffer {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw fail('invalid-input', say('engine-journal.notJson'));
  const body = Buffer.from(json, 'utf8');
  if (body.length > MAX_RECORD_LENGTH) throw fail('invalid-input', say('engine-journal.tooLarge'));
  const header = Buffer.from(`${hex(body.length)} ${hex(crc32(body))} `, 'latin1');
  return Buffer.concat([header, body, Buffer.of(NEWLINE)]);
}

/** Never throws. A torn tail (a strict beginning of a record at the end) is left out and is no damage. Linear in `bytes`. */
export function decodeRecords(bytes: Buffer): DecodedRecords {
  const records: unknown[] = [];
  let validBytes = 0;
  let damaged = false;
  let at = 0;
  while (at < bytes.length) {
    const record = recordAt(bytes, at);
    if (record !== null) {
      records.push(record.value);
      at = record.end;
      if (!damaged) validBytes = at;
      continue;
    }
    if (isTorn(bytes, at)) break;
    damaged = true;
    // JSON holds no raw line end, so the next record begins behind one.
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline === -1) break;
    at = newline + 1;
  }
  return { records, validBytes, damaged };
}

function recordAt(bytes: Buffer, at: number): { value: unknown; end: number } | null {
  const bodyAt = at + HEADER_LENGTH;
  if (bodyAt > bytes.length || bytes[at + 8] !== SPACE || bytes[at + 17] !== SPACE) return null;
  const length = readHex(bytes, at);
  const end = bodyAt + length;
  if (length === -1 || end >= bytes.length || bytes[end] !== NEWLINE) return null;
  const body = bytes.subarray(bodyAt, end);
  if (crc32(body) !== readHex(bytes, at + 9)) return null;
  try {
    return { value: JSON.parse(body.toString('utf8')) as unknown, end: end + 1 };
  } catch {
    return null; // The checksum fits by chance: reported as damage by the caller.
  }
}

/** Is the rest what a write cut short leaves behind: the beginning of one record and no more? */
function isTorn(bytes: Buffer, at: number): boolean {
  if (bytes.indexOf(NEWLINE, at) !== -1) return false;
  const head = bytes.toString('latin1', at, Math.min(bytes.length, at + HEADER_LENGTH));
  if (!/^[0-9a-f]{0,8}$|^[0-9a-f]{8} [0-9a-f]{0,8}$|^[0-9a-f]{8} [0-9a-f]{8} $/u.test(head)) return false;
  const bodyLength = bytes.length - at - HEADER_LENGTH;
  if (bodyLength <= 0) return true;
  return bodyLength <= readHex(bytes, at) && bytes.indexOf(0, at) === -1;
}

/** -1 if the eight octets at `at` are not lower-case hex digits. */
function readHex(bytes: Buffer, at: number): number {
  let value = 0;
  for (let i = at; i < at + 8; i += 1) {
    const c = bytes[i] ?? 0;
    const digit = c >= 0x30 && c <= 0x39 ? c - 0x30 : c >= 0x61 && c <= 0x66 ? c - 0x57 : -1;
    if (digit === -1) return -1;
    value = value * 16 + digit;
  }
  return value;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');
