import { describe, expect, test } from 'vitest';
import { buildBody } from './body.ts';
import { chooseParts } from './choose-parts.ts';
import { parseMessage, type ParsedMessage } from './parse-message.ts';

const parse = (text: string): ParsedMessage => parseMessage(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'));
const shape = (text: string): Record<string, string> => Object.fromEntries([...parse(text).sections].map(([section, bytes]) => [section, bytes.toString('latin1')]));

test('a single part', () => {
  const message = parse('Subject: x\nContent-Type: TEXT/Plain; charset=utf-8\nContent-Transfer-Encoding: Base64\n\nYQ==\n');
  expect(message.structure).toEqual({ s: '1', t: 'text/plain', p: { charset: 'utf-8' }, e: 'base64', n: 6 });
  expect(message.sections.get('1')?.toString()).toBe('YQ==\r\n');
  expect(message.damaged).toBe(false);
});

test('nested multiparts, preamble, epilogue, section numbers', () => {
  const text = 'Content-Type: multipart/mixed; boundary="o"\n\npreamble\n--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nplain\n--i\nContent-Type: text/html\n\n<b>\n--i--\nrest\n--o  \nContent-Type: image/png; name*=utf-8\'\'%C3%A4.png\nContent-ID: <c>\nContent-Disposition: inline; filename="a;b.png"\n\nPNG\n\n--o--\nepilogue\n';
  const message = parse(text);
  expect(shape(text)).toEqual({ '1.1': 'plain', '1.2': '<b>', 2: 'PNG\r\n' });
  expect(message.structure.c?.[1]).toEqual({ s: '2', t: 'image/png', p: { name: '\u00e4.png' }, id: 'c', d: 'inline', dp: { filename: 'a;b.png' }, n: 5 });
  expect(message.damaged).toBe(false);
});

describe('broken messages still show something', () => {
  const broken: [string, string, Record<string, string>][] = [
    ['no closing boundary', 'Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo', { 1: 'one', 2: 'two' }],
    ['the boundary never comes', 'Content-Type: multipart/mixed; boundary=b\n\njust text\n', { 1: 'just text\r\n' }],
    ['no boundary parameter', 'Content-Type: multipart/mixed\n\njust text', { 1: 'just text' }],
    ['an inner multipart not closed', 'Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nx\n--o\n\ny\n--o--\n', { '1.1': 'x', 2: 'y' }],
    ['an inner multipart without parts', 'Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\nx\n--o\n\ny\n--o--\n', { 1: 'x', 2: 'y' }],
    ['a part without an empty line', 'Content-Type: multipart/mixed; boundary=b\n\n--b\nthis is text\nmore\n--b--\n', { 1: 'this is text\r\nmore' }],
    ['a part that ends in its header', 'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b\n\nx\n--b--\n', { 1: '', 2: 'x' }],
    ['no header at all', 'Hello there\nno header here\n', { 1: 'Hello there\r\nno header here\r\n' }],
  ];
  test.each(broken)('%s', (_, text, expected) => {
    const message = parse(text);
    expect(shape(text)).toEqual(expected);
    expect(message.damaged).toBe(true);
    const body = buildBody(message.structure, message.sections);
    expect(body.text ?? body.html).toContain(Object.values(expected).find((value) => value !== '')?.trim().split('\r\n')[0]);
  });
  test.each(['', '\n', 'Subject: x\n', 'Subject: x'])('almost nothing: %j', (text) => {
    expect(parse(text).sections.get('1')?.toString()).toBe('');
  });
});

test('a boundary that begins like another, and one used twice', () => {
  const text = 'Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/mixed; boundary=abc\n\n--abc\n\nx\n--abc--\n--ab\nContent-Type: multipart/mixed; boundary=ab\n\n--ab\n\ny\n--ab--\n--ab--\n';
  expect(shape(text)).toEqual({ '1.1': 'x', '2.1': 'y' });
});

test('the first of two contradicting fields counts, a comment is none', () => {
  const message = parse('Content-Type: (text/plain) text/html; charset=(x)utf-8 (y)\nContent-Type: image/png\n\nx');
  expect(message.structure).toMatchObject({ t: 'text/html', p: { charset: 'utf-8' } });
});

test('a mailbox line, bare LF and a digest', () => {
  const raw = 'From me Mon Jan  1\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--\n';
  const message = parseMessage(Buffer.from(raw));
  expect(message.structure.c?.[0]).toMatchObject({ s: '1', t: 'message/rfc822' });
  expect(message.sections.get('1')?.toString()).toBe('Subject: x\n\ny');
});

test('names of prototypes are only names', () => {
  const message = parse('__proto__: x\nContent-Type: text/plain; __proto__=y; constructor=z\n\nx');
  expect(message.structure.p?.['constructor']).toBe('z');
  expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  expect(chooseParts(message.structure).text).toHaveLength(1);
});

describe('bombs come back with what was found', () => {
  const bombs: [string, () => string, boolean][] = [
    ['20,000 nested multiparts', () => Array.from({ length: 20_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(''), true],
    ['100,000 parts', () => `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(100_000)}--b--\n`, true],
    ['a million boundary-like lines', () => `Content-Type: multipart/mixed; boundary=b\n\n${'--b-\n'.repeat(1_000_000)}`, true],
    ['200,000 fields', () => `${'X-A: b\n'.repeat(200_000)}\nbody`, false],
    ['a million folds', () => `Subject: a\n${' b\n'.repeat(1_000_000)}\nbody`, false],
    ['a header of 10 MB', () => `Content-Type: text/plain; a="${'x'.repeat(10_000_000)}"\n\nbody`, false],
    ['100,000 open brackets', () => `Content-Type: text/plain ${'('.repeat(100_000)}\n\nbody`, false],
    ['50,000 parameter pieces', () => `Content-Type: text/plain;${Array.from({ length: 50_000 }, (_, i) => ` n*${i}*=a;`).join('\n')}\n\nbody`, false],
    ['NUL', () => `Content-Type: text/plain\n\n${'\0'.repeat(1_000_000)}`, false],
  ];
  test.each(bombs)('%s', (_, make, damaged) => {
    const message = parseMessage(Buffer.from(make(), 'latin1'));
    expect(message.damaged).toBe(damaged);
    expect(message.sections.size).toBeGreaterThan(0);
    buildBody(message.structure, message.sections);
  });
});

test('a Content-ID of any length is read in a moment', () => {
  expect(parse(`Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-ID: <${'>\n >'.repeat(100_000)}x\n\none\n--b--\n`).sections.size).toBe(1);
});
