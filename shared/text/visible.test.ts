/** Display text of strangers. */
import { expect, test } from 'vitest';
import { middleEllipsis, visibleLine } from './visible.ts';

test.each([
  ['Ann\r\nBcc: x', 'Ann Bcc: x'],
  ['\u202evog.esuoh\u202c', 'vog.esuoh'],
  ['ch\u200bief@exam\u200dple.com', 'chief@example.com'],
  ['a\u2800\u2800\u2800b', 'a b'],
  ['\u0000\u009f', ''],
  ['e\u0301\u0301\u0301\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301\u0301'],
  ['👩‍💻 dev', '👩‍💻 dev'],
  ['می‌خواهم', 'می‌خواهم'],
  ['  山田\u3000太郎 ', '山田 太郎'],
])('%j', (text, expected) => {
  expect(visibleLine(text)).toBe(expected);
});

test('cuts, never through a surrogate pair', () => {
  expect(visibleLine('x'.repeat(50), 10)).toBe('xxxxxxxxx…');
  expect(visibleLine('😀'.repeat(50), 10)).toBe('😀😀😀😀…');
  expect(middleEllipsis('invoice of the year 2026 final.pdf.exe', 24)).toBe('invoice of …inal.pdf.exe');
  expect(middleEllipsis('a.txt', 24)).toBe('a.txt');
});
