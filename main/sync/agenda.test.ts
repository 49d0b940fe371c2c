import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import { createAgenda, roleUrgency, URGENCY } from './agenda.ts';
import { textPolicy } from './bodies/policy.ts';

const id = (path: string) => folderId(accountId('a'), path);

test('the most urgent first, the more urgent of two wishes holds', () => {
  const agenda = createAgenda();
  agenda.want(id('Work'), URGENCY.depth);
  agenda.want(id('INBOX'), URGENCY.head);
  agenda.want(id('Work'), URGENCY.looking);
  agenda.want(id('Work'), URGENCY.head);
  expect(agenda.hasMoreUrgent(URGENCY.head)).toBe(true);
  expect(agenda.take()).toEqual({ folderId: id('Work'), urgency: URGENCY.looking });
  expect(agenda.take()?.folderId).toBe(id('INBOX'));
  expect(agenda.take()).toBeNull();
});

test('what lies in other folders too comes last, and its texts not by themselves', () => {
  const roles: FolderRole[] = ['all', 'junk', 'none', 'flagged', 'inbox', 'trash', 'archive', 'sent', 'drafts'];
  expect(roles.sort((a, b) => roleUrgency(a) - roleUrgency(b)).slice(-2)).toEqual(['flagged', 'all']);
  const all = { id: id('All Mail'), role: 'all' as const, selectable: true };
  expect(textPolicy(all, DEFAULT_STORAGE, Date.now())).toBeNull();
  expect(textPolicy(all, { ...DEFAULT_STORAGE, folders: { [all.id]: 30 } }, Date.now())).not.toBeNull();
  expect(textPolicy({ ...all, role: 'archive' }, DEFAULT_STORAGE, Date.now())).not.toBeNull();
});
