/** Recipients of answers. */
import { expect, test } from 'vitest';
import { replyRecipients } from './reply.ts';

const a = (address: string) => ({ name: '', address });
const list = (...addresses: string[]) => addresses.map(a);
const me = ['me@example.org', 'alias@example.org'];
const plain = { from: list('ann@example.com'), replyTo: [], to: list('me@example.org', 'bob@example.com'), cc: list('Cy@example.com', 'ALIAS@example.org') };

test.each([
  ['reply goes to the author', plain, 'reply', ['ann@example.com'], []],
  ['reply all keeps the others and leaves me out', plain, 'replyAll', ['ann@example.com'], ['bob@example.com', 'Cy@example.com']],
  ['Reply-To wins', { ...plain, replyTo: list('desk@example.com') }, 'reply', ['desk@example.com'], []],
  ['a list that takes over Reply-To keeps the author in an answer to all', { ...plain, replyTo: list('list@example.net'), to: list('list@example.net'), cc: [] }, 'replyAll', ['list@example.net'], ['ann@example.com']],
  ['my own message goes to those it went to', { from: list('me@example.org'), replyTo: [], to: list('bob@example.com'), cc: list('cy@example.com') }, 'reply', ['bob@example.com'], []],
  ['my own message, to all', { from: list('me@example.org'), replyTo: [], to: list('bob@example.com'), cc: list('cy@example.com') }, 'replyAll', ['bob@example.com'], ['cy@example.com']],
  ['Reply-To names nobody but me: the author is answered', { ...plain, replyTo: list('ME@example.org') }, 'reply', ['ann@example.com'], []],
  ['Reply-To names nobody but me, to all', { ...plain, replyTo: list('me@example.org') }, 'replyAll', ['ann@example.com'], ['bob@example.com', 'Cy@example.com']],
  ['a note to myself', { from: list('me@example.org'), replyTo: [], to: list('me@example.org'), cc: [] }, 'reply', ['me@example.org'], []],
  ['doubles count once', { from: list('ann@example.com'), replyTo: [], to: list('Ann@Example.com', 'bob@example.com', 'bob@EXAMPLE.com'), cc: list('bob@example.com') }, 'replyAll', ['ann@example.com'], ['bob@example.com']],
  ['no usable author', { from: list(''), replyTo: [], to: list('me@example.org'), cc: list('bob@example.com') }, 'replyAll', ['bob@example.com'], []],
  ['a smuggled recipient is no recipient', { from: list('x@y>\r\nRCPT TO:<evil@x.y'), replyTo: [], to: list('me@example.org'), cc: [] }, 'reply', ['me@example.org'], []],
] as const)('%s', (_, message, kind, to, cc) => {
  const answer = replyRecipients(message, me, kind);
  expect(answer.to.map((x) => x.address)).toEqual(to);
  expect(answer.cc.map((x) => x.address)).toEqual(cc);
});
