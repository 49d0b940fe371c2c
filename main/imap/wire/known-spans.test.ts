import { describe, expect, test } from 'vitest';
import { KnownSpans, sameOctets } from './known-spans.ts';

const view = (text: string): DataView => {
  const octets = Buffer.from(text, 'latin1');
  return new DataView(octets.buffer, octets.byteOffset, octets.length);
};
const REST = ' and what follows it in the same response';
const spans = (slots = 64, ways = 4): KnownSpans<string> => new KnownSpans<string>([0, 4], 48, slots, ways);
/** What it finds at the beginning of this text, which is kept if nothing is. */
const seen = (known: KnownSpans<string>, span: string, rest = REST): string | undefined => {
  const octets = view(span + rest);
  const found = known.find(octets, 0, octets.byteLength);
  if (found === undefined) known.keep(octets, 0, span.length, span);
  return found;
};

describe('the same octets', () => {
  test('every octet counts, at every length', () => {
    for (let length = 4; length <= 20; length++) {
      const text = 'abcdefghijklmnopqrstuvwxyz'.slice(0, length);
      expect(sameOctets(view(`..${text}`), 2, view(text), 0, length)).toBe(true);
      for (let at = 0; at < length; at++) expect(sameOctets(view(`${text.slice(0, at)}!${text.slice(at + 1)}`), 0, view(text), 0, length), `${length}, ${at}`).toBe(false);
    }
  });
});

describe('known spans', () => {
  test('are found without their end, and tell it', () => {
    const known = spans();
    expect(seen(known, '(some address)')).toBeUndefined();
    expect(seen(known, '(some address)', `)${REST}`)).toBe('(some address)');
    expect(known.length).toBe('(some address)'.length);
  });

  test('are not taken for others that begin or end like them', () => {
    const known = spans();
    for (const span of ['(address a)', '(address b)', '(address a b)', '(address  a)']) expect(seen(known, span)).toBeUndefined();
    for (const span of ['(address a)', '(address b)', '(address a b)', '(address  a)']) expect(seen(known, span)).toBe(span);
  });

  test('where more agree at the beginning than are kept, the oldest goes', () => {
    const known = spans(8, 2);
    for (const span of ['(address a)', '(address b)', '(address c)']) seen(known, span);
    expect([seen(known, '(address c)'), seen(known, '(address b)')]).toEqual(['(address c)', '(address b)']);
    expect(seen(known, '(address a)')).toBeUndefined();
  });

  test('what is too long, or too near the end of a response, is not kept', () => {
    const known = spans();
    const long = `(address ${'x'.repeat(50)})`;
    for (let round = 0; round < 2; round++) expect(seen(known, long)).toBeUndefined();
    for (let round = 0; round < 2; round++) expect(seen(known, '(near the end)', ')')).toBeUndefined();
  });

  test('never looks behind the end of a response', () => {
    const known = spans();
    const span = `(${'0123456789'.repeat(4)})`;
    seen(known, span);
    const octets = view(span + REST);
    expect(known.find(octets, 0, span.length)).toBe(span);
    expect(known.find(octets, 0, span.length - 1)).toBeUndefined();
  });

  test('whatever is kept, what is found is what was kept there', () => {
    const known = spans(32, 4);
    let state = 7;
    const next = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    let hits = 0;
    for (let round = 0; round < 20_000; round++) {
      const span = `(${'ab'.repeat(2 + next(3))}${next(40)})`;
      const found = seen(known, span);
      if (found === undefined) continue;
      hits++;
      expect(found).toBe(span);
    }
    expect(hits).toBeGreaterThan(2_000);
  });
});
