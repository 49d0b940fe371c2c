/** Values as IMAP puts them on the wire (RFC 3501 4); one character per octet. */

/** Quoted where it can be, else a literal. */
export function imapString(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value) && value.length <= 1000) return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return `{${String(value.length)}}\r\n${value}`;
}

export function nstring(value: string | null): string {
  return value === null ? 'NIL' : imapString(value);
}

/** A mailbox name already in modified UTF-7. */
export function mailboxName(wireName: string): string {
  return /^[A-Za-z0-9&+\-_./=]+$/.test(wireName) ? wireName : imapString(wireName);
}

export function list(items: Iterable<string>): string {
  return `(${[...items].join(' ')})`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** date-time, quoted, in UTC. */
export function internalDate(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `"${day}-${MONTHS[date.getUTCMonth()] ?? 'Jan'}-${String(date.getUTCFullYear()).padStart(4, '0')} ${time} +0000"`;
}

/** 0 to 11, or -1. */
export function monthIndex(name: string): number {
  return MONTHS.findIndex((month) => month.toLowerCase() === name.toLowerCase());
}

/** `1:3,7` of ascending or unordered numbers, in the given order. */
export function numberSet(numbers: readonly number[]): string {
  const ranges: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    const first = numbers[i] ?? 0;
    let last = first;
    while (numbers[++i] === last + 1) last++;
    ranges.push(first === last ? String(first) : `${String(first)}:${String(last)}`);
  }
  return ranges.join(',');
}
