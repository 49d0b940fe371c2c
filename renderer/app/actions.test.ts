import { describe, expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../shared/ids.ts';
import type { FolderRow } from '../../shared/model/folder.ts';
import { planAction } from './actions.ts';

const ANN = accountId('ann');
const folder = (path: string, role: FolderRow['role']): FolderRow => ({ id: folderId(ANN, path), accountId: ANN, name: path, parentId: null, role, selectable: true, subscribed: true, unread: 0, total: 0, syncing: false });
const folders = [folder('INBOX', 'inbox'), folder('Trash', 'trash'), folder('Junk', 'junk')];
const inbox = messageId(folderId(ANN, 'INBOX'), 1, 1);
const trash = messageId(folderId(ANN, 'Trash'), 1, 2);
const junk = messageId(folderId(ANN, 'Junk'), 1, 3);

describe('planAction', () => {
  test('delete moves to Trash', () => {
    expect(planAction('delete', [inbox], folders)).toEqual({ command: 'messages.move', input: { messageIds: [inbox], to: { role: 'trash' } }, removes: true, told: 'Message moved to Trash.' });
  });

  test('delete in Trash and Junk is for good', () => {
    expect(planAction('delete', [trash, junk], folders)).toMatchObject({ command: 'messages.deleteForever', told: '2 messages deleted for good.' });
  });

  test('never for good as long as one message is elsewhere, or its folder is not known', () => {
    expect(planAction('delete', [trash, inbox], folders)).toMatchObject({ command: 'messages.move' });
    expect(planAction('delete', [trash], [])).toMatchObject({ command: 'messages.move' });
  });

  test('flags keep the messages where they are', () => {
    expect(planAction('markUnread', [inbox], folders)).toMatchObject({ command: 'messages.setFlags', input: { add: [], remove: ['seen'] }, removes: false });
  });

  test('nothing selected, nothing to do', () => {
    expect(planAction('archive', [], folders)).toBeNull();
  });
});
