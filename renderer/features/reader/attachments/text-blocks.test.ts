import { expect, test } from 'vitest';
import { textBlocks } from './text-blocks.ts';

test('pieces end with lines, and hold everything', () => {
  const text = Array.from({ length: 3_000 }, (_, n) => `line ${n}`).join('\n');
  const blocks = textBlocks(text);
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.join('\n')).toBe(text);
  expect(textBlocks('')).toEqual([]);
  expect(textBlocks('a\r\nb\rc')).toEqual(['a\nb\nc']);
});

test('a line without end is cut between whole signs', () => {
  const text = `a${'😀'.repeat(20_000)}`;
  const blocks = textBlocks(text);
  expect(blocks.join('')).toBe(text);
  for (const block of blocks) expect(block.isWellFormed()).toBe(true);
});

test('what would be drawn for ever is thinned out', () => {
  expect(textBlocks(`a${'\u0301'.repeat(100_000)}`)[0]!.length).toBeLessThan(20);
});
