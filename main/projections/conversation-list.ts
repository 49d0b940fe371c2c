/** Projection: a window over one folder as conversations, the one with the newest message first. */
import { messageId, splitFolderId, type FolderId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import type { ConversationRow } from '../../shared/model/conversation.ts';
import { viewOf } from '../../shared/model/view.ts';
import { stripPrefixes } from '../../shared/text/subject.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { ThreadSummary } from '../mirror/protocol/messages.ts';
import { addressOf } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';
import { live } from './live.ts';
import { wantPreviews } from './want-previews.ts';

/** What happens in other folders changes little here. */
const ELSEWHERE_MS = 1_000;

export function conversationListProjections(parts: Parts): Pick<Projections, 'conversations.list'> {
  const { ports, mirror, running } = parts;
  return {
    'conversations.list'({ from, count, ...asked }, sink) {
      const asView = viewOf(asked);
      const folderId = asView.kind === 'folder' ? asView.folderId : ('' as FolderId);
      const { accountId } = splitFolderId(folderId);
      let syncing = false;
      let complete = false;
      let full = false;
      const view = live({
        clock: ports.clock,
        sink,
        pauseMs: () => (syncing && full ? 500 : 40),
        async compute() {
          const folder = (await mirror.query('folders', { accountId })).find((one) => one.id === folderId);
          // A mirror that is being filled anew may not know the folder yet.
          if (!folder) return { total: 0, unread: 0, matching: 0, from: 0, rows: [], syncing: running.has(accountId), complete: false };
          const answer = await mirror.query('threads', { folderId, from, count, atOnce: true });
          wantPreviews(parts, folder, answer.uidValidity, answer.threads.map(({ newest }) => newest));
          syncing = folder.selectable && !folder.checkpoint.complete;
          full = answer.threads.length === count;
          ({ complete } = answer);
          if (!complete) later(rest);
          return { total: answer.total, unread: answer.unread, matching: answer.total, from: answer.from, rows: answer.threads.map((thread) => conversationRow(folderId, answer.uidValidity, thread)), syncing, complete };
        },
      });
      let cancel: (() => void) | null = null;
      const later = (run: () => void): void => {
        cancel ??= ports.clock.after(complete || syncing ? ELSEWHERE_MS : 50, () => {
          cancel = null;
          run();
        });
      };
      /** The first answer came at once; now what it takes to know what belongs together. Nobody has seen the account's conversations before this. */
      const rest = (): void => void mirror.query('threads', { folderId, from: 0, count: 1 }).catch(() => undefined).then(() => view.touch());
      const offs = [
        mirror.onChanges((changes) => {
          if (changes.folderList || changes.folders.some((folder) => folder.folderId === folderId)) view.touch(changes.folderList);
          else if (changes.folders.some((folder) => splitFolderId(folder.folderId).accountId === accountId)) later(() => view.touch());
        }),
        mirror.onState(() => view.touch()),
      ];
      const leave = running.get(accountId)?.sync.look(folderId);
      return () => {
        for (const off of offs) off();
        leave?.();
        cancel?.();
        view.stop();
      };
    },
  };
}

export function conversationRow(folderId: FolderId, uidValidity: number, { newest, uids, names, count, unread, total, flagged, draft, attached, people }: ThreadSummary): ConversationRow {
  const row = messageRow(folderId, uidValidity, newest);
  const ids = uids.map((uid) => messageId(folderId, names?.[uid]?.uidValidity ?? uidValidity, names?.[uid]?.uid ?? uid));
  return {
    id: ids.at(-1) ?? row.id,
    folderId,
    subject: total > 1 ? stripPrefixes(row.subject) : row.subject,
    people: people.map(([name, address, isUnread]) => ({ ...addressOf([name, address]), unread: isUnread === 1 })),
    messageIds: ids,
    count, unread, total, flagged, draft,
    hasAttachment: attached,
    date: row.date,
    flags: row.flags,
    preview: row.preview,
  };
}
