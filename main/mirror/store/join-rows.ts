/** Joins two JSON arrays as bytes, without looking at what they hold. */

const OPEN = 0x5b; // [
const CLOSE = 0x5d; // ]
const COMMA = 0x2c;

/** Undefined if either is not written the short way, without spaces around. */
export function joinRows(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  for (const part of [first, second]) if (part[0] !== OPEN || part.at(-1) !== CLOSE) return undefined;
  if (first.length === 2) return new Uint8Array(second);
  if (second.length === 2) return new Uint8Array(first);
  const joined = new Uint8Array(first.length + second.length - 1);
  joined.set(first);
  joined[first.length - 1] = COMMA;
  joined.set(second.subarray(1), first.length);
  return joined;
}
