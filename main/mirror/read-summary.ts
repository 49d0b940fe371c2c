/** The summary of one message by its id. */
import { fail } from '../../shared/failure.ts';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import type { MirrorClient } from './client.ts';
import type { RowAnswer } from './protocol/messages.ts';
import type { SummaryRow } from './protocol/records.ts';

/** Rejects 'message-gone' if the mirror no longer has it, or has renumbered its folder. */
export async function summaryOf(mirror: Pick<MirrorClient, 'query'>, id: MessageId): Promise<{ row: RowAnswer; summary: SummaryRow }> {
  const { folderId, uid, uidValidity } = splitMessageId(id);
  const answer = await mirror.query('rows', { folderId, uids: [uid] });
  const row = answer.uidValidity === uidValidity ? answer.rows[0] : undefined;
  if (!row) throw fail('message-gone', 'The message is no longer here.');
  return { row, summary: row.summary as SummaryRow };
}
