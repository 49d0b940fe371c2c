/** What a list of the UI is made of: the folders of the mirror behind a view, and the question to ask it. */
import type { FolderId } from '../../shared/ids.ts';
import { NEWEST_FIRST, NO_FILTER, viewOf, type ListWindow } from '../../shared/model/view.ts';
import type { ListQuestion } from '../mirror/protocol/list.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isGathering, unifiedFolders } from '../mirror/unified-folders.ts';
import type { Parts } from '../parts.ts';

export interface ListSource {
  /** Those that are here, accounts in their order. */
  records: FolderRecord[];
  /** Those that can change it: where a message lies elsewhere as well may decide about it. */
  watched: ReadonlySet<FolderId>;
  question: ListQuestion;
}

export const isLeftOut = ({ settings }: Pick<Parts, 'settings'>) => {
  const { folders } = settings.all;
  return (id: FolderId): boolean => folders[id]?.unified === false;
};

/** Whether a change of flags can take a row out of the list, or elsewhere in it. */
export const goesByFlags = ({ only, sort, filter }: ListQuestion): boolean => only !== undefined || filter.unread || filter.flagged || sort.by === 'unread' || sort.by === 'flagged';

/** Rejects as MirrorClient.query does. */
export async function listSource(parts: Pick<Parts, 'mirror' | 'accounts' | 'settings' | 'people'>, window: ListWindow): Promise<ListSource> {
  const { mirror, accounts, people } = parts;
  const view = viewOf(window);
  const { sort = NEWEST_FIRST, filter = NO_FILTER } = window;
  const all = await mirror.query('folders', {});
  const records = view.kind === 'folder'
    ? all.filter(({ id }) => id === view.folderId)
    : unifiedFolders(view.box, accounts.all().flatMap(({ id }) => all.filter(({ accountId }) => accountId === id)), isLeftOut(parts));
  const gathering = view.kind === 'unified' ? new Set(records.filter(isGathering).map(({ accountId }) => accountId)) : new Set();
  const only = view.kind === 'unified' && (view.box === 'unread' || view.box === 'flagged') ? { only: view.box } : {};
  return {
    records,
    watched: new Set([...records, ...all.filter(({ accountId }) => gathering.has(accountId))].map(({ id }) => id)),
    question: {
      folders: view.kind === 'folder' ? [{ folderId: view.folderId }] : records.map((record) => ({ folderId: record.id, ...(isGathering(record) ? { lone: true as const } : {}) })),
      ...only, sort, filter, ...(filter.contacts ? { people: await people.hashes() } : {}),
    },
  };
}
