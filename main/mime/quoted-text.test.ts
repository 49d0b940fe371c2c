import { expect, test } from 'vitest';
import { TEXT_LIMIT } from './choose-parts.ts';
import { quotedText } from './quoted-text.ts';

const body = { text: null, html: null, flowed: false, delSp: false };

test('the plain text as it is', () => {
  expect(quotedText({ text: 'a \nb', html: '<p>other</p>', flowed: true, delSp: true })).toEqual({ text: 'a \nb', flowed: true, delSp: true });
});

test('the words of the HTML, where there is no plain text or an empty one', () => {
  const html = '<p>One &amp; two</p>';
  const words = { text: 'One & two', flowed: false, delSp: false };
  expect(quotedText({ ...body, html })).toEqual(words);
  expect(quotedText({ ...body, text: '', html })).toEqual(words);
  expect(quotedText({ text: ' \r\n\u00a0', html, flowed: true, delSp: false })).toEqual(words);
});

test('what was too long to be read as a whole is the beginning of a text, and says so', () => {
  const long = 'x\n'.repeat(TEXT_LIMIT / 2);
  expect(quotedText({ ...body, text: long, truncated: true })).toMatchObject({ cut: true });
  expect(quotedText({ ...body, html: `<p>${long}`, truncated: true })).toMatchObject({ cut: true });
  // What was cut is the layout beside it.
  expect(quotedText({ ...body, text: 'short', html: `<p>${long}`, truncated: true })).not.toHaveProperty('cut');
  expect(quotedText({ ...body, text: long, truncated: false })).not.toHaveProperty('cut');
});

test('nothing to quote', () => {
  expect(quotedText(null).text).toBe('');
  expect(quotedText({ ...body, text: '\n' }).text).toBe('\n');
});
