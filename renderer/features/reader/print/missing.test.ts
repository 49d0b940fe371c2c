import { expect, test } from 'vitest';
import { missingWords } from './missing.ts';

const body = { text: 'Hello', damaged: false, truncated: false };

test('of a message that is all there nothing is said', () => {
  expect(missingWords(body, 'none')).toEqual([]);
  expect(missingWords(body, 'whole')).toEqual([]);
  expect(missingWords({ ...body, text: null }, 'whole')).toEqual([]);
});

test('what was cut on its way, or while it was cleaned, is said once', () => {
  const words = ['This message is very long and could not be fully read. Only its beginning is printed.'];
  expect(missingWords({ ...body, truncated: true }, 'none')).toEqual(words);
  expect(missingWords(body, 'cut')).toEqual(words);
  expect(missingWords({ ...body, truncated: true }, 'cut')).toEqual(words);
});

test('what could not be cleaned says whether its text stands there instead', () => {
  expect(missingWords(body, 'failed')).toEqual([expect.stringContaining('This is its plain text.')]);
  expect(missingWords({ ...body, text: null }, 'failed')).toEqual([expect.stringContaining('Its content is not printed.')]);
  expect(missingWords({ ...body, damaged: true, truncated: true }, 'failed')).toHaveLength(3);
});

test('a text that is not here is not taken for none', () => {
  expect(missingWords(null, 'none')).toEqual(['The text of this message is not here and is not printed.']);
});
