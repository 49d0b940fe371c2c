/** Projection: a window over one folder, newest first. */
import { isFailure } from '../../shared/failure.ts';
import { splitFolderId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { Parts } from '../parts.ts';
import { live } from './live.ts';
import { wantPreviews } from './want-previews.ts';

export function messageListProjections(parts: Parts): Pick<Projections, 'messages.list'> {
  const { ports, mirror, running } = parts;
  return {
    'messages.list'({ folderId, from, count }, sink) {
      const { accountId } = splitFolderId(folderId);
      let syncing = false;
      let full = false;
      let empty = false;
      const view = live({
        clock: ports.clock,
        sink,
        // Once the window is full and older pages pour in, what is on screen hardly changes, and everybody has better things to do.
        // The first rows on an empty screen do not wait.
        pauseMs: () => (empty ? 0 : syncing && full ? 1000 : 40),
        async compute() {
          const folder = (await mirror.query('folders', { accountId })).find((one) => one.id === folderId);
          // A mirror that is being filled anew may not know the folder yet, nor one that is yet to be made; but what is on its way there.
          const window = await mirror.query('window', { folderId, from, count }).catch((error: unknown) => {
            if (folder || !isFailure(error, 'not-found')) throw error;
            return null;
          });
          if (!window) return { total: 0, unread: 0, from: 0, rows: [], syncing: running.has(accountId) };
          if (folder) wantPreviews(parts, folder, window.uidValidity, window.rows.filter(({ at }) => !at));
          syncing = folder ? folder.selectable && !folder.checkpoint.complete : running.has(accountId);
          full = window.rows.length === count;
          empty = window.rows.length === 0;
          return {
            total: window.total,
            unread: window.unread,
            from: window.from,
            rows: window.rows.map((row) => messageRow(folderId, window.uidValidity, row)),
            syncing,
          };
        },
      });
      const offs = [
        mirror.onChanges((changes) => {
          if (changes.folderList || changes.folders.some((folder) => folder.folderId === folderId)) view.touch(changes.folderList);
        }),
        mirror.onState(() => view.touch()),
      ];
      // What the user looks at is brought up to date first.
      const leave = running.get(accountId)?.sync.look(folderId);
      return () => {
        for (const off of offs) off();
        leave?.();
        view.stop();
      };
    },
  };
}
