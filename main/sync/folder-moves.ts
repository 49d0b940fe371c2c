/** What folders were called earlier in this run: who still has such an id means the folder as it is called now. */
import type { FolderId } from '../../shared/ids.ts';
import type { FolderNews } from './folders.ts';

/** Old names that are remembered; those longest known go first. */
const MOST = 2_000;

export class FolderMoves {
  readonly #now = new Map<FolderId, FolderId>();

  /** All at once: two folders may have exchanged their names. */
  note(moved: FolderNews['moved']): void {
    const next = new Map(moved.map(({ from, to }) => [from, to]));
    for (const [old, now] of this.#now) this.#now.set(old, next.get(now) ?? now);
    for (const [from, to] of next) this.#now.set(from, to);
    // That name is one of now.
    for (const to of next.values()) this.#now.delete(to);
    for (const old of this.#now.keys()) {
      if (this.#now.size <= MOST) break;
      this.#now.delete(old);
    }
  }

  /** Itself, if nothing is known of its having been moved. A folder that is called so now comes before: ask for it first. */
  now(id: FolderId): FolderId {
    return this.#now.get(id) ?? id;
  }

  /** What each folder that was moved was called before. */
  before(): ReadonlyMap<FolderId, readonly FolderId[]> {
    return new Map([...Map.groupBy(this.#now, ([, now]) => now)].map(([now, pairs]) => [now, pairs.map(([old]) => old)]));
  }
}
