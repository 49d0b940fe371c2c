import { expect, test } from 'vitest';
import { answerReferences, parseReferences } from './references.ts';

const cases: [string, string, string[]][] = [
  ['none', '\r\n', []],
  ['one', 'References: <a@b>\r\n\r\n', ['<a@b>']],
  ['folded', 'References: <a@b>\r\n <c@d>\r\n\t<e@f>\r\n\r\n', ['<a@b>', '<c@d>', '<e@f>']],
  ['folded inside an id', 'References: <a@\r\n b>\r\n\r\n', ['<a@b>']],
  ['without blanks between', 'References: <a@b><c@d>\r\n', ['<a@b>', '<c@d>']],
  ['commas and comments', 'References: <a@b>, (was <x y>) <c@d>\r\n', ['<a@b>', '<xy>', '<c@d>']],
  ['two fields', 'References: <a@b>\r\nIn-Reply-To: <c@d>\r\n\r\n', ['<a@b>', '<c@d>']],
  ['a phrase', 'In-Reply-To: Your message of "Fri, 20 Nov" <a@b>\r\n', ['<a@b>']],
  ['no brackets', 'In-Reply-To: 123@example.org\r\n\r\n', ['<123@example.org>']],
  ['no id at all', 'In-Reply-To: your mail\r\n', []],
  ['never closed', 'References: <a@b> <c@d\r\n', ['<a@b>']],
  ['opened twice', 'References: <broken <a@b>\r\n', ['<a@b>']],
  ['empty', 'References: <> <a@b>\r\n', ['<a@b>']],
  ['bare LF', 'References: <a@b>\n <c@d>\n\n', ['<a@b>', '<c@d>']],
];
for (const [name, block, ids] of cases) {
  test(name, () => expect(parseReferences(block)).toEqual(ids));
}

test('a long thread keeps its root and the nearest ancestors', () => {
  const ids = Array.from({ length: 3000 }, (_, n) => `<${n}@x>`);
  const parsed = parseReferences(`References: ${ids.join('\r\n ')}\r\n\r\n`);
  expect(parsed).toHaveLength(500);
  expect(parsed[0]).toBe('<0@x>');
  expect(parsed.at(-1)).toBe('<2999@x>');
});

test('megabytes of brackets end', () => {
  expect(parseReferences('<'.repeat(2_000_000))).toEqual([]);
  expect(parseReferences('<>'.repeat(1_000_000))).toEqual([]);
  expect(parseReferences('a@b '.repeat(500_000))).toHaveLength(500);
  expect(parseReferences(`${'<'.repeat(2_000_000)}a@b>`)).toEqual(['<a@b>']);
});

test('an answer names all that came before it, once each, the answered last', () => {
  expect(answerReferences(['<a@b>', '<c@d>'], '<c@d>', '<e@f>')).toEqual(['<a@b>', '<c@d>', '<e@f>']);
  expect(answerReferences(['<e@f>', '<a@b>'], '', '<e@f>')).toEqual(['<a@b>', '<e@f>']);
  expect(answerReferences(['<a@b>'], '', '')).toEqual(['<a@b>']);
  expect(answerReferences(Array.from({ length: 90 }, (_, n) => `<${n}@x>`), '', '<e@f>')).toHaveLength(50);
});

test('where it names no ancestors, the one message that it answers stands for them; several could be anything', () => {
  expect(answerReferences([], '<a@b>', '<e@f>')).toEqual(['<a@b>', '<e@f>']);
  expect(answerReferences([], '<a@b> <c@d>', '<e@f>')).toEqual(['<e@f>']);
  expect(answerReferences([], '', '<e@f>')).toEqual(['<e@f>']);
});
