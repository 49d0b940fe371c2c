/** Folders that are gone or are called otherwise: what is kept about them elsewhere than in the mirror and the queue goes along. */
import { toFailure } from '../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { StorageSettings } from '../../shared/model/storage.ts';
import type { Parts } from '../parts.ts';
import type { FolderNews } from '../sync/folders.ts';

type Followed = Pick<Parts, 'accounts' | 'attachments' | 'moves' | 'ports' | 'settings'>;

/** Milliseconds in which every window has drawn the folder under its new id: until then it is a favourite under both. */
const DRAWN_MS = 2_000;

export async function followFolders(parts: Followed, { gone, moved }: FolderNews): Promise<void> {
  const { attachments, moves, ports, settings } = parts;
  moves.note(moved);
  const choices = settings.all.folders;
  const chosen = moved.filter(({ from, to }) => choices[from] !== undefined || choices[to] !== undefined);
  const told = (what: string) => (error: unknown): void => ports.log('warn', what, { code: toFailure(error).code });
  // What cannot be written now holds for the old name still: nothing else of the folder suffers.
  await Promise.all([
    keepChoices(parts, chosen).catch(told('settings.not-followed')),
    keepStorage(parts, moved).catch(told('storage.not-followed')),
    followAttachments(attachments, { gone, moved }).catch(told('attachments.not-followed')),
  ]);
  if (chosen.length === 0) return;
  ports.clock.after(DRAWN_MS, () => {
    // Unless one has the name again.
    const left = chosen.filter(({ from }) => moves.now(from) !== from);
    settings.change({ folders: Object.fromEntries(left.map(({ from }) => [from, null])) }).catch(told('settings.not-followed'));
  });
}

/** What a folder of that name was given that is there no longer, does not count. */
async function keepChoices({ settings }: Followed, moved: FolderNews['moved']): Promise<void> {
  if (moved.length === 0) return;
  const choices = settings.all.folders;
  const stale = moved.filter(({ to }) => choices[to] !== undefined);
  if (stale.length > 0) await settings.change({ folders: Object.fromEntries(stale.map(({ to }) => [to, null])) });
  await settings.change({ folders: Object.fromEntries(moved.map(({ from, to }) => [to, choices[from] ?? null])) });
}

async function keepStorage({ accounts }: Followed, moved: FolderNews['moved']): Promise<void> {
  for (const [accountId, own] of Map.groupBy(moved, ({ from }): AccountId => splitFolderId(from).accountId)) {
    await accounts.changeStorage(accountId, (before) => storageMoved(before, new Map(own.map(({ from, to }) => [from, to]))));
  }
}

/** The same object if none of them has days of its own. Pure. */
export function storageMoved(storage: StorageSettings, moved: ReadonlyMap<string, FolderId>): StorageSettings {
  const { folders, chosenSince } = storage;
  if (![...Object.keys(folders), ...chosenSince ?? []].some((id) => moved.has(id))) return storage;
  return {
    ...storage,
    folders: Object.fromEntries(Object.entries(folders).map(([id, days]) => [moved.get(id) ?? id, days])),
    ...(chosenSince ? { chosenSince: chosenSince.map((id) => moved.get(id) ?? id) } : {}),
  };
}

/** A cache: what cannot be moved or removed now takes room until its turn comes. */
async function followAttachments(attachments: Followed['attachments'], { gone, moved }: FolderNews): Promise<void> {
  for (const { from, to } of moved) await attachments.moveFolder(from, to);
  for (const id of gone) await attachments.forgetFolder(id);
}
