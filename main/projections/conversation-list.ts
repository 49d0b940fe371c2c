/** Projection: a window over a folder or a unified view as conversations. */
import { isFailure } from '../../shared/failure.ts';
import { messageId, splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { ProjectionValue } from '../../shared/ipc/contract.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import type { ConversationRow } from '../../shared/model/conversation.ts';
import { isFiltered, listKey, NEWEST_FIRST, NO_FILTER, viewOf } from '../../shared/model/view.ts';
import { stripPrefixes } from '../../shared/text/subject.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { ThreadListAnswer } from '../mirror/protocol/list.ts';
import type { ThreadSummary } from '../mirror/protocol/messages.ts';
import { addressOf, type SummaryRow } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';
import { goThrough } from './go-through.ts';
import { goesByFlags, listSource, type ListSource } from './list-source.ts';
import { live } from './live.ts';
import { lookAt } from './look-at.ts';
import { createStayingRows } from './staying-rows.ts';
import { wantPreviews } from './want-previews.ts';

/** What happens in other folders changes little here. */
const ELSEWHERE_MS = 1_000;

export function conversationListProjections(parts: Parts): Pick<Projections, 'conversations.list'> {
  const { ports, mirror, running } = parts;
  const staying = createStayingRows(ports.clock);
  return {
    'conversations.list'(window, sink) {
      const { from, count, sort = NEWEST_FIRST, filter = NO_FILTER } = window;
      const asked = viewOf(window);
      /** Only these are answered before all of an account is known. */
      const isPlain = asked.kind === 'folder' && !isFiltered(filter) && (sort.descending && sort.by === 'date');
      let syncing = false;
      let complete = false;
      let full = false;
      let folders: ReadonlySet<FolderId> = new Set(asked.kind === 'folder' ? [asked.folderId] : []);
      let accounts: ReadonlySet<AccountId> = new Set([...folders].map((id) => splitFolderId(id).accountId));
      const stays = staying.enter(listKey(window));
      const looked = lookAt(running, asked, window.unseen);
      const view = live({
        clock: ports.clock,
        sink,
        pauseMs: () => (syncing && full ? 500 : 40),
        async compute() {
          const source = await listSource(parts, window);
          const { records, watched } = source;
          if (asked.kind === 'unified') {
            folders = watched;
            accounts = new Set(records.map(({ accountId }) => accountId));
          }
          looked.change(records);
          syncing = records.some(({ selectable, checkpoint }) => selectable && !checkpoint.complete) || (records.length === 0 && asked.kind === 'folder' && running.has(splitFolderId(asked.folderId).accountId));
          const answer = await ask(source).catch((error: unknown) => {
            // A mirror that is being filled anew may not know the folder yet, nor one that is yet to be made; but what is on its way there.
            if (records.length > 0 || !isFailure(error, 'not-found')) throw error;
            return null;
          });
          if (!answer) return { total: 0, unread: 0, matching: 0, from: 0, rows: [], syncing, complete: false };
          full = answer.threads.length === count;
          ({ complete } = answer);
          if (!complete) {
            if (!isPlain) rest.begin(source.question);
            later(isPlain ? gather : () => view.touch());
          }
          if (!window.unseen) wish(source, answer);
          return valueOf(answer, syncing);
        },
      });
      const ask = (source: ListSource): Promise<ThreadListAnswer> => (isPlain && asked.kind === 'folder' ? plain(asked.folderId) : mirror.query('threadList', { ...source.question, ...(goesByFlags(source.question) ? { kept: stays.kept() } : {}), from, count }));
      const plain = async (folderId: FolderId): Promise<ThreadListAnswer> => {
        const { uidValidity, threads, ...answer } = await mirror.query('threads', { folderId, from, count, atOnce: true });
        return { ...answer, matching: answer.total, folders: [{ folderId, uidValidity }], threads: threads.map((thread) => ({ ...thread, folderId })) };
      };
      const wish = ({ records }: ListSource, { threads, folders: of }: ThreadListAnswer): void => {
        const seen = [];
        // What is on its way here is the matter of the folder that it leaves.
        for (const [folderId, own] of Map.groupBy(threads.filter(({ newest }) => !newest.at), (thread) => thread.folderId)) {
          const folder = records.find(({ id }) => id === folderId);
          const uidValidity = of.find((one) => one.folderId === folderId)?.uidValidity ?? 0;
          if (folder) wantPreviews(parts, folder, uidValidity, own.map(({ newest }) => newest));
          for (const { newest } of own) seen.push({ folderId, uidValidity, uid: (newest.summary as SummaryRow)[0], flags: newest.flags });
        }
        if (!isPlain) stays.seen(seen);
      };
      let cancel: (() => void) | null = null;
      const later = (run: () => void): void => {
        cancel ??= ports.clock.after(complete || syncing ? ELSEWHERE_MS : 50, () => {
          cancel = null;
          run();
        });
      };
      const rest = goThrough(mirror, () => view.touch(true));
      /** The first answer came at once; now what it takes to know what belongs together. Nobody has seen the account's conversations before this. */
      const gather = (): void => {
        for (const folderId of folders) void mirror.query('threads', { folderId, from: 0, count: 1 }).catch(() => undefined).then(() => view.touch());
      };
      const offs = [
        mirror.onChanges((changes) => {
          if (changes.folderList || changes.folders.some(({ folderId }) => folders.has(folderId))) view.touch(changes.folderList);
          else if (changes.folders.some(({ folderId }) => accounts.has(splitFolderId(folderId).accountId))) later(() => view.touch());
        }),
        mirror.onState(() => view.touch()),
        ...(asked.kind === 'unified' ? [parts.settings.changed.on(() => view.touch()), parts.accountsChanged.on(() => view.touch())] : []),
        ...(filter.contacts ? [parts.people.changed.on(() => view.touch())] : []),
      ];
      return () => {
        for (const off of offs) off();
        looked.leave();
        stays.leave();
        rest.stop();
        cancel?.();
        view.stop();
      };
    },
  };
}

function valueOf({ total, unread, matching, from, complete, folders, threads }: ThreadListAnswer, syncing: boolean): ProjectionValue<'conversations.list'> {
  const validities = new Map(folders.map(({ folderId, uidValidity }) => [folderId, uidValidity]));
  return { total, unread, matching, from, rows: threads.map((thread) => conversationRow(thread.folderId, validities.get(thread.folderId) ?? 0, thread)), syncing, complete };
}

function conversationRow(folderId: FolderId, uidValidity: number, { newest, uids, names, beside = [], count, unread, total, flagged, draft, attached, keywords, people }: ThreadSummary): ConversationRow {
  const row = messageRow(folderId, uidValidity, newest);
  const ids = uids.map((uid) => messageId(folderId, names?.[uid]?.uidValidity ?? uidValidity, names?.[uid]?.uid ?? uid));
  return {
    id: ids.at(-1) ?? row.id,
    folderId,
    subject: total > 1 ? stripPrefixes(row.subject) : row.subject,
    people: people.map(([name, address, isUnread]) => ({ ...addressOf([name, address]), unread: isUnread === 1 })),
    messageIds: [...ids, ...beside.map((other) => messageId(other.folderId, other.uidValidity, other.uid))],
    count, unread, total, flagged, draft,
    hasAttachment: attached,
    keywords: [...keywords],
    date: row.date,
    flags: row.flags,
    preview: row.preview,
  };
}
