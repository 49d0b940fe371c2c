/** Projection: a window over one folder, newest first. */
import { isFailure } from '../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { viewOf } from '../../shared/model/view.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { Mark } from '../mirror/protocol/batch.ts';
import type { SummaryRow } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';
import { live } from './live.ts';
import { withMark, type NumberedList } from '../mirror/marked-list.ts';
import { wantPreviews } from './want-previews.ts';

export function messageListProjections(parts: Parts): Pick<Projections, 'messages.list'> {
  const { ports, mirror, queue, running, shownLists } = parts;
  return {
    'messages.list'({ from, count, ...asked }, sink) {
      const asView = viewOf(asked);
      const folderId = asView.kind === 'folder' ? asView.folderId : ('' as FolderId);
      const { accountId } = splitFolderId(folderId);
      let syncing = false;
      let full = false;
      let empty = false;
      /** As the mirror has it, with what it has acknowledged since. */
      let last: NumberedList | null = null;
      /** On their way into the mirror: they go on top of what it still answers. */
      const under = new Set<Mark>();
      const shown = (list: NumberedList): NumberedList => [...under].reduce(withMark, list);
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
          if (!window) {
            last = null;
            return { total: 0, unread: 0, matching: 0, from: 0, rows: [], syncing: running.has(accountId), complete: true };
          }
          if (folder) wantPreviews(parts, folder, window.uidValidity, window.rows.filter(({ at }) => !at));
          syncing = folder ? folder.selectable && !folder.checkpoint.complete : running.has(accountId);
          full = window.rows.length === count;
          empty = window.rows.length === 0;
          last = {
            uidValidity: window.uidValidity,
            numbers: window.rows.map(({ at, summary }) => ({ uid: at ? 0 : (summary as SummaryRow)[0], messageId: (summary as SummaryRow)[7] })),
            value: { total: window.total, unread: window.unread, matching: window.total, from: window.from, rows: window.rows.map((row) => messageRow(folderId, window.uidValidity, row)), syncing, complete: true },
          };
          return shown(last).value;
        },
      });
      const offs = [
        mirror.onChanges((changes) => {
          if (changes.folderList || changes.folders.some((folder) => folder.folderId === folderId)) view.touch(changes.folderList);
        }),
        mirror.onState(() => view.touch()),
        shownLists.add(folderId, () => last && shown(last)),
        queue.marked.on(({ marks, put }) => {
          // What leaves goes in one step with what comes elsewhere: the mirror's.
          const own = marks.filter((mark) => mark.folderId === folderId && (mark.add & FLAG.hidden) === 0);
          if (!last || own.every((mark) => last && withMark(last, mark) === last)) return;
          for (const mark of own) under.add(mark);
          sink.push(shown(last).value);
          const settle = (written: boolean): void => {
            for (const mark of own) {
              under.delete(mark);
              if (written && last) last = withMark(last, mark);
            }
            if (!written) view.touch();
          };
          // Why it was not written is the queue's to say.
          put.then(settle, () => settle(false));
        }),
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
