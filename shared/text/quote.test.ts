/** Quoted and forwarded text. */
import { expect, test } from 'vitest';
import { attribution, forwardBody, quoteText, replyBody } from './quote.ts';

const ann = { name: 'Ann Doe', address: 'ann@example.org' };

test('quotes flowed text by paragraph and drops the signature', () => {
  expect(quoteText({ text: 'one \r\ntwo\r\n\r\n> old\r\n\r\n-- \r\nAnn\r\n', flowed: true, delSp: false })).toBe('> one two\n>\n>> old');
});

test('quotes fixed text line by line', () => {
  expect(quoteText({ text: 'a\n> b\n', flowed: false, delSp: false })).toBe('> a\n>> b');
  expect(quoteText({ text: '', flowed: false, delSp: false })).toBe('');
});

test('attribution is one line whatever the name holds', () => {
  expect(attribution(ann, '3 March 2026, 14:05')).toBe('On 3 March 2026, 14:05, Ann Doe wrote:');
  expect(attribution({ name: 'x\r\n> y', address: 'a@b' }, 'today')).not.toMatch(/\n/u);
  expect(attribution(undefined, 'today')).toBe('On today, it was written:');
});

test('an answer leaves room on top; an empty original leaves nothing', () => {
  expect(replyBody({ text: 'hi', flowed: false, delSp: false }, ann, 'today')).toBe('\n\nOn today, Ann Doe wrote:\n> hi\n');
  expect(replyBody({ text: ' \n', flowed: false, delSp: false }, ann, 'today')).toBe('');
});

test('a forward carries the headers on one line each', () => {
  const text = forwardBody({ text: 'hi \r\nthere', flowed: true, delSp: false }, { from: [ann], to: [{ name: '', address: 'b@example.org' }], cc: [], subject: 'Lunch\nX: y', when: 'today' });
  expect(text).toBe('\n\n-------- Forwarded message --------\nFrom: Ann Doe <ann@example.org>\nDate: today\nSubject: Lunch X: y\nTo: b@example.org\n\nhi there\n');
});

test('a forward names the address of everybody, however long a name stands before it', () => {
  const long = { name: `The Bank <info@bank.example> ${'x'.repeat(1_000)}`, address: 'mallory@example.net' };
  const text = forwardBody({ text: 'hi', flowed: false, delSp: false }, { from: [long], to: [long], cc: [], subject: '', when: '' });
  expect(text.match(/^(?:From|To): .* <mallory@example\.net>$/gmu)).toHaveLength(2);
});

test('of what is only the beginning, an answer and a forward say so', () => {
  const body = { text: 'hi\nthere\n', flowed: false, delSp: false, cut: true };
  expect(replyBody(body, ann, 'today')).toBe('\n\nOn today, Ann Doe wrote:\n> hi\n> there\n[The message goes on. Only its beginning is quoted here.]\n');
  expect(forwardBody(body, { from: [ann], to: [], cc: [], subject: 'Lunch', when: 'today' })).toMatch(/\nhi\nthere\n\[The message goes on\. Only its beginning is quoted here\.\]\n$/u);
});

test('a line of any length is quoted in a moment', () => {
  const text = `a${' '.repeat(1_000_000)}x`;
  expect(quoteText({ text, flowed: false, delSp: false })).toBe(`> ${text}`);
  expect(forwardBody({ text, flowed: false, delSp: false }, { from: [], to: [], cc: [], subject: '', when: '' })).toContain(text);
});
