import { expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../../shared/ids.ts';
import { followMoves } from './follow-moves.ts';
import { NOTHING, type Selection } from './selection.ts';

const id = (path: string) => folderId(accountId('a'), path);
const mail = (path: string, uid: number) => messageId(id(path), 7, uid);
const selection: Selection = { ids: new Set([mail('Work', 1), mail('Work', 2), mail('Sent', 1)]), rows: 2, anchor: mail('Work', 1), lead: mail('Sent', 1) };

test('messages of a renamed folder stay selected, those of others are as they were', () => {
  expect(followMoves(selection, [{ id: id('Labour'), was: [id('Toil'), id('Work')] }, { id: id('Sent') }]))
    .toEqual({ ids: new Set([mail('Labour', 1), mail('Labour', 2), mail('Sent', 1)]), rows: 2, anchor: mail('Labour', 1), lead: mail('Sent', 1) });
});

test('where nothing was moved, or nothing of it is selected, it is the same object', () => {
  expect(followMoves(selection, [{ id: id('Work') }])).toBe(selection);
  expect(followMoves(selection, [{ id: id('New'), was: [id('Old')] }])).toBe(selection);
  expect(followMoves(NOTHING, [{ id: id('Labour'), was: [id('Work')] }])).toBe(NOTHING);
});
