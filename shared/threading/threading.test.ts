import { describe, expect, test } from 'vitest';
import { DisjointSets } from './disjoint-sets.ts';
import { hash32, hash64 } from './hash.ts';
import { linksOf, ownId } from './message-links.ts';
import { PairTable } from './pair-table.ts';
import { subjectKey } from './subject-key.ts';

test('hashes of 200,000 similar ids are all different, and numbered in their order', () => {
  const table = new PairTable();
  const pair = new Uint32Array(2);
  const number = (text: string): number => {
    hash64(text, pair, 0);
    return table.number(pair[0] as number, pair[1] as number);
  };
  for (let i = 0; i < 200_000; i++) if (number(`<${i}.made@example.org>`) !== i) throw new Error(`the hash of ${i} is not its own`);
  expect([number('<7.made@example.org>'), table.size, table.find(1, 2)]).toEqual([7, 200_000, -1]);
  expect(hash32('a')).not.toBe(hash32('b'));
});

test('joined sets have one root and one ring', () => {
  const sets = new DisjointSets();
  for (let i = 0; i < 10; i++) sets.add();
  expect([sets.join(1, 2), sets.join(3, 4), sets.join(2, 3), sets.join(4, 1)]).toEqual([true, true, true, false]);
  expect([...sets.members(3)].sort()).toEqual([1, 2, 3, 4]);
  expect(new Set([1, 2, 3, 4].map((one) => sets.root(one))).size).toBe(1);
  expect([...sets.members(7)]).toEqual([7]);
});

describe('ids as strangers write them', () => {
  test.each([['<a@x>', '<a@x>'], [' a@x ', '<a@x>'], ['<a@x> (added by a relay)', '<a@x>'], ['<a @ x>', '<a@x>'], ['', ''], ['<>', ''], ['<1>', ''], [`<${'a'.repeat(2000)}@x>`, '']])('%s', (text, id) => {
    expect(ownId(text)).toBe(id);
  });

  test('links are named once, the message itself left out', () => {
    expect(linksOf('<me@x>', '<b@x> and <c@x>', ['<a@x>', '<me@x>', '<b@x>', '<a@x>'])).toEqual(['<a@x>', '<b@x>', '<c@x>']);
    expect(linksOf('', Array.from({ length: 100 }, (_, i) => `<${i}@x>`).join(' '), [])).toHaveLength(4);
  });
});

test.each([['Lunch', 'lunch', false], ['Re:  Lunch', 'lunch', true], ['Fwd: Re: Lunch', 'lunch', false], ['回复：Lunch', 'lunch', true], ['Re:', '', true], ['At 10:30: Lunch', 'at 10:30: lunch', false]])('the subject "%s"', (subject, key, reply) => {
  expect(subjectKey(subject)).toEqual({ key, reply });
});
