/** format=flowed, both ways. */
import { describe, expect, test } from 'vitest';
import { decodeFixed, decodeFlowed, encodeFlowed } from './flowed.ts';

describe('decodeFlowed', () => {
  test.each<[string, string, boolean, [number, string][]]>([
    ['joins soft breaks', 'one \r\ntwo\r\nthree', false, [[0, 'one two'], [0, 'three']]],
    ['DelSp removes the space', 'Donau \r\ndampf\r\n', true, [[0, 'Donaudampf']]],
    ['quoted text flows without marks in between', '> quo \r\n> ted', true, [[1, 'quoted']]],
    ['quoted text without DelSp', '> quo \r\n> ted', false, [[1, 'quo ted']]],
    ['depths never join', '>> deep \r\n> less', false, [[2, 'deep '], [1, 'less']]],
    ['the signature mark is fixed', 'text \r\n-- \r\nAnn', false, [[0, 'text '], [0, '-- '], [0, 'Ann']]],
    ['space-stuffing goes', ' From here\r\n  two', false, [[0, 'From here'], [0, ' two']]],
    ['empty lines stay', 'a\r\n\r\nb', false, [[0, 'a'], [0, ''], [0, 'b']]],
  ])('%s', (_, text, delSp, expected) => {
    expect(decodeFlowed(text, delSp)).toEqual(expected.map(([depth, line]) => ({ depth, text: line })));
  });
});

test('decodeFixed counts marks with and without spaces', () => {
  expect(decodeFixed('> > a\n>> b\n>c\n>From me\nplain')).toEqual([
    { depth: 2, text: 'a' }, { depth: 2, text: 'b' }, { depth: 1, text: 'c' }, { depth: 0, text: '>From me' }, { depth: 0, text: 'plain' },
  ]);
});

describe('encodeFlowed', () => {
  const words = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ');
  test('what is sent reads back as what was typed', () => {
    const typed = `${words}\n\nFrom the start\n  indented\n> quoted ${words}\n>> deeper\n-- \nAnn`;
    const sent = encodeFlowed(typed);
    for (const line of sent.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    expect(decodeFlowed(sent, false)).toEqual([
      { depth: 0, text: words }, { depth: 0, text: '' }, { depth: 0, text: 'From the start' }, { depth: 0, text: '  indented' },
      { depth: 1, text: `quoted ${words}` }, { depth: 2, text: 'deeper' }, { depth: 0, text: '-- ' }, { depth: 0, text: 'Ann' },
    ]);
  });
  test('trailing spaces do not join lines', () => {
    expect(decodeFlowed(encodeFlowed('one  \ntwo'), false).map((p) => p.text)).toEqual(['one', 'two']);
  });
  test('a long URL stays whole', () => {
    const url = `https://example.org/${'x'.repeat(200)}`;
    expect(encodeFlowed(`see ${url} there`)).toContain(url);
  });
  test('two dashes before a long word begin no signature', () => {
    const url = `https://example.org/${'x'.repeat(80)}`;
    for (const [depth, typed] of [[0, `-- ${url} and more`], [0, `${'word '.repeat(14)}-- ${url}`], [1, `-- ${url}`]] as const) {
      expect(decodeFlowed(encodeFlowed(`${depth ? '> ' : ''}${typed}`), false)).toEqual([{ depth, text: typed }]);
    }
  });
});

test('a line of any length is sent in a moment', () => expect(encodeFlowed(`a${' \t'.repeat(500_000)}x`).endsWith('x')).toBe(true));
