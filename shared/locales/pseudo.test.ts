import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { pseudoTexts, type PseudoKind } from './pseudo.ts';

const placeholders = (text: string): string[] => (text.match(/\{\{[^}]+\}\}/gu) ?? []).sort();

describe.each<PseudoKind>(['long', 'mirrored'])('the %s pseudo-locale', (kind) => {
  test('keeps every key and every placeholder, and brackets every text', () => {
    for (const texts of Object.values<Readonly<Record<string, string>>>(en)) {
      const pseudo = pseudoTexts(texts, kind);
      for (const [key, text] of Object.entries(texts)) {
        expect(placeholders(pseudo[key] ?? ''), key).toEqual(placeholders(text));
        expect(pseudo[key], key).toMatch(/^\[.*\]$/su);
      }
    }
  });
});

test('the long one is longer by a third at least, and every letter of it is another', () => {
  // What is put into a sentence is as long as it is.
  const own = (texts: readonly string[]): string => texts.join(' ').replaceAll(/\{\{[^}]+\}\}/gu, '');
  const before = own(Object.values<Readonly<Record<string, string>>>(en).flatMap((texts) => Object.values(texts)));
  const after = own(Object.values<Readonly<Record<string, string>>>(en).flatMap((texts) => Object.values(pseudoTexts(texts, 'long'))));
  expect(after.length).toBeGreaterThan(before.length * 1.33);
  expect(pseudoTexts({ a: 'Delete {{name}}' }, 'long')).toEqual({ a: '[Ðééļééţéé {{name}}]' });
});

test('the mirrored one has the plural forms of Arabic', () => {
  expect(Object.keys(pseudoTexts({ files_one: 'a file', files_other: '{{count}} files' }, 'mirrored')).sort()).toEqual(['files_few', 'files_many', 'files_one', 'files_other', 'files_two', 'files_zero']);
});
