/** Rows of any number of messages, asked for in portions the mirror accepts. */
import type { FolderId } from '../../shared/ids.ts';
import type { MirrorClient } from './client.ts';
import type { RowsAnswer } from './protocol/messages.ts';
import type { KnownRow } from './shown-lists.ts';

const PORTION = 1_000;

/** In the order asked; unknown UIDs are left out. Rejects as MirrorClient.query does. */
export async function readRows(mirror: Pick<MirrorClient, 'query'>, folderId: FolderId, uids: readonly number[]): Promise<RowsAnswer> {
  const answer: RowsAnswer = { uidValidity: 0, rows: [] };
  for (let at = 0; at < uids.length; at += PORTION) {
    const { uidValidity, rows } = await mirror.query('rows', { folderId, uids: uids.slice(at, at + PORTION) });
    // Renumbered between two portions: the first half names nothing any more.
    if (at > 0 && uidValidity !== answer.uidValidity) answer.rows = [];
    answer.uidValidity = uidValidity;
    answer.rows.push(...rows);
  }
  return answer;
}

/** The same of `marks`: by UID. Empty if the folder has another UIDVALIDITY by now. */
export async function readMarks(mirror: Pick<MirrorClient, 'query'>, folderId: FolderId, uidValidity: number, uids: readonly number[]): Promise<Map<number, KnownRow>> {
  const known = new Map<number, KnownRow>();
  for (let at = 0; at < uids.length; at += PORTION) {
    const found = await mirror.query('marks', { folderId, uids: uids.slice(at, at + PORTION) });
    if (found.uidValidity !== uidValidity) return new Map();
    for (const [i, uid] of found.uids.entries()) known.set(uid, { messageId: found.messageIds[i]!, flags: found.flags[i]!, keywords: found.keywords[uid] ?? NO_WORDS });
  }
  return known;
}

const NO_WORDS: readonly string[] = [];
