/** Where the quoted text at the end of a plain message begins. */
import { expect, test } from 'vitest';
import { decodeFixed } from '../../../../shared/text/flowed.ts';
import { trailingQuote } from './trailing-quote.ts';

const folded = (text: string): string | null => {
  const paragraphs = decodeFixed(text);
  const at = trailingQuote(paragraphs);
  return at === null ? null : paragraphs.slice(at).map(({ depth, text: line }) => '>'.repeat(depth) + line).join('\n').trim();
};

test('a quote at the end, with what introduces it', () => {
  expect(folded('Yes.\n\nOn Tue, Ann wrote:\n> shall we?\n>\n> > once more\n')).toBe('On Tue, Ann wrote:\n>shall we?\n>\n>>once more');
});

test('an attribution over two lines', () => {
  expect(folded('Yes.\n\nOn Tue, 3 March 2026 at 14:05,\nAnn Doe <ann@example.org> wrote:\n\n> shall we?\n')).toContain('On Tue, 3 March 2026');
});

test('a sentence that ends with a colon under others is not all folded away', () => {
  expect(folded('One\ntwo\nthree\nfour\nfive:\n> quote\n')).toBe('five:\n>quote');
});

test('answers between the quotes stay readable', () => {
  expect(folded('> shall we?\n\nYes.\n\n> when?\n\nNow.\n')).toBe(null);
  expect(folded('> shall we?\n\nYes.\n\n> when?\n')).toBe('>when?');
});

test('nothing above, nothing folded', () => {
  expect(folded('> only a quote\n')).toBe(null);
  expect(folded('On Tue, Ann wrote:\n> shall we?\n')).toBe(null);
  expect(folded('no quote at all\n')).toBe(null);
});

test('a message repeated whole below a divider', () => {
  expect(folded('Done.\n\n-----Original Message-----\nFrom: Ann\n\nPlease do.\n')).toBe('-----Original Message-----\nFrom: Ann\n\nPlease do.');
});
