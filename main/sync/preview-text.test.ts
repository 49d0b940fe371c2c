import { expect, test } from 'vitest';
import { previewText } from './preview-text.ts';

test('quoted lines and their attribution are left out', () => {
  expect(previewText('Fine with me.\nOn 3 March 2026, Ann wrote:\n> Lunch at noon?\n\nSee you')).toBe('Fine with me. See you');
});

test('markup is dropped with what is not text, also where it is cut', () => {
  expect(previewText('<head><title>x</title></head><style>p{color:red}</style><p>Hello&nbsp;<b>there</b> &amp; you</p><img src="ht', true)).toBe('Hello there & you');
});

test('invisible filling is not shown and nothing is longer than a line', () => {
  expect(previewText(`Sale\u034f\u200c\u200b ${'\u034f '.repeat(50)}ends`)).toBe('Sale ends');
  expect(previewText('x'.repeat(10_000))).toHaveLength(200);
});
