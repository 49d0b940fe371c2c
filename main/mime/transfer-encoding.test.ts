import { describe, expect, test } from 'vitest';
import { decodeBase64, decodeQuotedPrintable, decodeTransfer, decodeUuencode } from './transfer-encoding.ts';

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('base64', () => {
  test('equals the platform for every length', () => {
    for (let length = 0; length < 200; length += 1) {
      const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 89 + length) & 0xff));
      expect(decodeBase64(ascii(bytes.toString('base64')))).toEqual(bytes);
      expect(decodeBase64(ascii(bytes.toString('base64').replaceAll('=', '').replace(/(.{5})/gu, '$1\r\n')))).toEqual(bytes);
    }
  });
  test.each([
    ['junk between', 'aGV!s\u0000bG8 =', 'hello'],
    ['pieces padded one by one', 'aGU=bGxv', 'hello'],
    ['a lone last character', 'aGVsbG8a A', 'hello\x1a'],
    ['padding only', '====', ''],
    ['nothing', '', ''],
  ])('%s', (_, text, expected) => expect(decodeBase64(ascii(text)).toString('latin1')).toBe(expected));
});

describe('quoted-printable', () => {
  test.each([
    ['plain', 'a=3Db=c3=BC', 'a=b\u00c3\u00bc'],
    ['soft breaks', 'a=\r\nb=\nc= \t\r\nd', 'abcd'],
    ['a stray equals sign', 'a=b=zz=', 'a=b=zz'],
    ['blanks before a line end are padding', 'a \t\r\nb  \nc  ', 'a\r\nb\nc  '],
    ['encoded blanks stay', 'a=20\r\nb', 'a \r\nb'],
    ['an encoded blank before padding', 'a=20  \r\nb', 'a \r\nb'],
    ['equals at the very end', 'abc=', 'abc'],
    ['one hex digit at the end', 'abc=4', 'abc=4'],
    ['bare CR stays', 'a\rb', 'a\rb'],
  ])('%s', (_, text, expected) => expect(decodeQuotedPrintable(ascii(text)).toString('latin1')).toBe(expected));
  test('two million soft breaks, blanks and equals signs', () => {
    expect(decodeQuotedPrintable(ascii('=\r\n'.repeat(700_000)))).toHaveLength(0);
    expect(decodeQuotedPrintable(ascii(' '.repeat(2_000_000) + '\n'))).toHaveLength(1);
    expect(decodeQuotedPrintable(ascii(`${'='.repeat(1000)}${' '.repeat(1000)}x`.repeat(500)))).toHaveLength(1_000_500);
  });
});

test('uuencode', () => {
  const text = 'some text\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n';
  expect(decodeUuencode(ascii(text)).toString()).toBe('Cat');
  expect(decodeUuencode(ascii('#0V%T\n')).toString()).toBe('Cat');
  // Blanks at the end of a line stand for zeros, and many programs on the way take them off.
  for (const end of ['\n', '\r\n']) expect(decodeUuencode(ascii(`begin 644 x${end}#00${end}#0V%T${end}\`${end}end${end}`)).toString('latin1')).toBe('A\0\0Cat');
  expect(decodeUuencode(ascii('begin 644 x\nM0V%T')).toString('latin1').startsWith('Cat')).toBe(true);
});

test.each([
  ['BASE64', 'YQ==', 'a', true], [' base64 ; x=y', 'YQ==', 'a', true], ['x-base64', 'YQ==', 'a', true], ['Quoted-Printable ', '=61', 'a', true],
  ['', '=61', '=61', true], ['8-bit', 'x', 'x', true], ['rot13', 'x', 'x', false], ['text/html', 'x', 'x', false],
])('encoding %j', (name, source, text, known) => {
  expect(decodeTransfer(ascii(source), name)).toEqual({ bytes: ascii(text), known });
});
