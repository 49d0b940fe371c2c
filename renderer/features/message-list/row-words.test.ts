import { expect, test } from 'vitest';
import type { FolderId, MessageId } from '../../../shared/ids.ts';
import type { ConversationRow } from '../../../shared/model/conversation.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import type { RowLook } from './row-look.ts';
import { rowShape } from './row-look.ts';
import { peopleOf, rowName } from './row-words.ts';

const INBOX = 'ann/INBOX' as FolderId;
const look: RowLook = {
  shape: 'tall', height: 72, previewLines: 1, outgoing: false, own: new Set(['robin@example.org']), today: 0, placeOf: () => null,
  tagsOf: (keywords) => keywords.map((keyword) => ({ keyword, name: keyword.toUpperCase(), colour: 'red' })),
};
const message: MessageRow = { id: '1:1@ann/INBOX' as MessageId, folderId: INBOX, from: [{ name: 'Mara Lindqvist', address: 'mara@example.net' }], to: [{ name: '', address: 'robin@example.org' }], subject: 'Wader count', date: 0, size: 1, flags: FLAG.flagged, keywords: ['work'], hasAttachment: true, preview: null };
const person = (name: string, address: string, unread = false) => ({ name, address, unread });
const conversation: ConversationRow = {
  id: message.id, folderId: INBOX, subject: 'Wader count', people: [person('Mara Lindqvist', 'mara@example.net'), person('Robin Vale', 'Robin@example.org'), person('Ashby, Tom', 'tom@example.net', true)],
  messageIds: [message.id], count: 3, unread: 1, total: 3, flagged: false, draft: true, hasAttachment: false, keywords: [], date: 0, flags: FLAG.answered, preview: null,
};

test('a message by its sender, of sent mail by whom it went to', () => {
  expect(peopleOf(message, look)).toEqual([{ name: 'Mara Lindqvist', unread: true }]);
  expect(peopleOf(message, { ...look, outgoing: true })).toEqual([{ name: 'robin@example.org', unread: true }]);
  expect(peopleOf({ ...message, from: [] }, look)).toEqual([{ name: '(no sender)', unread: true }]);
});

test('people of a conversation by their first names, the user as me, a turned name whole', () => {
  expect(peopleOf(conversation, look)).toEqual([{ name: 'Mara', unread: false }, { name: 'me', unread: false }, { name: 'Ashby, Tom', unread: true }]);
});

test('the name of a row says its signs, its tags and its place', () => {
  expect(rowName(message, look, 'some day')).toBe('Mara Lindqvist, Wader count, some day, unread, flagged, attachment, tagged WORK');
  expect(rowName(conversation, { ...look, placeOf: () => 'Inbox' }, 'some day')).toBe('Mara, me, Ashby, Tom, 3 messages, Wader count, some day, 1 unread, replied, answer begun, in Inbox');
});

test('rows are as high as their lines; wide compact ones have one', () => {
  expect([0, 1, 2].map((lines) => rowShape('comfortable', lines as 0 | 1 | 2, 372).height)).toEqual([54, 72, 90]);
  expect(rowShape('compact', 1, 372)).toEqual({ shape: 'two', height: 44, previewLines: 0 });
  expect(rowShape('compact', 1, 600)).toEqual({ shape: 'one', height: 30, previewLines: 1 });
});
