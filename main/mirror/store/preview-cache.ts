/** First words of messages that were on show lately, and who has none: a list that is drawn again costs no transaction. */
import type { FolderId } from '../../../shared/ids.ts';
import type { StagedFolder } from './staged-folder.ts';

/** Messages; about 300 octets each. */
const MOST = 5_000;

export class PreviewCache {
  /** Oldest first. */
  readonly #texts = new Map<string, string | null>();

  /** Null: it has none. Undefined: not known. */
  get(folderId: FolderId, uid: number): string | null | undefined {
    return this.#texts.get(keyOf(folderId, uid));
  }

  /** As it has just been read. */
  set(folderId: FolderId, uid: number, text: string | null): void {
    const key = keyOf(folderId, uid);
    this.#texts.delete(key);
    this.#texts.set(key, text);
    if (this.#texts.size <= MOST) return;
    for (const oldest of this.#texts.keys()) {
      this.#texts.delete(oldest);
      break;
    }
  }

  forgetFolder(folderId: FolderId): void {
    const prefix = keyOf(folderId, '');
    for (const key of this.#texts.keys()) if (key.startsWith(prefix)) this.#texts.delete(key);
  }

  /** As it has just been committed. */
  publish({ record: { id }, fresh, renumbering, forgotten, previews }: StagedFolder): void {
    if (this.#texts.size === 0) return;
    if (fresh || renumbering) this.forgetFolder(id);
    for (const uid of forgotten) this.#texts.delete(keyOf(id, uid));
    for (const uid of previews.keys()) this.#texts.delete(keyOf(id, uid));
  }
}

const keyOf = (folderId: FolderId, uid: number | ''): string => `${folderId}\u0000${uid}`;
