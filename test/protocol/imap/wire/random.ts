/** A small seeded generator of numbers (mulberry32) and what mutation does with it: the same seed gives the same inputs everywhere. */
import { RESPONSES, TOKENS } from './corpus.ts';

export type Random = () => number;

/** Numbers in [0, 1). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;

/** Between nothing and a dozen damages to a text of one character per octet. */
export function mutate(text: string, random: Random): string {
  for (let left = below(random, 12); left > 0; left--) {
    const at = below(random, text.length + 1);
    const to = Math.min(text.length, at + 1 + below(random, 12));
    const kind = below(random, 8);
    if (kind === 0) text = text.slice(0, at) + String.fromCharCode(below(random, 256)) + text.slice(at + 1);
    else if (kind === 1) text = text.slice(0, at) + text.slice(to);
    else if (kind === 2) text = text.slice(0, to) + text.slice(at);
    else if (kind === 3) text = text.slice(0, at) + pick(random, RESPONSES) + text.slice(at);
    else if (kind === 4) text = text.slice(0, at);
    else if (kind === 5) text = text.replace(/\d+/u, pick(random, TOKENS).replaceAll('$', '$$$$'));
    else text = text.slice(0, at) + pick(random, TOKENS) + text.slice(at);
  }
  return text;
}

/** A few responses in a row, damaged. */
export function damagedStream(random: Random): Buffer {
  let stream = '';
  for (let left = 1 + below(random, 5); left > 0; left--) stream += `${pick(random, RESPONSES)}\r\n`;
  return Buffer.from(mutate(stream, random), 'latin1');
}

/** In pieces of 1 to 60 octets, or whole. */
export function* pieces(octets: Buffer, random: Random): Generator<Buffer> {
  const whole = random() < 0.3;
  for (let at = 0; at < octets.length; ) {
    const size = whole ? octets.length : 1 + below(random, 60);
    yield Buffer.from(octets.subarray(at, at + size));
    at += size;
  }
}
