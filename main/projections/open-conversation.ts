/** Projection: one conversation, opened: its messages through all folders of the account. */
import { isFailure } from '../../shared/failure.ts';
import { messageId, splitFolderId, splitMessageId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import type { ConversationMessage } from '../../shared/model/conversation.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { stripPrefixes } from '../../shared/text/subject.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { RowPlace } from '../mirror/protocol/guest.ts';
import type { ThreadAnswer } from '../mirror/protocol/messages.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';
import { live } from './live.ts';
import { wantPreviews } from './want-previews.ts';

const MOST_MESSAGES = 500;
const UNTIL_COMPLETE_MS = 100;

export function openConversationProjections(parts: Parts): Pick<Projections, 'conversations.open'> {
  const { ports, mirror } = parts;
  return {
    'conversations.open'({ messageId: asked, withDeleted }, sink) {
      const { folderId, uid } = splitMessageId(asked);
      const { accountId } = splitFolderId(folderId);
      /** What the conversation is held by: should the message asked for go, another one of it. */
      let holds: readonly RowPlace[] = [splitMessageId(asked)];
      let cancel: (() => void) | null = null;
      const view = live({
        clock: ports.clock,
        sink,
        pauseMs: 40,
        async compute() {
          const folders = new Map((await mirror.query('folders', { accountId })).map((folder) => [folder.id, folder]));
          const answer = await held(folders);
          if (answer.rows.length > 0) {
            const places = answer.rows.flatMap(({ folderId: id, uidValidity, uid: own, copies }): RowPlace[] => [{ folderId: id, uidValidity, uid: own }, ...copies]);
            const isAsked = (place: RowPlace): boolean => place.folderId === folderId && place.uid === uid;
            holds = [...places.filter(isAsked), ...places.filter((place) => place.folderId === folderId && !isAsked(place)).reverse(), ...places.filter((place) => place.folderId !== folderId).reverse()];
          }
          for (const [id, rows] of Map.groupBy(answer.rows, (row) => row.folderId)) {
            const folder = folders.get(id);
            if (folder) wantPreviews(parts, folder, rows[0]?.uidValidity ?? 0, rows);
          }
          if (!answer.complete) cancel ??= ports.clock.after(UNTIL_COMPLETE_MS, () => {
            cancel = null;
            view.touch();
          });
          const messages = answer.rows.map((row) => messageOf(row, folders));
          return { subject: stripPrefixes(messages[0]?.row.subject ?? ''), messages, total: answer.total, deleted: answer.deleted, complete: answer.complete };
        },
      });

      async function held(folders: ReadonlyMap<string, FolderRecord>): Promise<ThreadAnswer> {
        for (const place of holds) {
          const { folderId: id, uidValidity } = place;
          const folder = folders.get(id);
          const uid = folder && folder.checkpoint.uidValidity !== uidValidity ? (await mirror.query('present', { folderId: id, names: [{ uidValidity, uid: place.uid }] })).uids[0] : place.uid;
          if (!uid) continue;
          // A folder that was renamed is found by the name it had.
          const answer = await mirror.query('thread', { folderId: id, uid, from: -MOST_MESSAGES, count: MOST_MESSAGES, withDeleted }).catch(unlessUnknown);
          if (answer && answer.rows.length > 0) return answer;
        }
        return { total: 0, from: 0, complete: true, deleted: 0, rows: [] };
      }

      const offs = [
        mirror.onChanges((changes) => {
          if (changes.folderList || changes.folders.some((folder) => splitFolderId(folder.folderId).accountId === accountId)) view.touch();
        }),
        mirror.onState(() => view.touch()),
      ];
      return () => {
        for (const off of offs) off();
        cancel?.();
        view.stop();
      };
    },
  };
}

function unlessUnknown(error: unknown): null {
  if (isFailure(error, 'not-found')) return null;
  throw error;
}

function messageOf(row: ThreadAnswer['rows'][number], folders: ReadonlyMap<string, FolderRecord>): ConversationMessage {
  const placeOf = (id: RowPlace['folderId']): ConversationMessage['folder'] => {
    const { name, role } = folders.get(id) ?? { name: '', role: 'none' as const };
    return { id, name: role === 'inbox' ? 'Inbox' : name, role };
  };
  const folder = placeOf(row.folderId);
  return {
    row: messageRow(row.folderId, row.uidValidity, row),
    folder,
    draft: folder.role === 'drafts' || (row.flags & FLAG.draft) !== 0,
    copies: row.copies.map((copy) => ({ messageId: messageId(copy.folderId, copy.uidValidity, copy.uid), folder: placeOf(copy.folderId) })),
  };
}
