/** Packs of which much belongs to messages that are gone are written anew with what lives: what was deleted does not stay on the disk. */
import type { FolderId } from '../../../shared/ids.ts';
import type { MirrorClient } from '../../mirror/client.ts';
import type { WornTexts } from '../../mirror/protocol/messages.ts';
import { makePack, PackBuilder, type Bundle } from './pack-builder.ts';
import { textsIn } from './stored-body.ts';

/** One pack after another; ended in the middle, the rest is still worn and found again. Rejects as MirrorClient does. */
export async function renewWorn(mirror: Pick<MirrorClient, 'query' | 'apply'>, folderId: FolderId, mayGoOn: () => boolean): Promise<void> {
  const unreadable: number[] = [];
  while (mayGoOn()) {
    const worn = await mirror.query('wornTexts', { folderId, not: unreadable });
    if (!worn) return;
    const texts = await textsIn(columnsOf(worn), worn.content);
    if (!texts) {
      // It comes again from the server when somebody opens it.
      unreadable.push(worn.pack);
      continue;
    }
    const builder = new PackBuilder();
    const write = async (bundle: Bundle | null): Promise<void> => {
      if (bundle) await mirror.apply({ bodyPacks: [{ ...(await makePack(folderId, worn.uidValidity, bundle)), instead: worn.pack }] });
    };
    for (const [uid, text] of texts) await write(builder.add(uid, '', [text]));
    await write(builder.flush());
  }
}

function columnsOf({ uids, starts, ends, from, to }: WornTexts): { uid: number; start: number; end: number; from: number; to: number }[] {
  // Copied, because what comes over a line is not aligned.
  const numbers = (column: Uint8Array): Uint32Array => new Uint32Array(column.slice().buffer);
  const [uid, start, end, first, last] = [uids, starts, ends, from, to].map(numbers) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  return Array.from(uid, (one, i) => ({ uid: one, start: start[i]!, end: end[i]!, from: first[i]!, to: last[i]! }));
}
