/** Rows of any number of messages, asked for in portions the mirror accepts. */
import type { FolderId } from '../../shared/ids.ts';
import type { MirrorClient } from './client.ts';
import type { RowsAnswer } from './protocol/messages.ts';

const PORTION = 1_000;

/** In the order asked; unknown UIDs are left out. Rejects as MirrorClient.query does. */
export async function readRows(mirror: Pick<MirrorClient, 'query'>, folderId: FolderId, uids: readonly number[], how: { withoutPreviews?: true } = {}): Promise<RowsAnswer> {
  const answer: RowsAnswer = { uidValidity: 0, rows: [] };
  for (let at = 0; at < uids.length; at += PORTION) {
    const { uidValidity, rows } = await mirror.query('rows', { folderId, uids: uids.slice(at, at + PORTION), ...how });
    // Renumbered between two portions: the first half names nothing any more.
    if (at > 0 && uidValidity !== answer.uidValidity) answer.rows = [];
    answer.uidValidity = uidValidity;
    answer.rows.push(...rows);
  }
  return answer;
}
