import { expect, test } from 'vitest';
import { trustedFrame } from './sender-check.ts';
import type { Sender } from './sender-check.ts';

type Frame = NonNullable<Sender['senderFrame']>;
const frame = (origin: string, parent: unknown = null): Frame => ({ origin, parent }) as Frame;
const sent = (senderFrame: Frame | null, id = 7): Sender => ({ senderFrame, sender: { id } });
const known = (id: number): boolean => id === 7;

test('the top frame of one of our windows with our page is answered', () => {
  const top = frame('app://godwit');
  expect(trustedFrame(sent(top), known)).toBe(top);
});

test.each([
  ['a destroyed frame', sent(null)],
  ['a frame within the page', sent(frame('app://godwit', frame('app://godwit')))],
  ['a sandboxed frame', sent(frame('null'))],
  ['another origin', sent(frame('https://evil.example'))],
  ['another host of the scheme', sent(frame('app://evil'))],
  ['an origin that only begins like ours', sent(frame('app://godwit.evil'))],
  ['a window that is not ours', sent(frame('app://godwit'), 8)],
])('%s is not', (_what, event) => {
  expect(trustedFrame(event, known)).toBeUndefined();
});
