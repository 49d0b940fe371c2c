import { expect, test } from 'vitest';
import { accountId, folderId, type FolderId } from '../../shared/ids.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { UnifiedBox } from '../../shared/model/view.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { unifiedBoxes } from './unified-boxes.ts';

const one = accountId('one');
const record = (role: FolderRole, total: number, unread: number, flagged: number): FolderRecord => ({
  id: folderId(one, role), accountId: one, wireName: role, path: role, name: role, delimiter: '/', role, selectable: true, subscribed: true,
  checkpoint: { uidValidity: 1, uidNext: 1, highestModseq: '0', complete: true }, total, unread, flagged, serverTotal: null, serverUnread: null,
});
const FOLDERS = [record('inbox', 10, 4, 2), record('trash', 5, 5, 5), record('all', 1000, 300, 50), record('flagged', 50, 20, 50)];
const ALL = folderId(one, 'all');

function boxes(loneOf?: (id: FolderId) => { unread: number; flagged: number } | undefined, isLeftOut?: (id: FolderId) => boolean) {
  const rows = unifiedBoxes(FOLDERS, [one], isLeftOut, loneOf);
  return (name: UnifiedBox) => rows.filter(({ box }) => box === name).map(({ unread, total, folderIds }) => ({ unread, total, folderIds }))[0];
}

test('of the folder that presents all messages only those count that lie nowhere else', () => {
  const box = boxes((id) => (id === ALL ? { unread: 7, flagged: 3 } : { unread: 1000, flagged: 1000 }));
  expect([box('unread'), box('flagged')]).toEqual([{ unread: 11, total: 11, folderIds: [FOLDERS[0]!.id, ALL] }, { unread: 0, total: 5, folderIds: [FOLDERS[0]!.id, ALL] }]);
  expect([box('inbox')!.total, box('trash')!.total, box('archive')!.total]).toEqual([10, 5, 0]);
});

test('none of them while nobody knows, or if the folder is left out', () => {
  for (const box of [boxes(), boxes(() => ({ unread: 7, flagged: 3 }), (id) => id === ALL)]) expect([box('unread')!.total, box('flagged')!.total]).toEqual([4, 2]);
});
