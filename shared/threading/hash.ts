/** Hashes of texts into a few octets: for finding equal ones among hundreds of thousands. Not for secrets. */

/** 64 bits as two unsigned halves, written to `out` at `at` and after; never both 0. */
export function hash64(text: string, out: Uint32Array, at: number): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  const first = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  const second = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  out[at] = first;
  out[at + 1] = (first | second) === 0 ? 1 : second;
}

const pair = new Uint32Array(2);

/** 32 bits, never 0. */
export function hash32(text: string): number {
  hash64(text, pair, 0);
  return ((pair[0] as number) ^ (pair[1] as number)) >>> 0 || 1;
}
