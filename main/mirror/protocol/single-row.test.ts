import { describe, expect, test } from 'vitest';
import { joinRows } from '../store/join-rows.ts';
import { decodeRows, encodeRows } from './page-rows.ts';
import type { AddressTuple, SummaryRow } from './records.ts';
import { decodeRow } from './single-row.ts';

const ann: AddressTuple = ['Ann', 'ann@example.org'];
const bob: AddressTuple = ['', 'bob@example.net'];
const row = (uid: number, change: Partial<Record<number, unknown>> = {}): SummaryRow =>
  Object.assign([uid, 10, 20, `Subject ${uid}`, [ann], [bob, ann], [], `<${uid}@example.org>`, '', [], 0, null, null], change) as SummaryRow;
const plain = [1, 2, 3, 11, 12, 21].map((uid) => row(uid));

test('every row is found alone', () => {
  const rows = [...plain, row(30, { 4: [], 5: [], 9: ['<1@example.org>'], 8: '<1@example.org>', 11: [['text', 'plain', 'utf-8', 7, 1832], [[0, 1]]], 12: [bob], 13: 'T1' })];
  for (const one of rows) expect(decodeRow(encodeRows(rows), one[0])).toEqual(one);
});

test('one that is not there is not made up', () => {
  expect(decodeRow(encodeRows(plain), 10)).toBeUndefined();
});

/** Words that look like the blob itself, put wherever a sender can put words. */
const BAIT = [
  '[2,10,20,', '[2,10,20,"', ',[2,10,20,"x', '],[2,10,20,', '[[2,10,20,', '"', '\\', '\\"', '\\\\', '","', '"],["', '],["', ']]],[[', ']]', '[', ']', '{', ',', ',3,0,[],', '',
  '[2,10,20,"fake",0,0,[],"<f@example.org>",0,[],0,null,null],', '\u2028"', '\n[2,10,20,"',
];

describe('whatever a message says, an answer is the right one', () => {
  test.each(BAIT)('%j', (bait) => {
    const name: AddressTuple = [bait, `${bait}@example.org`];
    for (const rows of [
      [row(1, { 3: bait }), row(2), row(3)], [row(1), row(2, { 3: bait }), row(3)], [row(1, { 3: bait, 7: bait, 8: bait, 9: [bait, bait] }), row(2, { 3: bait, 7: bait }), row(3, { 3: bait })],
      [row(1, { 4: [name], 12: [name] }), row(2, { 5: [name, bob] }), row(3)], [row(1, { 11: [bait, [2, 10, 20, bait]] }), row(2, { 11: [[2, 10, 20, 'x'], bait] })], [row(1, { 13: bait }), row(2, { 13: bait })],
      [row(1, { 3: `x${bait}`, 7: `,0,0,[],${bait}` }), row(3, { 11: [2, 10, 20, `x${bait}`] })],
    ]) {
      const json = encodeRows(rows);
      const all = new Map(decodeRows(json).map((one) => [one[0], one]));
      for (const uid of [1, 2, 3, 10, 20]) {
        const found = decodeRow(json, uid);
        if (found) expect(found).toEqual(all.get(uid));
      }
    }
  });
});

test('of two blobs that were joined none is read with the addresses of the other', () => {
  const [first, second] = [[row(1)], [row(2, { 4: [bob] }), row(3)]].map((rows) => new TextEncoder().encode(encodeRows(rows)));
  const json = new TextDecoder().decode(joinRows(first!, second!));
  for (const uid of [1, 2, 3]) expect([undefined, decodeRows(json).find(([one]) => one === uid)]).toContainEqual(decodeRow(json, uid));
});

test('what is cut short is refused, or left to whoever decodes all', () => {
  const json = encodeRows(plain);
  for (let length = 0; length < json.length; length++) {
    try {
      const found = decodeRow(json.slice(0, length), 2);
      if (found) expect(found).toEqual(plain[1]);
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
    }
  }
});
