import { describe, expect, test } from 'vitest';
import { decodeCharset, encodeCharset } from './charset.ts';
import { encodeWords, quotedPrintable } from './compose.ts';
import { decodeHeaderText } from './encoded-word.ts';

describe('encoded words (RFC 2047)', () => {
  test.each([
    ['utf-8', 'Grüße aus dem Süden, und noch viel mehr Wörter, bis die Zeile wirklich voll ist 👩‍👩‍👧'],
    ['iso-8859-2', 'Zażółć gęślą jaźń'],
    ['koi8-r', 'Съешь же ещё этих мягких французских булок'],
    ['iso-2022-jp', '来月の展覧会のご案内をお送りいたしますのでよろしくお願いします'],
    ['gb18030', '照片已经洗好了'],
    ['euc-kr', '자전거 여행 일정'],
  ])('%s there and back', (charset, text) => {
    const words = encodeWords(text, charset);
    for (const word of words.split('\r\n ')) expect(word).toMatch(/^=\?[\w-]+\?B\?[^?]{1,60}\?=$/);
    expect(decodeHeaderText(words.replaceAll('\r\n', ''))).toBe(text);
  });

  test('a character split over two words, Q encoding, language tags, raw UTF-8', () => {
    expect(decodeHeaderText('=?utf-8?B?ww==?= =?utf-8?B?pA==?=')).toBe('ä');
    expect(decodeHeaderText('a =?iso-8859-1?q?b=E9_c?= d')).toBe('a bé c d');
    expect(decodeHeaderText('=?utf-8*en?Q?x?=')).toBe('x');
    expect(decodeHeaderText(Buffer.from('Grüße').toString('latin1'))).toBe('Grüße');
  });
});

test('quoted-printable lines are short, and blanks at their end survive', () => {
  const text = `${'ä'.repeat(200)} \r\n=\t\r\n${'x'.repeat(76)}\r\n${'y'.repeat(77)}`;
  const encoded = quotedPrintable(Buffer.from(text));
  for (const line of encoded.split('\r\n')) {
    expect(line.length).toBeLessThanOrEqual(76);
    expect(line).not.toMatch(/[ \t]$/);
  }
  const back = encoded.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  expect(Buffer.from(back, 'latin1').toString()).toBe(text);
});

test('a charset that lacks a character refuses', () => {
  expect(() => encodeCharset('«x»', 'koi8-r')).toThrow(RangeError);
  expect(() => encodeCharset('日', 'iso-8859-1')).toThrow(RangeError);
  expect(decodeCharset(Buffer.from([0xe9]), 'no-such-charset')).toBe('é');
});
