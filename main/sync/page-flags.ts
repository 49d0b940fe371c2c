/** The flags of new pages, as changes: a message that an operation of ours has put there meanwhile is known already, and nobody says again what it has. */
import type { FlagChange } from '../mirror/protocol/batch.ts';
import type { PageWrite } from '../mirror/protocol/records.ts';

export function flagsIn(pages: readonly PageWrite[], from = 1): FlagChange[] {
  return pages.flatMap(({ uids, flags, keywords }) => {
    const all = new Uint32Array(new Uint8Array(uids).buffer);
    if ((all.at(-1) ?? 0) < from) return [];
    const bits = new Uint16Array(new Uint8Array(flags).buffer);
    return Array.from(all, (uid, i): FlagChange => [uid, bits[i] ?? 0, [...(keywords[uid] ?? [])]]).filter(([uid]) => uid >= from);
  });
}
