import { describe, expect, test } from 'vitest';
import { readTnef } from './tnef.ts';

const u16 = (n: number): Buffer => { const b = Buffer.alloc(2); b.writeUInt16LE(n); return b; };
const u32 = (n: number): Buffer => { const b = Buffer.alloc(4); b.writeUInt32LE(n); return b; };
const sum = (data: Buffer): number => data.reduce((all, octet) => (all + octet) & 0xffff, 0);
const attribute = (level: number, id: number, data: Buffer): Buffer => Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(sum(data))]);
const tnef = (...attributes: Buffer[]): Buffer => Buffer.concat([u32(0x223e9f78), u16(1), ...attributes]);
const begins = (): Buffer => attribute(2, 0x69002, Buffer.alloc(14));
const title = (name: string): Buffer => attribute(2, 0x18010, Buffer.from(`${name}\0`, 'latin1'));
const content = (text: string): Buffer => attribute(2, 0x6800f, Buffer.from(text));
const padded = (octets: Buffer): Buffer => Buffer.concat([u32(octets.length), octets, Buffer.alloc((4 - (octets.length % 4)) % 4)]);
const property = (type: number, id: number, octets: Buffer): Buffer => Buffer.concat([u16(type), u16(id), u32(1), padded(octets)]);
const properties = (...all: Buffer[]): Buffer => attribute(2, 0x69005, Buffer.concat([u32(all.length), ...all]));
const listed = (bytes: Buffer) => readTnef(bytes)?.files.map(({ name, content: octets }) => [name, octets.toString()]);

describe('a winmail.dat', () => {
  test('its files, in their order', () => {
    expect(listed(tnef(begins(), title('one.txt'), content('first'), begins(), title('two.txt'), content('second')))).toEqual([['one.txt', 'first'], ['two.txt', 'second']]);
  });

  test('long names in any letters come before the short ones; names are made safe', () => {
    const long = property(0x1f, 0x3707, Buffer.from('Zählung März.txt\0', 'utf16le'));
    expect(listed(tnef(begins(), title('ZHLUNG~1.TXT'), content('x'), properties(long)))).toEqual([['Zählung März.txt', 'x']]);
    expect(listed(tnef(begins(), title('..\\..\\autorun.inf'), content('x')))).toEqual([['_autorun.inf', 'x']]);
    expect(listed(tnef(attribute(1, 0x69007, Buffer.concat([u32(1251), u32(0)])), begins(), attribute(2, 0x18010, Buffer.from([0xf1, 0xf7, 0xb8, 0xf2, 0])), content('x')))).toEqual([['счёт', 'x']]);
  });

  test('content that is an object, behind its interface; properties with names and many values are stepped over', () => {
    const named = Buffer.concat([u16(0x03), u16(0x8001), Buffer.alloc(16), u32(1), padded(Buffer.from('Name')), u32(7)]);
    const many = Buffer.concat([u16(0x1003), u16(0x1234), u32(2), u32(1), u32(2)]);
    expect(listed(tnef(begins(), properties(named, many, property(0x0d, 0x3701, Buffer.concat([Buffer.alloc(16), Buffer.from('inside')])), property(0x1e, 0x3707, Buffer.from('object.bin\0')))))).toEqual([['object.bin', 'inside']]);
  });

  test('what is none, is cut anywhere, or lies about its lengths', () => {
    expect(readTnef(Buffer.from('PK\x03\x04 not this'))).toBeNull();
    expect(readTnef(Buffer.alloc(0))).toBeNull();
    const whole = tnef(begins(), title('one.txt'), content('first'), properties(property(0x1f, 0x3707, Buffer.from('long.txt', 'utf16le'))));
    for (let end = 6; end < whole.length; end += 1) expect(() => readTnef(whole.subarray(0, end)), String(end)).not.toThrow();
    expect(readTnef(whole.subarray(0, whole.length - 1))).toMatchObject({ damaged: true });
    expect(readTnef(whole)).toMatchObject({ damaged: false });
    expect(readTnef(Buffer.concat([tnef(), Buffer.from([2]), u32(0x6800f), u32(0xffffffff), Buffer.from('x')]))).toEqual({ text: '', files: [], damaged: true });
    expect(readTnef(tnef(begins(), properties(Buffer.concat([u16(0x1e), u16(0x3707), u32(0xffffffff)]))))?.files).toHaveLength(1);
  });

  test('the text, however it is written; as it is comes first', () => {
    const message = (...all: Buffer[]): Buffer => attribute(1, 0x69003, Buffer.concat([u32(all.length), ...all]));
    const body = attribute(1, 0x2800c, Buffer.from('High water\r\nat six.\0rest', 'latin1'));
    const rtf = property(0x102, 0x1009, Buffer.concat([u32(0), u32(100), u32(0x414c454d), u32(0), Buffer.from("{\\rtf1 at {\\b seven}\\par}\0")]));
    const html = property(0x102, 0x1013, Buffer.from('<meta charset=utf-8><p>at <b>eight</b> €</p>'));
    expect(readTnef(tnef(body))?.text).toBe('High water\nat six.');
    expect(readTnef(tnef(message(property(0x1f, 0x1000, Buffer.from('at nine\0', 'utf16le')), rtf), body))?.text).toBe('at nine');
    expect(readTnef(tnef(message(html, rtf)))?.text).toBe('at seven');
    expect(readTnef(tnef(message(html)))?.text).toBe('at eight €');
    expect(readTnef(tnef(begins(), title('one.txt'), content('first')))?.text).toBe('');
  });

  test('a text that would be drawn for ever is cut', () => {
    const piled = `a${'\u0301'.repeat(1_000)}`;
    const unicode = property(0x1f, 0x1000, Buffer.from(piled, 'utf16le'));
    const rtf = property(0x102, 0x1009, Buffer.concat([u32(0), u32(100), u32(0x414c454d), u32(0), Buffer.from(`{\\rtf1 a${'\\u769?'.repeat(1_000)}}\0`)]));
    for (const one of [unicode, rtf]) expect(readTnef(tnef(attribute(1, 0x69003, Buffer.concat([u32(1), one]))))?.text).toBe(`a${'\u0301'.repeat(12)}`);
  });

  test('no more files than anybody packs', () => {
    const found = readTnef(tnef(...Array.from({ length: 700 }, begins)));
    expect([found?.files.length, found?.damaged]).toEqual([500, true]);
  });
});
