/** Projection: the folders of all accounts, in the order to show. */
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import type { FolderRole, FolderRow } from '../../shared/model/folder.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';
import { isLeftOut } from './list-source.ts';
import { live } from './live.ts';
import { followLoneCounts } from './lone-counts.ts';
import { shownCounts } from './shown-counts.ts';
import { unifiedBoxes } from './unified-boxes.ts';

const ROLES: readonly FolderRole[] = ['inbox', 'drafts', 'sent', 'archive', 'flagged', 'all', 'junk', 'trash', 'none'];
const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Counts that run up need not be drawn more often than one can read them. */
const pauseOf = (syncing: boolean): number => (syncing ? 500 : 100);

export function folderProjections({ ports, mirror, accounts, accountsChanged, moves, queue, settings }: Parts): Pick<Projections, 'folders.tree' | 'folders.unified'> {
  return {
    'folders.unified'(_input, sink) {
      let syncing = false;
      const lone = followLoneCounts({ mirror, clock: ports.clock }, () => view.touch());
      const view = live({
        clock: ports.clock,
        sink,
        pauseMs: () => pauseOf(syncing),
        async compute() {
          const folders = await mirror.query('folders', {});
          const isOut = isLeftOut({ settings });
          lone.follow(folders.filter(({ id }) => !isOut(id)));
          syncing = folders.some(({ selectable, checkpoint, total }) => selectable && !checkpoint.complete && total > 0);
          return { boxes: unifiedBoxes(folders, accounts.all().map((account) => account.id), isOut, (id) => lone.of(id)) };
        },
      });
      const offs = [mirror.onChanges((changes) => view.touch(changes.folderList)), mirror.onState(() => view.touch()), settings.changed.on(() => view.touch()), accountsChanged.on(() => view.touch())];
      return () => {
        for (const off of offs) off();
        lone.stop();
        view.stop();
      };
    },
    'folders.tree'(_input, sink) {
      let syncing = false;
      const view = live({
        clock: ports.clock,
        sink,
        pauseMs: () => pauseOf(syncing),
        async compute() {
          const folders = folderTree(queue.folders(await mirror.query('folders', {})), accounts.all().map((account) => account.id), moves.before());
          syncing = folders.some((folder) => folder.syncing && folder.total > 0);
          return { folders };
        },
      });
      const offs = [mirror.onChanges((changes) => view.touch(changes.folderList)), mirror.onState(() => view.touch()), queue.changed.on(() => view.touch())];
      return () => {
        for (const off of offs) off();
        view.stop();
      };
    },
  };
}

/** Parents before children, accounts in their order, special folders first, then by name. Pure. */
function folderTree(folders: readonly FolderRecord[], order: readonly AccountId[], before: ReadonlyMap<FolderId, readonly FolderId[]> = new Map()): FolderRow[] {
  const children = new Map<string, FolderRecord[]>();
  const byPath = new Map(folders.map((folder) => [folderId(folder.accountId, folder.path), folder.id]));
  const parentOf = ({ accountId, path }: FolderRecord): FolderId | null => {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? null : byPath.get(folderId(accountId, path.slice(0, slash))) ?? folderId(accountId, path.slice(0, slash));
  };
  const ids = new Set(folders.map((folder) => folder.id));
  for (const folder of folders) {
    const parent = parentOf(folder);
    const key = parent && ids.has(parent) ? parent : folder.accountId;
    children.set(key, [...(children.get(key) ?? []), folder]);
  }
  const below = (key: string): FolderRow[] =>
    (children.get(key) ?? []).sort(compare).flatMap((folder) => [row(folder, key === folder.accountId ? null : parentOf(folder), before.get(folder.id)?.filter((id) => !ids.has(id)) ?? []), ...below(folder.id)]);
  return order.flatMap((accountId) => below(accountId));
}

const compare = (a: FolderRecord, b: FolderRecord): number => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || names.compare(a.name, b.name);

function row(folder: FolderRecord, parentId: FolderId | null, was: FolderId[]): FolderRow {
  const { id, accountId, role, selectable, subscribed, checkpoint } = folder;
  return {
    id,
    accountId,
    name: role === 'inbox' ? 'Inbox' : folder.name,
    parentId,
    role,
    selectable,
    subscribed,
    ...shownCounts(folder),
    syncing: selectable && !checkpoint.complete,
    ...(was.length > 0 ? { was } : {}),
  };
}
