/** Hits that a sync is to bring: shown once the mirror has them, so that they open and can be acted on. */
import { splitMessageId, type FolderId, type MessageId } from '../../shared/ids.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { presentUids } from '../mirror/present.ts';
import type { Clock } from '../ports.ts';

/** A folder that cannot be synced just now keeps no hit from being shown. */
const MOST_MS = 3_000;

/** Resolves when the mirror has these messages of a folder, when that takes too long, or when `signal` fires. Rejects as MirrorClient.query does. */
export async function untilKept(mirror: Pick<MirrorClient, 'query' | 'onChanges'>, clock: Clock, folderId: FolderId, ids: readonly MessageId[], signal: AbortSignal): Promise<void> {
  const names = ids.map(splitMessageId);
  let news = Promise.withResolvers<void>();
  let isLate = false;
  const wake = (): void => news.resolve();
  const off = mirror.onChanges(({ folders }) => {
    if (folders.some((one) => one.folderId === folderId && one.added > 0)) wake();
  });
  const cancel = clock.after(MOST_MS, () => {
    isLate = true;
    wake();
  });
  signal.addEventListener('abort', wake, { once: true });
  try {
    while (!isLate && !signal.aborted) {
      // What comes while it is asked is asked about again.
      news = Promise.withResolvers<void>();
      const { uids } = await presentUids(mirror, folderId, names);
      if (uids.every((uid) => uid > 0)) return;
      if (!isLate && !signal.aborted) await news.promise;
    }
  } finally {
    off();
    cancel();
    signal.removeEventListener('abort', wake);
  }
}
