/** Handlers: what can be done to folders. */
import { fail } from '../../shared/failure.ts';
import { folderId as idOf, type AccountId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { escapeName, isBelowOrSame, lastLevel } from '../operations/folder-paths.ts';
import { describeCreateFolder } from '../operations/kinds/create-folder.ts';
import { describeDelete } from '../operations/kinds/delete.ts';
import { describeDeleteFolder } from '../operations/kinds/delete-folder.ts';
import { describeEmpty } from '../operations/kinds/empty.ts';
import { describeRenameFolder } from '../operations/kinds/rename-folder.ts';
import { describeSubscribe } from '../operations/kinds/subscribe-folder.ts';
import { titled } from '../operations/operation-base.ts';
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
    if (isBelowOrSame(path, folder.path)) throw fail('invalid-input', say('engine-handlers.intoItself'));
    free(await shownFolders(parts, folder.accountId), path);
    return submit(parts, { ...head(parts, folder.id, 0, [], titled(describeRenameFolder(folder.path, path))), kind: 'rename-folder', path });
  };
  return {
    async 'folders.empty'({ folderId }) {
      const { role, checkpoint } = await shownFolder(parts, folderId);
      if (role !== 'trash' && role !== 'junk') throw fail('invalid-input', say('engine-handlers.onlyTrashAndJunk'));
      const { uids } = await parts.mirror.query('spine', { folderId });
      const upTo = uids.length ? new Uint32Array(new Uint8Array(uids).buffer).at(-1)! : 0;
      const operations: Operation[] = upTo > 0 ? [{ ...head(parts, folderId, checkpoint.uidValidity, [], titled(describeEmpty(role))), kind: 'empty', upTo }] : [];
      // What is seen there and on its way is meant too; it comes under higher numbers.
      const coming = parts.queue.comingTo(folderId);
      for (const { rows, ...place } of coming.length > 0 ? await targetRows(parts, coming) : []) {
        operations.push({ ...head(parts, place.folderId, place.uidValidity, rows.map(({ target }) => target), titled(describeDelete(rows.length))), kind: 'delete' });
      }
      return submitAll(parts, operations); // nothing to do is done
    },
    async 'folders.create'({ accountId, parentId, name: typed }) {
      const name = composed(typed);
      const folders = await shownFolders(parts, accountId);
      const inbox = folders.find(({ role }) => role === 'inbox');
      if (!inbox) throw fail('mirror-unavailable', say('engine-handlers.foldersUnknown'));
      const parent = parentId === null ? null : await shownFolder(parts, parentId);
      const path = pathIn(folders, parent, accountId, name);
      free(folders, path);
      const { operationId } = await submit(parts, { ...head(parts, parent?.id ?? inbox.id, 0, [], titled(describeCreateFolder(name))), kind: 'create-folder', path });
      return { operationId, folderId: idOf(accountId, path) };
    },
    async 'folders.rename'({ folderId, name: typed }) {
      const name = composed(typed);
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
        if (!trash) throw fail('not-found', say('engine-handlers.noTrashForFolder'));
        if (isBelowOrSame(folder.path, trash.path)) throw fail('invalid-input', say('engine-handlers.inTrashAlready'));
        if (trash.delimiter === null) throw fail('unsupported', say('engine-handlers.noFoldersInTrash'));
        return renameTo(folder, freeName(folders, `${trash.path}/${lastLevel(folder.path)}`));
      }
      const below = folders.filter(({ path }) => path !== folder.path && isBelowOrSame(path, folder.path));
      const special = below.find(({ role }) => role !== 'none');
      if (special) throw fail('invalid-input', say('engine-handlers.holdsNeeded', { folder: special.name }));
      return submit(parts, { ...head(parts, folder.id, 0, [], titled(describeDeleteFolder(folder.name))), kind: 'delete-folder', below: below.map(({ id }) => id), onlyEmpty: false });
    },
    'folders.markRead': async ({ view }) => submitAll(parts, await markAllRead(parts, view)), // nothing to do is done
    async 'folders.subscribe'({ folderId, subscribed }) {
      const folder = await shownFolder(parts, folderId);
      if (folder.subscribed === subscribed) return { operationId: newId(parts) };
      return submit(parts, { ...head(parts, folderId, 0, [], titled(describeSubscribe(folder.name, subscribed))), kind: 'subscribe-folder', subscribed });
    },
  };
}

/** Of a folder to be there; with `name` null, what comes before the name. */
function pathIn(folders: readonly FolderRecord[], parent: FolderRecord | null, accountId: AccountId, name: string | null): string {
  const holder = parent ?? aboveAll(folders);
  if (parent && parent.accountId !== accountId) throw fail('unsupported', say('engine-handlers.otherAccount'));
  if (holder?.delimiter === null) throw fail('unsupported', say('engine-operations.noInferiors'));
  if (name !== null) checkName(name, (holder ?? folders[0])?.delimiter ?? null);
  return `${holder ? `${holder.path}/` : ''}${name === null ? '' : escapeName(name)}`;
}

/** Courier and others keep all folders below INBOX; what is to be at the top goes there too. */
function aboveAll(folders: readonly FolderRecord[]): FolderRecord | null {
  const inbox = folders.find(({ role }) => role === 'inbox');
  const others = folders.filter((folder) => folder !== inbox);
  return inbox && others.length > 0 && others.every(({ path }) => isBelowOrSame(path, inbox.path)) ? inbox : null;
}

/** As servers keep it and list it (RFC 9051 5.1), however it was typed: what is meant for the folder by that name must find it. */
const composed = (name: string): string => name.normalize('NFC');

function checkName(name: string, delimiter: string | null): void {
  if (/\p{Cc}/u.test(name)) throw fail('invalid-input', say('engine-handlers.folderCharacters'));
  if (delimiter !== null && name.includes(delimiter)) throw fail('invalid-input', say('engine-operations.delimiter', { delimiter }));
  if (/[*%]/u.test(name)) throw fail('invalid-input', say('engine-handlers.folderWildcards'));
}

function movable({ role }: FolderRecord): void {
  if (role === 'inbox') throw fail('invalid-input', say('engine-handlers.inboxStays'));
  if (role !== 'none') throw fail('invalid-input', say('engine-handlers.folderNeeded'));
}

function free(folders: readonly FolderRecord[], path: string): void {
  if (folders.some((folder) => folder.path === path && folder.selectable)) throw fail('invalid-input', say('engine-handlers.folderThere'));
}

function freeName(folders: readonly FolderRecord[], path: string): string {
  const taken = new Set(folders.map((folder) => folder.path));
  let free = path;
  for (let n = 2; taken.has(free); n++) free = `${path} ${n}`;
  return free;
}
