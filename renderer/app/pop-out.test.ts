/** Addresses of windows that show one message. */
import { expect, test } from 'vitest';
import type { MessageId } from '../../shared/ids.ts';
import { poppedOutHash, poppedOutOf } from './pop-out.ts';

test('there and back, with any name of a folder', () => {
  for (const messageId of ['7:12@account/INBOX', '7:12@account/A/b#c?d=%20 ü&x'] as MessageId[]) {
    for (const isConversation of [true, false]) expect(poppedOutOf(poppedOutHash({ messageId, isConversation }))).toEqual({ messageId, isConversation });
  }
});

test('anything else is no such window', () => {
  for (const hash of ['', '#', '#/message/', '#/message/%', '#/message/nonsense', '#/message/1:2@', '#/message/1:2@a%2Fb/more', '#/draft/1:2@a%2Fb', '#/message/x:2@a%2Fb']) expect(poppedOutOf(hash), hash).toBe(null);
});
