/** After folders were changed on the server: shows it at once, instead of with the next survey. */
import { fail, FailureError, isFailure } from '../../shared/failure.ts';
import { folderId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { FolderWrite } from '../mirror/protocol/records.ts';
import { foldersFromList } from '../sync/folder-list.ts';
import { parentOf } from './folder-paths.ts';
import type { ReplayContext } from './replay-context.ts';

/** Answers what the server lists now. `gone`: folders that are no longer there, unless the server lists them all the same; `placeOf`: what one of those is called now, with all it holds. */
export async function showFolders({ accountId, session, mirror, folders, onArrived, onFolders }: ReplayContext, gone: readonly FolderId[] = [], placeOf: (id: FolderId) => FolderId | null = () => null): Promise<readonly FolderWrite[]> {
  const listed = foldersFromList(accountId, await session.list());
  const there = new Set(listed.map(({ id }) => id));
  const known = new Set(folders.map(({ id }) => id));
  const added = listed.filter(({ id }) => !known.has(id));
  const left = gone.filter((id) => !there.has(id));
  const moved = left.flatMap((id) => {
    const place = placeOf(id);
    const to = listed.find((folder) => folder.id === place);
    return to ? [{ folderId: id, to }] : [];
  });
  const kept = new Set(moved.map(({ folderId }) => folderId));
  const places = new Set(moved.map(({ to }) => to.id));
  const removed = left.filter((id) => !kept.has(id));
  onFolders({ gone: removed, moved: moved.map(({ folderId, to }) => ({ from: folderId, to: to.id })) });
  try {
    await mirror.apply({ removeFolders: removed, movedFolders: moved, folders: added.filter(({ id }) => !places.has(id)) });
  } catch (error) {
    // The server has it: a mirror that comes back is told by the survey.
    if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
  }
  for (const { id, selectable } of added) if (selectable) onArrived(id);
  return listed;
}

/** Wire names that the server lists now, of folders that can hold messages. */
export async function listedNow({ session }: ReplayContext): Promise<ReadonlySet<string>> {
  const listings = await session.list();
  return new Set(listings.filter(({ attributes }) => !attributes.some((one) => /^\\(?:noselect|nonexistent)$/iu.test(one))).map(({ wireName }) => wireName));
}

/** Servers make what is missing above a name by themselves (RFC 3501 6.3.3, 6.3.5): where that has another name by now, it would be beside the right place. Rejects 'folder-gone'. */
export async function parentListed({ session, folders, accountId, listFirst }: ReplayContext, path: string): Promise<void> {
  const id = parentOf(folderId(accountId, path));
  const parent = folders.find((folder) => folder.id === id);
  if (!parent || parent.role === 'inbox' || (await session.list()).some(({ wireName }) => wireName === parent.wireName)) return;
  const gone = fail('folder-gone', say('engine-operations.parentGone'), { step: 'operation' });
  listFirst(gone);
  throw gone;
}

/** What it is about is not listed under its name: it may be called otherwise, and that is found out before the refusal counts. */
export async function unlessRenamed(work: Promise<void>, { session, folder, listFirst }: Pick<ReplayContext, 'session' | 'folder' | 'listFirst'>): Promise<void> {
  try {
    await work;
  } catch (error) {
    // What we refuse ourselves has nothing to do with names.
    const isAnswer = error instanceof FailureError && isFailure(error, 'folder-gone', 'server-no') && error.failure.step !== 'operation';
    if (isAnswer && !(await session.list()).some(({ wireName }) => wireName === folder.wireName)) listFirst(error);
    throw error;
  }
}

/** A refusal may only mean that it has been done already, and the answer was lost. */
export async function unlessDone(work: Promise<unknown>, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone') || !(await isDone())) throw error;
  }
}
