/** Every warning has words, in order of weight. */
import { expect, test } from 'vitest';
import { WARNING_CODES, type Warning } from '../../../../shared/model/message-details.ts';
import { inOrder, warningWords } from './sender-words.ts';

const warning = (code: Warning['code'], params: Record<string, string> = {}): Warning => ({ code, field: 'from', params });

test('every code has words of its own', () => {
  const words = WARNING_CODES.map((code) => warningWords(warning(code)));
  expect(new Set(words).size).toBe(words.length);
  for (const one of words) expect(one).toMatch(/\w/u);
});

test('both forms of a domain are shown', () => {
  expect(warningWords(warning('mixed-scripts', { domain: 'раypal.example', ascii: 'xn--ypal-43d9g.example', scripts: 'Cyrillic Latin' }))).toBe('раypal.example mixes letters of different alphabets (Cyrillic, Latin). It is really xn--ypal-43d9g.example.');
});

test('the most serious comes first, nothing is said twice', () => {
  expect(inOrder([warning('first-time-sender'), warning('reply-to-elsewhere'), warning('look-alike'), warning('look-alike')]).map(({ code }) => code)).toEqual(['look-alike', 'reply-to-elsewhere', 'first-time-sender']);
});
