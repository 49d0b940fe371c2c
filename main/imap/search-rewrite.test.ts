/** Negated bounds: the same meaning, and none of them left. */
import { expect, test } from 'vitest';
import type { SearchKey } from './search-key.ts';
import { withoutNegatedBounds } from './search-rewrite.ts';

const day = new Date(Date.UTC(2026, 0, 10));

test.each<[string, SearchKey, SearchKey]>([
  ['each has its opposite', { and: [{ not: { larger: 5 } }, { not: { smaller: 5 } }, { not: { since: day } }, { not: { before: day } }] }, { and: [{ smaller: 6 }, { larger: 4 }, { before: day }, { since: day }] }],
  ['through both kinds of joining', { not: { or: [{ larger: 5 }, { and: [{ seen: true }, { before: day }, { not: { smaller: 9 } }] }] } }, { and: [{ smaller: 6 }, { or: [{ not: { seen: true } }, { or: [{ since: day }, { smaller: 9 }] }] }] }],
  ['twice is not at all', { not: { not: { not: { larger: 1 } } } }, { smaller: 2 }],
  ['the ends of what can be written', { and: [{ not: { smaller: 0 } }, { not: { larger: Number.MAX_SAFE_INTEGER } }] }, { and: [{ not: { smaller: 0 } }, { not: { larger: Number.MAX_SAFE_INTEGER } }] }],
  ['what has no bound stays as it is', { or: [{ not: { and: [{ seen: true }, { sentSince: day }] } }, { not: { fuzzy: { text: 'a' } } }] }, { or: [{ not: { and: [{ seen: true }, { sentSince: day }] } }, { not: { fuzzy: { text: 'a' } } }] }],
])('%s', (_, key, expected) => {
  expect(withoutNegatedBounds(key)).toEqual(expected);
});

test('a long list does not become deep', () => {
  const list = Array.from({ length: 500 }, (_, index): SearchKey => ({ larger: index }));
  const deepest = (key: SearchKey): number => ('or' in key ? 1 + Math.max(...key.or.map(deepest)) : 0);
  expect(deepest(withoutNegatedBounds({ not: { and: list } }))).toBe(9);
});
