/** The flags of new pages, on their way into the mirror. */
import type { FlagChange } from '../mirror/protocol/batch.ts';
import type { PageWrite } from '../mirror/protocol/records.ts';

/** The server's flags under what the user did and the server has not confirmed. Right before they are written: whatever is taken back after that finds them in the mirror. */
export function laidOver(pages: readonly PageWrite[], overlay: (uid: number, bits: number) => number): PageWrite[] {
  return pages.map((page) => {
    const uids = new Uint32Array(new Uint8Array(page.uids).buffer);
    const bits = new Uint16Array(new Uint8Array(page.flags).buffer);
    for (let i = 0; i < bits.length; i++) bits[i] = overlay(uids[i]!, bits[i]!);
    return { ...page, flags: new Uint8Array(bits.buffer) };
  });
}

/** As changes: a message that an operation of ours has put there meanwhile is known already, and nobody says again what it has. */
export function flagsIn(pages: readonly PageWrite[], from = 1): FlagChange[] {
  return pages.flatMap(({ uids, flags, keywords }) => {
    const all = new Uint32Array(new Uint8Array(uids).buffer);
    if ((all.at(-1) ?? 0) < from) return [];
    const bits = new Uint16Array(new Uint8Array(flags).buffer);
    return Array.from(all, (uid, i): FlagChange => [uid, bits[i] ?? 0, [...(keywords[uid] ?? [])]]).filter(([uid]) => uid >= from);
  });
}
