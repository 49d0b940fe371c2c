/** Arguments on the wire: each kind can only become itself. */
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../shared/failure.ts';
import { CommandWriter, type LiteralSource } from './encoder.ts';
import { decodeMailboxName, encodeMailboxName } from './modified-utf7.ts';

const written = (fill: (writer: CommandWriter) => CommandWriter): string =>
  fill(new CommandWriter()).finish().map((part) => (typeof part === 'string' ? part : Buffer.isBuffer(part) ? `{${part.length}}${part.toString('latin1')}` : `${part.binary === true ? '~' : ''}{${part.size}}…`)).join('');
const code = (fill: (writer: CommandWriter) => CommandWriter): string => {
  try {
    written(fill);
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
  }
  return 'no failure';
};

describe('strings', () => {
  test('quoted, escaped, or a literal', () => {
    expect(written((w) => w.string('a "b" \\c {10+}'))).toBe('"a \\"b\\" \\\\c {10+}"');
    expect(written((w) => w.string(''))).toBe('""');
    expect(written((w) => w.string('ü').word(' x'))).toBe('{2}\xc3\xbc x');
    expect(written((w) => w.string('a'.repeat(1001)))).toMatch(/^\{1001\}a+$/u);
    expect(written((w) => w.string('a\tb'))).toBe('{3}a\tb');
    expect(written((w) => w.mailbox('Entw\xfcrfe'))).toBe('{8}Entw\xfcrfe');
  });
  test.each(['a\r\nb LOGOUT', 'a\nb', 'a\rb', 'a\0b'])('%j is refused everywhere', (text) => {
    for (const fill of [(w: CommandWriter) => w.string(text), (w: CommandWriter) => w.mailbox(text), (w: CommandWriter) => w.atom(text), (w: CommandWriter) => w.flag(text), (w: CommandWriter) => w.digits(text)]) {
      expect(code(fill)).toBe('invalid-input');
    }
  });
  test('atoms, flags, numbers', () => {
    expect(written((w) => w.flags(['\\Seen', '$Junk', 'a]b']))).toBe('(\\Seen $Junk a]b)');
    for (const flag of ['', '\\', 'a b', 'a)', '(a', '"a"', 'a\\b', '{3}', '*', '%', '\\*', 'ü', 'a'.repeat(300)]) expect(code((w) => w.flag(flag))).toBe('invalid-input');
    for (const value of [-1, 1.5, Number.NaN, Infinity, 2 ** 53]) expect(code((w) => w.number(value))).toBe('invalid-input');
    for (const value of ['', '-1', '1 2', '1'.repeat(21)]) expect(code((w) => w.digits(value))).toBe('invalid-input');
    expect(code((w) => w.mailbox(''))).toBe('invalid-input');
    expect(code((w) => w.mailbox('\u20ac'))).toBe('invalid-input');
    expect(code((w) => w.literal(Buffer.from('a\0')))).toBe('invalid-input');
  });
});

describe('modified UTF-7', () => {
  test.each([
    ['INBOX', 'INBOX'],
    ['~peter/mail/&U,BTFw-/&ZeVnLIqe-', '~peter/mail/台北/日本語'],
    ['Entw&APw-rfe', 'Entwürfe'],
    ['A&-B', 'A&B'],
    ['&2D3eAA-', '😀'],
    ['a"b\\c', 'a"b\\c'],
  ])('%s', (wire, name) => {
    expect(decodeMailboxName(wire)).toBe(name);
    expect(encodeMailboxName(name)).toBe(wire);
  });
  test('what is malformed stays as it is; raw UTF-8 is read', () => {
    for (const name of ['&', '&abc', '&-&', 'a&A-', '&!-', '\xff\xfe']) expect(decodeMailboxName(name)).toBe(name === '&-&' ? '&&' : name);
    expect(decodeMailboxName(Buffer.from('Entwürfe').toString('latin1'))).toBe('Entwürfe');
  });
  test('every text survives the round trip', () => {
    for (const name of ['a\u0000b', '\ud83d', 'Ω&-Ω', 'été/&', '&&--', ' ~', '\u007f\u0080']) expect(decodeMailboxName(encodeMailboxName(name))).toBe(name);
  });
});

describe('literals that are not text in memory', () => {
  const source = (size: number, binary?: boolean): LiteralSource => ({ size, ...(binary === undefined ? {} : { binary }), open: () => [] });
  test('literal8 may hold NUL, a literal may not', () => {
    expect(written((writer) => writer.word('A ').literal8(Buffer.from('a\0b')))).toBe('A ~{3}…');
    expect(code((writer) => writer.literal(Buffer.from('a\0b')))).toBe('invalid-input');
  });
  test('a source stands where a literal would, also an empty one', () => {
    expect(written((writer) => writer.word('A ').source(source(5)).word(' B ').source(source(0, true)).word(')'))).toBe('A {5}… B ~{0}…)');
  });
  test('with line breaks they wait for the server’s word', () => {
    const asks = (write: (writer: CommandWriter) => CommandWriter): boolean[] => write(new CommandWriter()).finish().filter((part) => typeof part !== 'string').map((part) => !Buffer.isBuffer(part) && part.ask === true);
    const lines = Buffer.from('x\r\nzz DELETE INBOX\r\n');
    expect(asks((writer) => writer.literal(lines).literal8(lines))).toEqual([true, true]);
    expect(asks((writer) => writer.literal(Buffer.from('x')).literal8(Buffer.from('x')).string('ü'))).toEqual([false, false, false]);
  });
  test('a size that is none is refused', () => {
    for (const size of [-1, 1.5, Number.NaN, 2 ** 53]) expect(code((writer) => writer.source(source(size))), String(size)).toBe('invalid-input');
  });
});
