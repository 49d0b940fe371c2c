/** Dates straight from octets: INTERNALDATE (RFC 3501 9 `date-time`) and the Date header (RFC 5322 3.3 with its obsolete and wrong forms). */
import { fixedDate } from './fixed-date.ts';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** Month by a hash of its three letters in lower case. */
const MONTH_BY_LETTERS = new Map<number, number>();
for (let month = 0; month < 12; month++) MONTH_BY_LETTERS.set((MONTHS.charCodeAt(month * 3) << 16) | (MONTHS.charCodeAt(month * 3 + 1) << 8) | MONTHS.charCodeAt(month * 3 + 2), month);

const EARLIEST = 1970;
const LATEST = 2200;

const isDigit = (octet: number | undefined): boolean => octet !== undefined && octet >= 48 && octet <= 57;

/** Offsets in minutes of the names RFC 5322 4.3 defines; every other name is UTC. */
const ZONES: Readonly<Record<string, number>> = { est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 };

let position = 0;

/** Milliseconds since 1970 of `[Mon,] 20 Nov 2026 22:35[:02] +0100` or `20-Nov-2026 …`; NaN where it is not understood or outside 1970–2200. */
export function parseDate(bytes: Buffer, from: number, to: number): number {
  const fixed = fixedDate(bytes, from, to);
  return fixed >= 0 ? fixed : looseDate(bytes, from, to);
}

function looseDate(bytes: Buffer, from: number, to: number): number {
  position = from;
  skipBlank(bytes, to);
  if (!isDigit(bytes[position])) {
    while (position < to && bytes[position] !== 44 && bytes[position] !== 32) position++;
    if (bytes[position] === 44) position++;
    skipBlank(bytes, to);
  }
  let day = readNumber(bytes, to, 2);
  skipBlank(bytes, to);
  let month = readMonth(bytes, to);
  if (month < 0) return Number.NaN;
  skipBlank(bytes, to);
  // asctime: `Fri Nov 20 22:35:02 2026`
  const dayFirst = day >= 0;
  if (!dayFirst) {
    day = readNumber(bytes, to, 2);
    skipBlank(bytes, to);
  }
  let year = dayFirst ? readYear(bytes, to) : 0;
  skipBlank(bytes, to);
  const hour = readNumber(bytes, to, 2);
  skipBlank(bytes, to);
  const minute = readAfterColon(bytes, to);
  skipBlank(bytes, to);
  const second = readAfterColon(bytes, to);
  skipBlank(bytes, to);
  if (!dayFirst) {
    year = readYear(bytes, to);
    skipBlank(bytes, to);
  }
  if (!(day >= 1 && day <= 31 && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60 && year >= EARLIEST && year <= LATEST)) return Number.NaN;
  const zone = readZone(bytes, to);
  month += 1;
  return daysFromCivil(year, month, day) * 86_400_000 + (hour * 3600 + minute * 60 + second - zone * 60) * 1000;
}

function skipBlank(bytes: Buffer, to: number): void {
  let comment = 0;
  while (position < to) {
    const octet = bytes[position]!;
    if (octet === 40) comment++;
    else if (octet === 41 && comment > 0) comment--;
    else if (comment === 0 && octet !== 32 && octet !== 9 && octet !== 13 && octet !== 10 && octet !== 45) return;
    else if (comment === 0 && octet === 45 && isZone(bytes)) return;
    position++;
  }
}

/** Is the hyphen here the sign of `-0500` rather than the one in `Nov-1998`? */
function isZone(bytes: Buffer): boolean {
  const before = bytes[position - 1]! | 32;
  return isDigit(bytes[position + 1]) && isDigit(bytes[position + 2]) && isDigit(bytes[position + 3]) && isDigit(bytes[position + 4]) && !(before >= 97 && before <= 122);
}

/** -1 if there is no digit. */
function readNumber(bytes: Buffer, to: number, most: number): number {
  let value = -1;
  for (let count = 0; count < most && position < to; count++, position++) {
    const digit = bytes[position]! - 48;
    if (digit < 0 || digit > 9) break;
    value = value < 0 ? digit : value * 10 + digit;
  }
  return value;
}

/** 0 where no colon (or the dot some write) stands here. */
function readAfterColon(bytes: Buffer, to: number): number {
  if (position >= to || (bytes[position] !== 58 && bytes[position] !== 46)) return 0;
  position++;
  skipBlank(bytes, to);
  return readNumber(bytes, to, 2);
}

/** Zero-based; -1 if these are not the letters of a month. Longer names count by their first three. */
function readMonth(bytes: Buffer, to: number): number {
  if (position + 3 > to) return -1;
  const month = MONTH_BY_LETTERS.get(((bytes[position]! | 32) << 16) | ((bytes[position + 1]! | 32) << 8) | (bytes[position + 2]! | 32)) ?? -1;
  if (month < 0) return -1;
  while (position < to && (bytes[position]! | 32) >= 97 && (bytes[position]! | 32) <= 122) position++;
  return month;
}

/** Two and three digits as RFC 5322 4.3 says. */
function readYear(bytes: Buffer, to: number): number {
  const start = position;
  const year = readNumber(bytes, to, 5);
  const digits = position - start;
  if (digits === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits === 3 ? 1900 + year : year;
}

/** Minutes east of Greenwich; 0 for none, an unknown name or an impossible one. */
function readZone(bytes: Buffer, to: number): number {
  const sign = bytes[position];
  if (position < to && (sign === 43 || sign === 45)) {
    position++;
    const value = readNumber(bytes, to, 4);
    const minutes = Math.trunc(value / 100) * 60 + (value % 100);
    if (value < 0 || value > 1500) return 0;
    return sign === 45 ? -minutes : minutes;
  }
  if (position + 3 > to) return 0;
  return ZONES[bytes.toString('latin1', position, position + 3).toLowerCase()] ?? 0;
}

/** Days since 1970-01-01 in the Gregorian calendar. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}
