/** The plan by shape is the plan message by message. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BodyPart } from '../../imap/message.ts';
import { packStructure } from '../../mime/packed-structure.ts';
import { decodeGaps, encodeGaps, SMALL, type GapRow } from '../../mirror/protocol/body-gaps.ts';
import { planTexts } from './plan-texts.ts';

const LIMIT = 512 * 1024;
const leafTypes = ['text/plain', 'text/html', 'text/plain', 'text/html', 'text/calendar', 'text/x-odd "]', 'image/png', 'image/svg+xml', 'application/pdf', 'message/rfc822'];

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : { [key]: value } as Record<K, V>);
const leaf = fc.record({
  t: fc.constantFrom(...leafTypes), n: fc.option(fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(LIMIT, LIMIT + 1, 3 * SMALL)), { nil: undefined, freq: 20 }),
  d: fc.option(fc.constantFrom('inline', 'attachment', 'form-data'), { nil: undefined }), name: fc.option(fc.constantFrom('', 'a.txt', 'b.pdf'), { nil: undefined }),
  filename: fc.option(fc.constantFrom('', 'c.txt'), { nil: undefined }), id: fc.option(fc.constantFrom('', 'one@x', 'two@x'), { nil: undefined }), charset: fc.constantFrom('utf-8', 'koi8-r'),
}).map(({ t, n, d, name, filename, id, charset }): Omit<BodyPart, 's'> => ({
  t, e: '7bit', p: { charset, ...optional('name', name) }, ...optional('n', n), ...optional('d', d), ...optional('id', id), ...(filename === undefined ? {} : { dp: { filename } }),
  ...(t === 'message/rfc822' ? { c: [{ s: '', t: 'text/plain', e: '7bit', n: 10 }] } : {}),
}));
const { tree } = fc.letrec<{ tree: Omit<BodyPart, 's'> }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, leaf, fc.record({ kind: fc.constantFrom('mixed', 'alternative', 'related', 'digest'), start: fc.option(fc.constant('<one@x>'), { nil: undefined, freq: 8 }), c: fc.array(tie('tree'), { maxLength: 4 }) })
    .map(({ kind, start, c }) => ({ t: `multipart/${kind}`, ...(start === undefined ? {} : { p: { start } }), c: c as BodyPart[] }))),
}));

test('for any messages, whatever their sizes', () => {
  fc.assert(fc.property(fc.array(tree, { maxLength: 30 }), (trees) => {
    const rows = trees.map((part, i): GapRow => ({ uid: 1000 - i, date: 1, size: 2_000, structure: packStructure(part as BodyPart) }));
    const gaps = decodeGaps(encodeGaps(rows));
    expect(gaps.map(({ uid, date, size }) => ({ uid, date, size }))).toEqual(rows.map(({ uid, date, size }) => ({ uid, date, size })));
    expect(planTexts(gaps, LIMIT)).toEqual(planTexts(rows.map((row) => ({ ...row, leaves: null })), LIMIT));
  }), { numRuns: 500 });
});

test('ten thousand letters of one shape share one structure', () => {
  const rows = Array.from({ length: 10_000 }, (_, i): GapRow => ({ uid: i + 1, date: 1, size: 99, structure: packStructure({ s: '1', t: 'text/plain', e: '7bit', n: i, p: { charset: 'utf-8', name: `n${i}.txt` } }) }));
  const { samples, own } = encodeGaps(rows);
  expect([samples.length, own.length]).toEqual([1, 0]);
});

test('what is no structure is fetched whole, or left', () => {
  const rows = [null, 5, [], 'x', ['*mixed', 0]].map((structure, i): GapRow => ({ uid: i + 1, date: 1, size: i === 1 ? LIMIT + 1 : 10, structure }));
  const { groups, whole } = planTexts(decodeGaps(encodeGaps(rows)), LIMIT);
  expect(groups).toEqual([]);
  expect(whole).not.toContain(2);
  expect(whole).toContain(1);
});
