import { describe, expect, test } from 'vitest';
import { unpackRtf } from './compressed-rtf.ts';
import { rtfText } from './rtf-text.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const words = (rtf: string): string => rtfText(Buffer.from(rtf, 'latin1'));

describe('packed RTF', () => {
  // The two examples of MS-OXRTFCP 4.1.
  const simple = hex('2d 00 00 00 2b 00 00 00 4c 5a 46 75 f1 c5 c7 a7 03 00 0a 00 72 63 70 67 31 32 35 42 32 0a f3 20 68 65 6c 09 00 20 62 77 05 b0 6c 64 7d 0a 80 0f a0');
  const crossing = hex('1a 00 00 00 1c 00 00 00 4c 5a 46 75 e2 d4 4b 51 41 00 04 20 57 58 59 5a 0d 6e 7d 01 0e b0');

  test('as the standard shows', () => {
    expect(unpackRtf(simple)?.toString()).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
    expect(unpackRtf(crossing)?.toString()).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}');
  });

  test('not packed at all, or something else', () => {
    expect(unpackRtf(Buffer.concat([hex('12 00 00 00 06 00 00 00 4d 45 4c 41 00 00 00 00'), Buffer.from('{\\rtf}more')]))?.toString()).toBe('{\\rtf}');
    expect(unpackRtf(Buffer.alloc(40))).toBeNull();
    expect(unpackRtf(Buffer.alloc(3))).toBeNull();
  });

  test('cut anywhere it is what came before; what it says of its size is not believed', () => {
    const whole = unpackRtf(simple)!.toString();
    for (let end = 16; end < simple.length; end += 1) expect(whole.startsWith(unpackRtf(simple.subarray(0, end))!.toString())).toBe(true);
    const boasting = Buffer.from(simple);
    boasting.writeUInt32LE(0xffff_fff0, 4);
    expect(unpackRtf(boasting)?.toString()).toBe(whole);
  });
});

describe('the words of RTF', () => {
  test.each([
    ['paragraphs, lines, tabs', '{\\rtf1\\ansi one\\par two\\line three\\tab four\\par}', 'one\ntwo\nthree\tfour'],
    ['tables of fonts, colours, styles and pictures are no words', '{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red1;}{\\stylesheet{\\s1 Heading;}}{\\*\\generator Somebody;}{\\pict 0102} read}', 'read'],
    ['escapes', '{\\rtf1 a\\{b\\}c\\\\d\\~e}', 'a{b}c\\d\u00a0e'],
    ['octets in the code page of the document', "{\\rtf1\\ansi\\ansicpg1251 \\'ef\\'f0\\'e8\\'e2\\'e5\\'f2}", 'привет'],
    ['octets in that of the font', "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f0 caf\\'e9 \\f1 \\'f7\\'e0\\'e9}", 'café чай'],
    ['several octets for one character', "{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96\\'7b}", '日本'],
    ['letters beyond it, and what stands there for those who do not know them', "{\\rtf1\\uc1 \\u8364?5 \\uc2\\u-10179\\'3f\\'3f\\u-8704??!}", '€5 😀!'],
    ['octets as they are, stepped over', '{\\rtf1 a{\\pict\\bin4 }}}}}b}', 'ab'],
    ['HTML in RTF', '{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf \\par \\htmlrtf0 Hello{\\*\\htmltag72 </p>}\\par}', 'Hello'],
    ['an address behind a link', '{\\rtf1{\\field{\\*\\fldinst HYPERLINK "http://x.example"}{\\fldrslt here}}}', 'here'],
    ['braces that do not agree', '}}{\\rtf1 a}}} b{{{', 'a b'],
  ])('%s', (_name, rtf, expected) => expect(words(rtf)).toBe(expected));

  test('never more than a limit, never slow, whatever comes', () => {
    expect(words('a'.repeat(3_000_000))).toHaveLength(1_000_000);
    expect(words(`a${' '.repeat(900_000)}b`)).toHaveLength(900_002);
    expect(words(`{\\rtf1 ${'a\\par '.repeat(200_000)}`).endsWith('a\n…')).toBe(true);
    for (const flood of ['{', '}', '\\', "\\'", '\\u1', '\\f1{', '{\\fonttbl{\\f1\\fcharset204 ', '\\bin9 ', ' ', '\\tab', '\\par ']) expect(words(`{\\rtf1 ${flood.repeat(200_000)}`).length).toBeLessThanOrEqual(1_000_000);
  });
});
