import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { FolderMoves } from '../sync/folder-moves.ts';
import type { Parts } from '../parts.ts';
import { shownFolder } from './shown-folders.ts';

const account = accountId('a');
const archive = folderId(account, 'Archive');

/** What is wrong, with these folders in the mirror. */
async function asked(folders: { id: string; role: string; delimiter: string | null }[], running = true): Promise<string> {
  const parts = { moves: new FolderMoves(), running: { has: () => running }, queue: { folders: (all: unknown) => all }, mirror: { query: () => Promise.resolve(folders) } } as unknown as Parts;
  return shownFolder(parts, archive).then(() => 'here', (error: { failure: { code: string } }) => error.failure.code);
}

test('a folder that is not here is gone only once the folders were listed', async () => {
  const inbox = { id: folderId(account, 'INBOX'), role: 'inbox', delimiter: null };
  expect([await asked([]), await asked([inbox])]).toEqual(['mirror-unavailable', 'mirror-unavailable']);
  expect([await asked([{ ...inbox, delimiter: '/' }]), await asked([], false)]).toEqual(['folder-gone', 'folder-gone']);
  expect(await asked([{ id: archive, role: 'archive', delimiter: '/' }])).toBe('here');
});
