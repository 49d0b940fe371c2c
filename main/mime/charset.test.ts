/** Charsets: labels people write, encodings the platform lacks, and garbage that must neither throw nor grow markup. */
import { describe, expect, test } from 'vitest';
import iconv from 'iconv-lite';
import { decodeCharset, decodeOctets, normaliseCharset } from './charset.ts';

const octets = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('labels', () => {
  test.each([
    ['"UTF-8"', 'utf-8'], ['utf8', 'utf-8'], ['UTF_8', 'utf-8'], [' utf-8; ', 'utf-8'], ["us-ascii*en", 'us-ascii'], ['ISO8859-15', 'iso-8859-15'], ['iso_8859-1', 'iso-8859-1'], ['iso-88591', 'iso-8859-1'],
    ['x-windows-1252', 'windows-1252'], ['windows1251', 'windows-1251'], ['win-1250', 'windows-1250'], ['cp-850', 'cp850'], ['cp936', 'gbk'], ['HZ-GB-2312', 'hz-gb-2312'], ['unicode-1-1-utf-7', 'utf-7'], ['charset=koi8_r', 'koi8-r'],
    ['', ''], ['!!', ''], ['a b', ''], ['x'.repeat(200), ''],
  ])('%j is %j', (label, name) => expect(normaliseCharset(label)).toBe(name));
});

describe('decoding', () => {
  test.each([
    ['utf-8', 'c3bc', 'ü'], ['iso-8859-1', 'fc', 'ü'], ['latin1', '80', '€'], ['windows-1251', 'cff0', 'Пр'], ['koi8-r', 'f0d2', 'Пр'], ['gb2312', 'd6d0', '中'], ['gb18030', '81308130', '\u0080'], ['big5', 'a4a4', '中'],
    ['shift_jis', '93fa', '日'], ['euc-jp', 'c6fc', '日'], ['euc-kr', 'c7d1', '한'], ['ks_c_5601-1987', 'c7d1', '한'], ['cp949', 'c7d1', '한'], ['cp850', '81', 'ü'], ['ibm437', '81', 'ü'], ['utf-7', '2b4150772d', 'ü'], ['utf-16le', 'fc00', 'ü'], ['utf-16be', '00fc', 'ü'],
    ['iso-2022-jp', '1b2442 467c 1b2842', '日'], ['iso-2022-jp', '1b284a 5c 1b2842', '¥'], ['iso-2022-kr', '1b242943 61 0e 4751 0f 62', 'a한b'], ['hz', '7e7b 5650 7e7d 7e7e 61', '中~a'],
    ['unknown-8bit', 'c3bc', 'ü'], ['x-made-up', 'fc', 'ü'], ['us-ascii', 'c3bc', 'ü'], ['', '61', 'a'],
  ])('%s %s', (label, hex, text) => expect(decodeCharset(octets(hex), label)).toBe(text));

  // RFC 2781 3.2: the mark says in which order the octets come; files of Windows have it and no label.
  test.each([['utf-16', 'feff 00fc', 'ü'], ['UTF-16', 'fffe fc00', 'ü'], ['', 'fffe fc00 6100', 'üa'], ['us-ascii', 'feff 00fc 0061', 'üa'], ['', 'efbbbf 61', 'a']])('%j with a mark: %s', (label, hex, text) => expect(decodeCharset(octets(hex), label)).toBe(text));

  test('nothing throws, whatever the label and the octets', () => {
    let state = 11;
    const random = (): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >>> 8;
    const labels = ['utf-8', 'utf-7', 'utf-16', 'utf-32', 'iso-2022-jp', 'iso-2022-kr', 'iso-2022-cn', 'hz', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'x-user-defined', 'replacement', 'base64', 'hex', 'utf-7-imap', 'binary', 'ucs2', 'cp950', 'x-mac-cyrillic', '__proto__', 'constructor'];
    for (let round = 0; round < 2000; round++) {
      const garbage = Buffer.from(Array.from({ length: random() % 40 }, () => random() & 255));
      expect(typeof decodeCharset(garbage, labels[round % labels.length]!)).toBe('string');
      expect(typeof decodeOctets(garbage)).toBe('string');
    }
  });
  test('invented labels do not pile up and still decode', () => {
    for (let index = 0; index < 1000; index++) expect(decodeCharset(octets('c3bc'), `x-label-${index}`)).toBe('ü');
  });
  test('agrees with an independent table over whole code pages', () => {
    const high = Buffer.from(Array.from({ length: 96 }, (_, index) => index + 160));
    for (const label of ['iso-8859-2', 'iso-8859-5', 'iso-8859-15', 'windows-1250', 'windows-1253', 'koi8-r']) expect(decodeCharset(high, label)).toBe(iconv.decode(high, label));
  });
});

test('a label of any length is read in a moment', () => {
  for (const flood of ['"', "'", ';', '*', '_', '"\n']) expect(normaliseCharset(`a${flood.repeat(1_000_000)}x`)).toBe('');
});
