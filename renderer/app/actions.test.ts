import { describe, expect, test } from 'vitest';
import { accountId, folderId, messageId, splitMessageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import { MESSAGE_ACTIONS, type MessageAction } from '../../shared/message-actions.ts';
import type { FolderRights } from '../../shared/model/abilities.ts';
import type { FolderRow } from '../../shared/model/folder.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import { deletesForever, planAction, planCopy, planMove, whyNot, type Scene } from './actions.ts';
import { reasonsFor } from './reasons.ts';

const ANN = accountId('ann');
const folder = (path: string, role: FolderRow['role']) => ({ id: folderId(ANN, path), accountId: ANN, name: path, role });
const [INBOX, TRASH, JUNK, ARCHIVE, SENT] = [folder('INBOX', 'inbox'), folder('Trash', 'trash'), folder('Junk', 'junk'), folder('Archive', 'archive'), folder('Sent', 'sent')] as const;
const inFolder = ({ id }: { id: FolderId }, uid = 1): MessageId => messageId(id, 1, uid);
const inbox = inFolder(INBOX);
const trash = inFolder(TRASH, 2);
const junk = inFolder(JUNK, 3);

const scene = (extra: Partial<Scene> = {}): Scene => ({
  folders: [INBOX, TRASH, JUNK, ARCHIVE, SENT], seenIn: (id) => splitMessageId(id).folderId, allFlagged: () => false, rightsOf: () => null, keepsNoTags: () => false, view: { kind: 'folder', folderId: INBOX.id }, ...extra,
});
const inBox = (box: UnifiedBox): Scene => scene({ view: { kind: 'unified', box } });

describe('delete', () => {
  test('moves to Trash', () => {
    expect(planAction('delete', [inbox], scene())).toEqual({ command: 'messages.move', input: { messageIds: [inbox], to: { role: 'trash' } }, removes: true, told: 'Message moved to Trash.' });
  });

  test('in Trash and Junk is for good', () => {
    expect(planAction('delete', [trash, junk], scene())).toMatchObject({ command: 'messages.deleteForever', told: '2 messages deleted for good.' });
  });

  test('never for good as long as one message is elsewhere, or its folder is not known', () => {
    expect(planAction('delete', [trash, inbox], scene())).toMatchObject({ command: 'messages.move' });
    expect(planAction('delete', [trash], scene({ folders: [] }))).toMatchObject({ command: 'messages.move' });
  });

  test('goes by where a message is seen, not by where it came from', () => {
    expect(deletesForever([inbox], scene({ seenIn: () => TRASH.id }))).toBe(true);
    expect(deletesForever([trash], scene({ seenIn: () => INBOX.id }))).toBe(false);
  });
});

describe('what else', () => {
  test('flags keep the messages where they are, and are told', () => {
    expect(planAction('markUnread', [inbox], scene())).toEqual({ command: 'messages.setFlags', input: { messageIds: [inbox], add: [], remove: ['seen'] }, removes: false, told: 'Message marked as unread.' });
  });

  test('the flag goes on unless all have it', () => {
    expect(planAction('toggleFlag', [inbox], scene())).toMatchObject({ input: { add: ['flagged'] } });
    expect(planAction('toggleFlag', [inbox], scene({ allFlagged: () => true }))).toMatchObject({ input: { remove: ['flagged'] } });
  });

  test('junk in Junk is no junk', () => {
    expect(planAction('toggleJunk', [inbox, junk], scene())).toMatchObject({ command: 'messages.junk', input: { junk: true } });
    expect(planAction('toggleJunk', [junk], scene())).toMatchObject({ command: 'messages.junk', input: { junk: false }, told: 'Message moved to the inbox: no junk.' });
  });

  test('moving takes away, copying does not', () => {
    expect(planMove([inbox, trash], SENT, scene())).toEqual({ command: 'messages.move', input: { messageIds: [inbox, trash], to: { folderId: SENT.id } }, removes: true, told: '2 messages moved to Sent.' });
    expect(planMove([inbox], INBOX, scene())).toMatchObject({ removes: false });
    expect(planCopy([inbox], SENT)).toMatchObject({ command: 'messages.copy', input: { to: SENT.id }, removes: false, told: 'Message copied to Sent.' });
  });

  test('views of every folder keep what only changes its place', () => {
    expect(planAction('archive', [inbox], inBox('flagged'))).toMatchObject({ removes: false });
    expect(planAction('delete', [inbox], inBox('unread'))).toMatchObject({ removes: true });
    expect(planAction('archive', [inbox], inBox('inbox'))).toMatchObject({ removes: true });
    expect(planMove([inbox], folder('Other inbox', 'inbox'), inBox('inbox'))).toMatchObject({ removes: false });
  });

  test('nothing selected, nothing to do', () => {
    expect(planAction('archive', [], scene())).toBeNull();
    expect(planMove([], SENT, scene())).toBeNull();
    expect(planCopy([], SENT)).toBeNull();
  });
});

describe('why it cannot be done', () => {
  const ALL = Object.keys(MESSAGE_ACTIONS) as MessageAction[];
  const rights = (without: keyof FolderRights): Scene => scene({ rightsOf: (id) => (id === INBOX.id ? { flag: true, markRead: true, insert: true, remove: true, createBelow: true, change: true, [without]: false } : null) });

  test('without messages nothing can be', () => {
    expect(new Set(ALL.map((action) => whyNot(action, [], scene())))).toEqual(new Set(['No message is selected.']));
  });

  test.each([
    ['remove', ['archive', 'delete', 'junk', 'notJunk', 'toggleJunk', 'move'], 'The server does not let you take messages out of INBOX.'],
    ['flag', ['tag', 'flag', 'unflag', 'toggleFlag'], 'The server does not let you mark messages in INBOX.'],
    ['markRead', ['markRead', 'markUnread'], 'The server does not let you mark messages in INBOX as read or unread.'],
  ] as const)('without the right to %s', (right, closed, reason) => {
    expect(ALL.filter((action) => whyNot(action, [trash, inbox], rights(right)) === reason)).toEqual(closed);
    expect(whyNot(closed[0], [inbox], rights('change'))).toBeNull();
  });

  test('what is there already, and what there is no folder for', () => {
    expect(whyNot('archive', [inFolder(ARCHIVE)], scene())).toBe('They are in the archive already.');
    expect(whyNot('archive', [inFolder(ARCHIVE), inbox], scene())).toBeNull();
    expect(whyNot('archive', [inbox], scene({ folders: [INBOX] }))).toBe('This account has no Archive folder.');
    expect(whyNot('delete', [inbox], scene({ folders: [INBOX] }))).toBe('This account has no Trash folder.');
    expect(whyNot('delete', [trash], scene())).toBeNull();
    expect(whyNot('junk', [junk], scene())).toBe('They are in Junk already.');
    expect(whyNot('notJunk', [inbox], scene())).toBe('They are not in Junk.');
    expect(whyNot('toggleJunk', [junk], scene())).toBeNull();
  });
});

test('where the server keeps no tags, none can be put on', () => {
  expect(whyNot('tag', [inbox], scene({ keepsNoTags: (id) => id === ANN }))).toBe('The server keeps no tags.');
  expect(whyNot('tag', [inbox], scene())).toBeNull();
  expect(reasonsFor(new Set([inbox]), scene({ keepsNoTags: () => true }))).toMatchObject({ tag: 'The server keeps no tags.', archive: null, notJunk: 'They are not in Junk.' });
});
