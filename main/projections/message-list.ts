/** Projection: a window over a folder or a unified view, in any order, through a filter. */
import { isFailure } from '../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { listKey, viewOf } from '../../shared/model/view.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { Mark } from '../mirror/protocol/batch.ts';
import type { ListAnswer } from '../mirror/protocol/list.ts';
import type { FolderRecord, SummaryRow } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';
import { goThrough } from './go-through.ts';
import { goesByFlags, listSource } from './list-source.ts';
import { live } from './live.ts';
import { lookAt } from './look-at.ts';
import { withMark, type NumberedList } from '../mirror/marked-list.ts';
import { createStayingRows } from './staying-rows.ts';
import { wantPreviews } from './want-previews.ts';

export function messageListProjections(parts: Parts): Pick<Projections, 'messages.list'> {
  const { ports, mirror, queue, running, shownLists, newestRows } = parts;
  const staying = createStayingRows(ports.clock);
  return {
    'messages.list'(window, sink) {
      const { from, count } = window;
      const asked = viewOf(window);
      let syncing = false;
      let full = false;
      let empty = false;
      let folders: ReadonlySet<FolderId> = new Set(asked.kind === 'folder' ? [asked.folderId] : []);
      /** As the mirror has it, with what it has acknowledged since. */
      let last: NumberedList | null = null;
      /** On their way into the mirror: they go on top of what it still answers. */
      const under = new Set<Mark>();
      const shown = (list: NumberedList): NumberedList => [...under].reduce(withMark, list);
      const stays = staying.enter(listKey(window));
      const looked = lookAt(running, asked, window.unseen);
      const view = live({
        clock: ports.clock,
        sink,
        // Once the window is full and older pages pour in, what is on screen hardly changes, and everybody has better things to do.
        // The first rows on an empty screen do not wait.
        pauseMs: () => (empty ? 0 : syncing && full ? 1000 : 40),
        async compute() {
          const early = asked.kind === 'folder' && listKey(window) === listKey({ folderId: asked.folderId }) ? newestRows.get(asked.folderId) : undefined;
          if (early) {
            const rows = early.slice(from, from + count);
            return { total: early.length, unread: early.filter(({ flags }) => !(flags & FLAG.seen)).length, matching: early.length, from, rows, syncing: true, complete: true };
          }
          const { records, watched, question } = await listSource(parts, window);
          if (asked.kind === 'unified') folders = watched;
          looked.change(records);
          const answer = await mirror.query('list', { ...question, ...(goesByFlags(question) ? { kept: stays.kept() } : {}), from, count }).catch((error: unknown) => {
            // A mirror that is being filled anew may not know the folder yet, nor one that is yet to be made; but what is on its way there.
            if (records.length > 0 || !isFailure(error, 'not-found')) throw error;
            return null;
          });
          syncing = records.some(({ selectable, checkpoint }) => selectable && !checkpoint.complete) || (records.length === 0 && isOnItsWay(parts, asked.kind === 'folder' ? asked.folderId : null));
          if (!answer) {
            last = null;
            return { total: 0, unread: 0, matching: 0, from: 0, rows: [], syncing, complete: true };
          }
          if (!answer.complete) rest.begin(question);
          full = answer.rows.length === count;
          empty = answer.rows.length === 0;
          last = numbered(answer, syncing);
          if (!window.unseen) stays.seen(last.numbers.flatMap(({ folderId, uidValidity, uid }, i) => (uid > 0 ? [{ folderId, uidValidity, uid, flags: answer.rows[i]!.flags }] : [])));
          if (!window.unseen) wish(parts, records, answer);
          return shown(last).value;
        },
      });
      const rest = goThrough(mirror, () => view.touch(true));
      const offs = [
        mirror.onChanges((changes) => {
          if (changes.folderList || changes.folders.some(({ folderId }) => folders.has(folderId))) view.touch(changes.folderList);
        }),
        mirror.onState(() => view.touch()),
        ...(asked.kind === 'unified' ? [parts.settings.changed.on(() => view.touch()), parts.accountsChanged.on(() => view.touch())] : []),
        ...(window.filter?.contacts ? [parts.people.changed.on(() => view.touch())] : []),
        newestRows.onChange((folderId) => { if (folders.has(folderId)) view.touch(true); }),
        shownLists.add(() => last && shown(last)),
        queue.marked.on(({ marks, put }) => {
          // What leaves goes in one step with what comes elsewhere: the mirror's.
          const own = marks.filter((mark) => folders.has(mark.folderId) && (mark.add & FLAG.hidden) === 0);
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
      return () => {
        for (const off of offs) off();
        looked.leave();
        stays.leave();
        rest.stop();
        view.stop();
      };
    },
  };
}

/** Of a folder that is not here yet, its account; null: of any. */
const isOnItsWay = ({ running, accounts }: Parts, folderId: FolderId | null): boolean =>
  (folderId === null ? accounts.all().some(({ id }) => running.get(id)?.sync.state.phase !== 'ready') : running.has(splitFolderId(folderId).accountId));

const validities = ({ folders }: ListAnswer): Map<FolderId, number> => new Map(folders.map(({ folderId, uidValidity }) => [folderId, uidValidity]));

function numbered(answer: ListAnswer, syncing: boolean): NumberedList {
  const of = validities(answer);
  const { total, unread, matching, from, complete, rows } = answer;
  return {
    numbers: rows.map(({ folderId, at, summary }) => ({ folderId, uidValidity: of.get(folderId) ?? 0, uid: at ? 0 : (summary as SummaryRow)[0], messageId: (summary as SummaryRow)[7] })),
    value: { total, unread, matching, from, rows: rows.map((row) => messageRow(row.folderId, of.get(row.folderId) ?? 0, row)), syncing, complete },
  };
}

function wish(parts: Parts, records: readonly FolderRecord[], answer: ListAnswer): void {
  const of = validities(answer);
  for (const [folderId, rows] of Map.groupBy(answer.rows.filter(({ at }) => !at), (row) => row.folderId)) {
    const folder = records.find(({ id }) => id === folderId);
    if (folder) wantPreviews(parts, folder, of.get(folderId) ?? 0, rows);
  }
}
