/** The summary of one message by its id. */
import { fail } from '../../shared/failure.ts';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { MirrorClient } from './client.ts';
import { presentPlace } from './present.ts';
import type { MessageName, RowAnswer } from './protocol/messages.ts';
import type { SummaryRow } from './protocol/records.ts';

/** `place`: where it is now, whatever it is called. Rejects 'message-gone' if the mirror no longer has it. */
export async function summaryOf(mirror: Pick<MirrorClient, 'query'>, id: MessageId): Promise<{ row: RowAnswer; summary: SummaryRow; place: MessageName }> {
  const { folderId, ...name } = splitMessageId(id);
  let place: MessageName = name;
  let answer = await mirror.query('rows', { folderId, uids: [name.uid] });
  if (answer.uidValidity !== name.uidValidity) {
    place = await presentPlace(mirror, id);
    answer = await mirror.query('rows', { folderId, uids: [place.uid] });
  }
  const row = answer.uidValidity === place.uidValidity ? answer.rows[0] : undefined;
  if (!row) throw fail('message-gone', say('engine-mirror.messageGone'));
  return { row, summary: row.summary as SummaryRow, place };
}
