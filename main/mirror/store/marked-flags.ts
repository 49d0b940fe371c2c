/** What messages' flags are with a mark's bits and keywords added and removed. */
import type { FlagChange, Mark } from '../protocol/batch.ts';
import { keywordsOf } from './flag-page.ts';
import type { Spine } from './spine.ts';

export function markedFlags(spine: Spine, mark: Mark): FlagChange[] {
  const { uids, add, remove, addKeywords = [], removeKeywords = [] } = mark;
  const unwanted = new Set([...addKeywords, ...removeKeywords].map((word) => word.toLowerCase()));
  const changes: FlagChange[] = [];
  for (const uid of Array.isArray(uids) ? uids : uidsUpTo(spine, uids.upTo)) {
    const place = spine.find(uid);
    if (!place) continue;
    const words = keywordsOf(place.page, uid);
    changes.push([uid, ((place.page.bits[place.index] as number) | add) & ~remove, unwanted.size ? [...words.filter((word) => !unwanted.has(word.toLowerCase())), ...addKeywords] : [...words]]);
  }
  return changes;
}

function* uidsUpTo(spine: Spine, last: number): Generator<number> {
  for (const page of spine.pages) for (const uid of page.uids) if (uid <= last) yield uid;
}
