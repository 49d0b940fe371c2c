/** From a row as the mirror keeps it to a row as the UI shows it. */
import { messageId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { RowAnswer } from './protocol/messages.ts';
import { addressOf, type SummaryRow } from './protocol/records.ts';

/** Addresses per row that cross to the UI; the opened message has all of them. */
const SHOWN_ADDRESSES = 20;

export function messageRow(folderId: FolderId, uidValidity: number, answer: RowAnswer): MessageRow {
  const summary = answer.summary as SummaryRow;
  const [uid, date, size, subject, from, to, , , , , hasAttachment] = summary;
  return {
    id: answer.at ? messageId(answer.at.folderId, answer.at.uidValidity, answer.at.uid) : answer.name ? messageId(folderId, answer.name.uidValidity, answer.name.uid) : messageId(folderId, uidValidity, uid),
    folderId,
    from: from.slice(0, SHOWN_ADDRESSES).map(addressOf),
    to: to.slice(0, SHOWN_ADDRESSES).map(addressOf),
    subject,
    date: date * 1000,
    size,
    flags: answer.flags & ~(FLAG.hidden | FLAG.keywords),
    keywords: answer.keywords,
    hasAttachment: hasAttachment === 1,
    preview: answer.preview,
    ...(summary[13] === undefined ? {} : { thread: summary[13] }),
  };
}
