import { expect, test } from 'vitest';
import { accountId, draftId, operationId, type MessageId } from '../../shared/ids.ts';
import type { DraftRow } from '../../shared/model/draft.ts';
import { askedAs, begin, begun, goOn, renamed } from './writing.ts';

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

const letter = { accountId: ANN, to: '', cc: '', bcc: '', subject: '', text: 'mine', inReplyTo: '', references: [], replaces: null };
const draft = (source: DraftRow['source']) => ({ id: draftId('a'), revision: 3, writer: 'w', open: true, createdAt: 1, changedAt: 1, letter: { ...letter, source } });

test('a letter on screen is asked for as another kind where it stands, no other one is', () => {
  const asked = { kind: 'replyAll' as const, people: null };
  const before = begin({ kind: 'reply', messageId: messageId('1') }, draftId('a'));
  expect(askedAs(before, draftId('a'), asked)).toEqual({ ...before, asked });
  expect(askedAs(before, draftId('b'), asked)).toBe(before);
});

test('a letter that goes on as another draft has its name everywhere, in the same composer', () => {
  const before = goOn(draft(null));
  const after = renamed(before, draftId('a'), draftId('b'));
  expect(after).toMatchObject({ draftId: 'b', start: { draftId: 'b', saved: { revision: 3 } } });
  const keys = [before, after, goOn(draft(null))].map((one) => one.kind !== 'none' && one.key);
  expect(keys[1]).toBe(keys[0]);
  // What the other one saved is opened in another composer.
  expect(keys[2]).not.toBe(keys[0]);
  expect(renamed(begin({ kind: 'reply', messageId: messageId('1') }, draftId('a')), draftId('a'), draftId('b'))).toMatchObject({ draftId: 'b' });
  expect(renamed(before, draftId('c'), draftId('b'))).toBe(before);
});
