/** Handlers: what can be done to folders. */
import { fail } from '../../shared/failure.ts';
import { folderId as idOf, type AccountId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { escapeName, isBelowOrSame, lastLevel } from '../operations/folder-paths.ts';
import { describeCreateFolder } from '../operations/kinds/create-folder.ts';
import { describeDelete } from '../operations/kinds/delete.ts';
import { describeDeleteFolder } from '../operations/kinds/delete-folder.ts';
import { describeEmpty } from '../operations/kinds/empty.ts';
import { describeRenameFolder } from '../operations/kinds/rename-folder.ts';
import { describeSubscribe } from '../operations/kinds/subscribe-folder.ts';
import type { Operation } from '../operations/operation.ts';
import type { Parts } from '../parts.ts';
import { markAllRead } from './mark-all-read.ts';
import { shownFolder, shownFolders } from './shown-folders.ts';
import { head, newId, submit, submitAll } from './submit.ts';
import { targetRows } from './target-rows.ts';

type Names = 'folders.empty' | 'folders.create' | 'folders.rename' | 'folders.move' | 'folders.delete' | 'folders.subscribe' | 'folders.markRead';

export function folderHandlers(parts: Parts): Pick<Commands, Names> {
  const renameTo = async (folder: FolderRecord, path: string) => {
    movable(folder);
    if (path === folder.path) return { operationId: newId(parts) };
    if (isBelowOrSame(path, folder.path)) throw fail('invalid-input', 'A folder cannot be put into itself.');
    free(await shownFolders(parts, folder.accountId), path);
    return submit(parts, { ...head(parts, folder.id, 0, [], describeRenameFolder(folder.path, path)), kind: 'rename-folder', path });
  };
  return {
    async 'folders.empty'({ folderId }) {
      const { role, checkpoint } = await shownFolder(parts, folderId);
      if (role !== 'trash' && role !== 'junk') throw fail('invalid-input', 'Only Trash and Junk can be emptied.');
      const { uids } = await parts.mirror.query('spine', { folderId });
      const upTo = uids.length ? new Uint32Array(new Uint8Array(uids).buffer).at(-1)! : 0;
      const operations: Operation[] = upTo > 0 ? [{ ...head(parts, folderId, checkpoint.uidValidity, [], describeEmpty(role)), kind: 'empty', upTo }] : [];
      // What is seen there and on its way is meant too; it comes under higher numbers.
      const coming = parts.queue.comingTo(folderId);
      for (const { rows, ...place } of coming.length > 0 ? await targetRows(parts, coming) : []) {
        operations.push({ ...head(parts, place.folderId, place.uidValidity, rows.map(({ target }) => target), describeDelete(rows.length)), kind: 'delete' });
      }
      return submitAll(parts, operations); // nothing to do is done
    },
    async 'folders.create'({ accountId, parentId, name }) {
      const folders = await shownFolders(parts, accountId);
      const inbox = folders.find(({ role }) => role === 'inbox');
      if (!inbox) throw fail('mirror-unavailable', 'The folders of this account are not known yet.');
      const parent = parentId === null ? null : await shownFolder(parts, parentId);
      const path = pathIn(folders, parent, accountId, name);
      free(folders, path);
      const { operationId } = await submit(parts, { ...head(parts, parent?.id ?? inbox.id, 0, [], describeCreateFolder(name)), kind: 'create-folder', path });
      return { operationId, folderId: idOf(accountId, path) };
    },
    async 'folders.rename'({ folderId, name }) {
      const folder = await shownFolder(parts, folderId);
      const slash = folder.path.lastIndexOf('/');
      checkName(name, folder.delimiter);
      return renameTo(folder, folder.path.slice(0, slash + 1) + escapeName(name));
    },
    async 'folders.move'({ folderId, parentId }) {
      const folder = await shownFolder(parts, folderId);
      const parent = parentId === null ? null : await shownFolder(parts, parentId);
      return renameTo(folder, pathIn(await shownFolders(parts, folder.accountId), parent, folder.accountId, null) + lastLevel(folder.path));
    },
    async 'folders.delete'({ folderId, forever }) {
      const folder = await shownFolder(parts, folderId);
      movable(folder);
      const folders = await shownFolders(parts, folder.accountId);
      if (!forever) {
        const trash = folders.find(({ role }) => role === 'trash');
        if (!trash) throw fail('not-found', 'This account has no Trash folder. Delete the folder for good instead.');
        if (isBelowOrSame(folder.path, trash.path)) throw fail('invalid-input', 'The folder is in Trash already.');
        if (trash.delimiter === null) throw fail('unsupported', 'The server keeps no folders in Trash. Delete the folder for good instead.');
        return renameTo(folder, freeName(folders, `${trash.path}/${lastLevel(folder.path)}`));
      }
      const below = folders.filter(({ path }) => path !== folder.path && isBelowOrSame(path, folder.path));
      const special = below.find(({ role }) => role !== 'none');
      if (special) throw fail('invalid-input', `The folder holds ${special.name}, which the account needs.`);
      return submit(parts, { ...head(parts, folder.id, 0, [], describeDeleteFolder(folder.name)), kind: 'delete-folder', below: below.map(({ id }) => id), onlyEmpty: false });
    },
    'folders.markRead': async ({ view }) => submitAll(parts, await markAllRead(parts, view)), // nothing to do is done
    async 'folders.subscribe'({ folderId, subscribed }) {
      const folder = await shownFolder(parts, folderId);
      if (folder.subscribed === subscribed) return { operationId: newId(parts) };
      return submit(parts, { ...head(parts, folderId, 0, [], describeSubscribe(folder.name, subscribed)), kind: 'subscribe-folder', subscribed });
    },
  };
}

/** Of a folder to be there; with `name` null, what comes before the name. */
function pathIn(folders: readonly FolderRecord[], parent: FolderRecord | null, accountId: AccountId, name: string | null): string {
  const holder = parent ?? aboveAll(folders);
  if (parent && parent.accountId !== accountId) throw fail('unsupported', 'A folder cannot be moved to another account yet.');
  if (holder?.delimiter === null) throw fail('unsupported', 'The server keeps no folders within folders.');
  if (name !== null) checkName(name, (holder ?? folders[0])?.delimiter ?? null);
  return `${holder ? `${holder.path}/` : ''}${name === null ? '' : escapeName(name)}`;
}

/** Courier and others keep all folders below INBOX; what is to be at the top goes there too. */
function aboveAll(folders: readonly FolderRecord[]): FolderRecord | null {
  const inbox = folders.find(({ role }) => role === 'inbox');
  const others = folders.filter((folder) => folder !== inbox);
  return inbox && others.length > 0 && others.every(({ path }) => isBelowOrSame(path, inbox.path)) ? inbox : null;
}

function checkName(name: string, delimiter: string | null): void {
  if (/\p{Cc}/u.test(name)) throw fail('invalid-input', 'A folder name cannot have line breaks or control characters.');
  if (delimiter !== null && name.includes(delimiter)) throw fail('invalid-input', `The server does not allow “${delimiter}” in the name of a folder.`);
  if (/[*%]/u.test(name)) throw fail('invalid-input', 'Folder names with * or % do not work on mail servers.');
}

function movable({ role }: FolderRecord): void {
  if (role === 'inbox') throw fail('invalid-input', 'The Inbox stays where it is.');
  if (role !== 'none') throw fail('invalid-input', 'The account needs this folder.');
}

function free(folders: readonly FolderRecord[], path: string): void {
  if (folders.some((folder) => folder.path === path && folder.selectable)) throw fail('invalid-input', 'There is a folder of that name already.');
}

function freeName(folders: readonly FolderRecord[], path: string): string {
  const taken = new Set(folders.map((folder) => folder.path));
  let free = path;
  for (let n = 2; taken.has(free); n++) free = `${path} ${n}`;
  return free;
}
