/** The two forms nearly every date has (RFC 5322 3.3, RFC 3501 9 `date-time`), read by position. Everything else goes the long way of dates.ts. */

/** Octets of the three letters of a month in lower case, to its number from 1. */
const MONTHS = new Map<number, number>('jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').map((name, index) => [letters(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2)), index + 1]));

function letters(a: number, b: number, c: number): number {
  return ((a | 32) << 16) | ((b | 32) << 8) | (c | 32);
}

/** Months come in runs. */
let lastLetters = 0;
let lastMonth = 0;

/** Milliseconds since 1970 of `Fri, 20 Nov 2026 22:35:02 +0100` or `20-Nov-2026 22:35:02 +0100`; -1 for any other form. */
export function fixedDate(bytes: Buffer, from: number, to: number): number {
  let at = from;
  if (bytes[from + 3] === 44 && bytes[from + 4] === 32) at += 5;
  let day = digit(bytes[at]!);
  if (day < 0) {
    if (bytes[at] !== 32) return -1;
    day = 0;
  }
  const second = digit(bytes[at + 1]!);
  if (second >= 0) {
    day = day * 10 + second;
    at++;
  }
  at++;
  // ` Nov 2026 22:35:02 +0100` or with hyphens: 24 octets.
  if (to - at !== 24 || bytes[at] !== bytes[at + 4] || (bytes[at] !== 32 && bytes[at] !== 45)) return -1;
  if (bytes[at + 9] !== 32 || bytes[at + 12] !== 58 || bytes[at + 15] !== 58 || bytes[at + 18] !== 32) return -1;
  const sign = bytes[at + 19] === 43 ? 1 : bytes[at + 19] === 45 ? -1 : 0;
  const name = letters(bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!);
  if (name !== lastLetters) {
    lastMonth = MONTHS.get(name) ?? 0;
    lastLetters = name;
  }
  const month = lastMonth;
  const year = pair(bytes, at + 5) * 100 + pair(bytes, at + 7);
  const hour = pair(bytes, at + 10);
  const minute = pair(bytes, at + 13);
  const seconds = pair(bytes, at + 16);
  const zoneHour = pair(bytes, at + 20);
  const zoneMinute = pair(bytes, at + 22);
  // A pair that is none is far below zero, and makes each of these fail.
  if (sign === 0 || month === 0 || year < 1970 || year > 2199 || day < 1 || day > 31 || !(hour >= 0 && hour < 24) || !(minute >= 0 && minute < 60) || !(seconds >= 0 && seconds < 60) || !(zoneHour >= 0 && zoneHour < 15) || !(zoneMinute >= 0 && zoneMinute < 60)) return -1;
  const value = (daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + seconds - sign * (zoneHour * 3600 + zoneMinute * 60)) * 1000;
  return value < 0 ? -1 : value;
}

/** -1 if the octet is no digit. */
function digit(octet: number): number {
  const value = octet - 48;
  return value >= 0 && value <= 9 ? value : -1;
}

function pair(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
}

/** Gregorian, for 1970 to 2199, in whole numbers only: the engine keeps those in registers. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  return y * 365 + (y >> 2) - ((y / 100) | 0) + ((y / 400) | 0) + dayOfYear - 719_468;
}
