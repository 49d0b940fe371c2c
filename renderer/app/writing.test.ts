import { expect, test } from 'vitest';
import { accountId, type MessageId } from '../../shared/ids.ts';
import { isOf, newLetter, NOT_WRITING } from './writing.ts';

const ANN = accountId('ann');
const blank = newLetter(ANN);
const initial = blank.kind === 'letter' ? blank.initial : null;
const answerTo = (messageId: string) => ({ ...initial!, source: { messageId: messageId as MessageId, kind: 'reply' as const } });

test('a kept text is offered only for what was being written', () => {
  expect(isOf(blank, initial!)).toBe(true);
  expect(isOf(blank, answerTo('1'))).toBe(false);
  expect(isOf({ kind: 'replyAll', messageId: '1' as MessageId }, answerTo('1'))).toBe(true);
  expect(isOf({ kind: 'reply', messageId: '2' as MessageId }, answerTo('1'))).toBe(false);
  expect(isOf({ kind: 'letter', initial: answerTo('1') }, answerTo('1'))).toBe(true);
  expect(isOf(NOT_WRITING, initial!)).toBe(false);
});
