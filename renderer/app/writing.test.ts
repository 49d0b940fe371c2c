import { expect, test } from 'vitest';
import { accountId, draftId, operationId, type MessageId } from '../../shared/ids.ts';
import type { DraftRow } from '../../shared/model/draft.ts';
import { begin, begun } from './writing.ts';

const ANN = accountId('ann');
const messageId = (id: string) => id as MessageId;
const row = (id: string, extra: Partial<DraftRow> = {}): DraftRow => ({ id: draftId(id), open: false, changedAt: 1, writer: 'w', revision: 1, accountId: ANN, subject: '', to: '', preview: '', source: null, replaces: null, ...extra });
const drafts = [row('a'), row('b', { source: { messageId: messageId('1'), kind: 'reply' } }), row('c', { source: { messageId: messageId('1'), kind: 'forward' } }), row('d', { replaces: operationId('s') })];

test('an answer that was begun is written on; a new message is a new one', () => {
  const { initial } = (begin({ kind: 'new', accountId: ANN }, draftId('n')) as Extract<ReturnType<typeof begin>, { kind: 'letter' }>).start;
  expect(begun({ kind: 'new', accountId: ANN }, drafts)).toBeUndefined();
  expect(begun({ kind: 'reply', messageId: messageId('1') }, drafts)?.id).toBe('b');
  expect(begun({ kind: 'replyAll', messageId: messageId('1') }, drafts)?.id).toBe('b');
  expect(begun({ kind: 'forward', messageId: messageId('1') }, drafts)?.id).toBe('c');
  expect(begun({ kind: 'reply', messageId: messageId('2') }, drafts)).toBeUndefined();
  expect(begun({ kind: 'again', initial, replaces: operationId('s') }, drafts)?.id).toBe('d');
});
