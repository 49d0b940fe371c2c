import { expect, test } from 'vitest';
import { joinRows } from '../store/join-rows.ts';
import { decodeRows, encodeRows } from './page-rows.ts';
import type { AddressTuple, SummaryRow } from './records.ts';

const ann: AddressTuple = ['Ann', 'ann@example.org'];
const bob: AddressTuple = ['', 'bob@example.net'];
const row = (uid: number, change: Partial<Record<number, unknown>> = {}): SummaryRow =>
  Object.assign([uid, 10, 20, `Grüße "${uid}"`, [ann], [bob, ann], [], `<${uid}@example.org>`, '', [], 0, null, null], change) as SummaryRow;

test('rows come back as they were, answers and missing addresses too', () => {
  const rows = [row(1), row(2, { 8: '<1@example.org>', 9: ['<0@example.org>', '<1@example.org>'] }), row(3, { 4: [], 8: '<x@example.org>', 9: ['<y@example.org>'], 11: [0, 0, 5], 12: [bob] }), row(4, { 8: '', 9: [], 13: 'T64b478a75b7ea9' })];
  expect(decodeRows(encodeRows(rows))).toEqual(rows);
});

test('an address is written once, however many rows have it', () => {
  const json = encodeRows(Array.from({ length: 50 }, (_, index) => row(index + 1)));
  expect(json.match(/ann@example\.org/gu)).toHaveLength(1);
});

test('two blobs joined as bytes are one', () => {
  const [first, second] = [[row(1)], [row(2), row(3)]].map((rows) => new TextEncoder().encode(encodeRows(rows)));
  expect(decodeRows(new TextDecoder().decode(joinRows(first!, second!)))).toEqual([row(1), row(2), row(3)]);
});

test('what is something else is refused', () => {
  for (const wrong of ['', '{}', '[[1,2]]', '[[[],[[1,2,3,"s",7,[],[],"","",[],0,null,null]]]]']) expect(() => decodeRows(wrong)).toThrow();
});
