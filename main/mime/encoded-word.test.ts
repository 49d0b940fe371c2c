/** Encoded-words and parameters: RFC 2047 section 8, what senders get wrong, and text that only looks encoded. */
import { describe, expect, test } from 'vitest';
import { decodeEncodedWords, decodeParameters } from './encoded-word.ts';

describe('RFC 2047', () => {
  test.each([
    ['=?ISO-8859-1?Q?a?=', 'a'],
    ['=?ISO-8859-1?Q?a?= b', 'a b'],
    ['=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=', 'ab'],
    ['=?ISO-8859-1?Q?a?=\r\n   =?ISO-8859-1?Q?b?=', 'ab'],
    ['=?ISO-8859-1?Q?a_b?=', 'a b'],
    ['=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=', 'a b'],
    ['x =?utf-8?b?w7w=?= y', 'x ü y'],
    ['=?utf-8?B?w7w?=', 'ü'],
    ['=?utf-8?B?4g==?= =?UTF-8?B?gqw=?=', '€'],
    ['=?utf-8?q?=e2=82?==?utf-8?q?=ac?=', '€'],
    ['=?utf-8*en?Q?hi?=', 'hi'],
    ['=?utf-8?Q?not quite legal?=', 'not quite legal'],
    ['=?iso-2022-jp?B?GyRCRnwbKEI=?=', '日'],
    ['=?x-unknown?Q?=FC?=', 'ü'],
    ['=?utf-8?Q?=zz=3?=', '=zz=3'],
    ['=?utf-8?Q??=', ''],
    ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['=?utf-8?Q?never ends', '=?utf-8?Q?never ends'],
    ['a =? b ?= c', 'a =? b ?= c'],
    ['plain', 'plain'],
    ['Grüße =?utf-8?Q?=C3=BC?=', 'Grüße ü'],
    ['=?utf-8?Q?=C3?= x =?utf-8?Q?=BC?=', '\ufffd x \ufffd'],
  ])('%j', (text, decoded) => expect(decodeEncodedWords(text)).toBe(decoded));

  test('a hundred thousand of them, and what only begins like one', () => {
    expect(decodeEncodedWords('=?utf-8?Q?=C3=BC?= '.repeat(100_000)).startsWith('üüü')).toBe(true);
    expect(decodeEncodedWords('=?a?b?'.repeat(50_000)).length).toBe(300_000);
    expect(decodeEncodedWords('=?'.repeat(100_000)).length).toBe(200_000);
  });
});

describe('RFC 2231', () => {
  test.each([
    [[['filename', 'a.txt']], { filename: 'a.txt' }],
    [[["filename*", "utf-8''%e2%82%ac%20rates"]], { filename: '€ rates' }],
    [[["filename*", "iso-8859-1'en'%A3"]], { filename: '£' }],
    [[['filename*0', 'a'], ['filename*1', 'b']], { filename: 'ab' }],
    [[['filename*1*', '%ac.txt'], ['filename*0*', "utf-8''%e2%82"]], { filename: '€.txt' }],
    [[["filename*0*", "utf-8''%e2%82%ac"], ['filename*1', '%20x']], { filename: '€%20x' }],
    [[['filename', 'fallback.txt'], ["filename*", "utf-8''better.txt"]], { filename: 'better.txt' }],
    [[['NAME', '=?utf-8?Q?=C3=BC?=']], { name: 'ü' }],
    [[['filename*', 'no charset']], { filename: 'no charset' }],
    [[['filename*', "utf-8''%zz%e"]], { filename: '%zz%e' }],
    [[['__proto__', 'x'], ['__proto__*0', 'x'], ['', 'x'], ['*0', 'x'], ['a*99999999*', 'x']], {}],
  ] as [[string, string][], Record<string, string>][])('%j', (pairs, decoded) => {
    const result = decodeParameters(pairs);
    expect(result).toEqual(decoded);
    expect(Object.keys(result)).toEqual(Object.keys(decoded));
  });
  test('fifty thousand pieces', () => {
    const pairs = Array.from({ length: 50_000 }, (_, index) => [`name*${index}`, 'x'] as [string, string]);
    expect(decodeParameters(pairs)['name']!.length).toBe(50_000);
  });
});
