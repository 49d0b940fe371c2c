import { expect, test } from 'vitest';
import { agoWords } from './spans.ts';

test('how long ago', () => {
  expect([0, 8000, 59_600, 180_000, 7_300_000, -5].map(agoWords)).toEqual(['just now', '8 s ago', '1 min ago', '3 min ago', '2 h ago', 'just now']);
});
