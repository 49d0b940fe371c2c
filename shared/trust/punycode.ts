/** Punycode to letters (RFC 3492 6.2): neither Node nor the browser offers the way back. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
/** A DNS label has 63 octets. */
const LONGEST = 63;

/** What stands behind `xn--`; null if it is no punycode. */
export function decodePunycode(input: string): string | null {
  if (input.length > LONGEST || /[^a-z0-9-]/iu.test(input)) return null;
  const dash = input.lastIndexOf('-');
  const output = [...(dash > 0 ? input.slice(0, dash) : '')].map((char) => char.codePointAt(0)!);
  let n = 128;
  let i = 0;
  let bias = 72;
  let at = dash > 0 ? dash + 1 : 0;
  while (at < input.length) {
    const before = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(input.charCodeAt(at));
      if (digit === null) return null;
      at += 1;
      i += digit * weight;
      const threshold = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (i > 0x7fff_ffff || weight > 0x7fff_ffff) return null;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    n += Math.floor(i / count);
    i %= count;
    if (n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return null;
    output.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | null {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? lower - 0x61 : null;
}

function adapt(delta: number, count: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
