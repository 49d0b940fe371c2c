/** A window over a list with marks laid over it that the mirror has not written yet: what the user does is seen once it is in the journal. */
import type { FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Mark } from './protocol/batch.ts';

export interface ListValue { total: number; unread: number; matching: number; from: number; rows: MessageRow[]; syncing: boolean; complete: boolean }

/** What the server calls a row now, UID 0 for one that it does not have here; and its Message-ID. */
export interface RowNumber { folderId: FolderId; uidValidity: number; uid: number; messageId: string }
/** `numbers` of the rows, in their order. */
export interface NumberedList { value: ListValue; numbers: readonly RowNumber[] }

/** The same list if the mark is about none of its rows. Not for marks that hide. */
export function withMark(list: NumberedList, mark: Mark): NumberedList {
  const { uids: meant } = mark;
  const chosen = Array.isArray(meant) ? new Set(meant) : null;
  const isMeant = (row: RowNumber | undefined): boolean =>
    row !== undefined && row.uid > 0 && row.folderId === mark.folderId && row.uidValidity === mark.uidValidity && (chosen ? chosen.has(row.uid) : row.uid <= (meant as { upTo: number }).upTo);
  if (!list.numbers.some(isMeant)) return list;
  let { unread } = list.value;
  const rows = list.value.rows.map((row, index) => {
    if (!isMeant(list.numbers[index])) return row;
    const next = marked(row, mark);
    unread += unreadOf(next) - unreadOf(row);
    return next;
  });
  return { ...list, value: { ...list.value, unread: Math.max(0, unread), rows } };
}

const unreadOf = ({ flags }: MessageRow): number => (flags & FLAG.seen ? 0 : 1);

function marked(row: MessageRow, { add, remove, addKeywords = [], removeKeywords = [] }: Mark): MessageRow {
  const unwanted = new Set([...addKeywords, ...removeKeywords].map((word) => word.toLowerCase()));
  return {
    ...row,
    flags: (row.flags | add) & ~remove & ~(FLAG.hidden | FLAG.keywords),
    keywords: unwanted.size > 0 ? [...row.keywords.filter((word) => !unwanted.has(word.toLowerCase())), ...addKeywords] : row.keywords,
  };
}
