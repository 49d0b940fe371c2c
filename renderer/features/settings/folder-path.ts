/** Where a folder is, in one line. Pure. */
import type { FolderPlace } from '../../engine/folders.ts';

/** `Projects / Estuary`. */
export function pathOf(folder: Pick<FolderPlace, 'id' | 'name' | 'parentId'>, all: readonly Pick<FolderPlace, 'id' | 'name' | 'parentId'>[]): string {
  const names = [folder.name];
  const seen = new Set([folder.id]);
  for (let parent = all.find(({ id }) => id === folder.parentId); parent && !seen.has(parent.id);) {
    const { id, name, parentId } = parent;
    seen.add(id);
    names.unshift(name);
    parent = all.find((one) => one.id === parentId);
  }
  return names.join(' / ');
}
