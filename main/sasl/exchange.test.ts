/** Base64 lines around a mechanism: bounds, cancelling, and a success that is none. */
import { expect, test } from 'vitest';
import { Exchange } from './exchange.ts';
import { scripted } from './mechanism.ts';

const echo = (initial: Buffer | null, answers: number) => new Exchange(scripted('X', initial, Array.from({ length: answers }, () => (challenge: Buffer) => challenge)));

test('an initial response goes with the command or waits to be asked; empty is =', async () => {
  expect(echo(Buffer.from('hi'), 0).initial()).toBe('aGk=');
  expect(echo(Buffer.alloc(0), 0).initial()).toBe('=');
  expect(echo(null, 1).initial()).toBeNull();
  const waiting = echo(Buffer.from('hi'), 0);
  expect(waiting.proven).toBe(false);
  expect(await waiting.answer('whatever you say')).toBe('aGk=');
  expect(waiting.proven).toBe(true);
  waiting.succeeded();
});

test.each(['a', 'aGk', 'aGk=x', '*', 'aG k=', '=', 'A'.repeat(70_000), 'ä'])('%j is cancelled', async (challenge) => {
  const exchange = echo(null, 2);
  expect(await exchange.answer(challenge)).toBe('*');
  expect(exchange.cancelled?.failure.code).toBe('unsupported');
});

test('a flood ends', async () => {
  const exchange = new Exchange({ ...scripted('X', null, []), respond: (challenge) => challenge });
  let answers = 0;
  while ((await exchange.answer('')) !== '*') answers += 1;
  expect(answers).toBeLessThan(20);
  for (let at = 0; at < 3; at++) expect(await exchange.answer('')).toBeNull();
  await expect(exchange.answer('')).rejects.toMatchObject({ failure: { code: 'protocol' } });
});

test('success before its time, or after cancelling, is none', async () => {
  expect(() => echo(Buffer.from('hi'), 0).succeeded()).toThrow(/before/u);
  expect(() => echo(null, 1).succeeded()).toThrow(/before/u);
  const exchange = echo(null, 0);
  await exchange.answer('');
  expect(() => exchange.succeeded()).toThrow(/cancelled/u);
});
