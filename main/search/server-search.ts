/** Search on the server, folder by folder, newest hits first; summaries the mirror lacks are fetched and shown, not stored. */
import { fail, isFailure, toFailure, type Failure } from '../../shared/failure.ts';
import type { MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { packFlags } from '../../shared/model/flags.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Session } from '../imap/session.ts';
import { uidSet } from '../imap/uid-set.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { RowAnswer } from '../mirror/protocol/messages.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { fetchSummaries } from '../sync/fetch-summaries.ts';
import { summaryRow } from '../sync/summary.ts';

/** Hits shown per folder; the count tells of the rest. */
const SHOWN = 500;
/** Hits whose rows are made at once, so that the first appear while the others are on their way. */
const CHUNK = 50;

export interface SearchReport {
  onFolder(folder: FolderRecord, index: number, of: number): void;
  onFound(folder: FolderRecord, count: number): void;
  /** `known`: of those that the mirror has, their flags there. */
  onRows(rows: MessageRow[], known: ReadonlyMap<MessageId, number>): void;
  onFailure(folder: FolderRecord, failure: Failure): void;
}

/** Resolves when every folder was asked; rejects only if the line is lost or `signal` fires. */
export async function searchServer(session: Session, mirror: MirrorClient, folders: readonly FolderRecord[], text: string, report: SearchReport, signal: AbortSignal): Promise<void> {
  for (const [index, folder] of folders.entries()) {
    if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
    report.onFolder(folder, index, folders.length);
    try {
      await searchFolder(session, mirror, folder, text, report, signal);
    } catch (error) {
      // A folder that refuses is reported and the others still asked; a lost line ends it all.
      if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone', 'unsupported', 'not-found')) throw error;
      report.onFailure(folder, toFailure(error));
    }
  }
}

async function searchFolder(session: Session, mirror: MirrorClient, folder: FolderRecord, text: string, report: SearchReport, signal: AbortSignal): Promise<void> {
  const { uidValidity, exists } = await session.select(folder.wireName, { readOnly: true });
  if (exists === 0) return;
  const hits = (await session.uidSearch({ text })).reverse();
  report.onFound(folder, hits.length);
  for (let i = 0; i < Math.min(hits.length, SHOWN); i += CHUNK) {
    if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
    const { rows, known } = await rowsOf(session, mirror, folder, uidValidity, hits.slice(i, Math.min(i + CHUNK, SHOWN)));
    report.onRows(rows, known);
  }
}

async function rowsOf(session: Session, mirror: MirrorClient, folder: FolderRecord, uidValidity: number, uids: readonly number[]): Promise<{ rows: MessageRow[]; known: Map<MessageId, number> }> {
  const kept = await mirror.query('rows', { folderId: folder.id, uids: [...uids] });
  const known = kept.uidValidity === uidValidity ? kept.rows : [];
  const have = new Set(known.map((row) => (row.summary as [number])[0]));
  const missing = uids.filter((uid) => !have.has(uid));
  const fetched: RowAnswer[] = [];
  if (missing.length) {
    await fetchSummaries(session, uidSet([...missing].sort((a, b) => a - b)), (message) => {
      if (message.size === undefined) return; // news of a flag in between
      const { bits, keywords } = packFlags(message.flags ?? []);
      fetched.push({ summary: summaryRow(message), flags: bits, keywords, preview: null });
    });
  }
  const made = (rows: readonly RowAnswer[]): MessageRow[] => rows.map((row) => messageRow(folder.id, uidValidity, row));
  const here = made(known);
  return { rows: [...here, ...made(fetched)].sort((a, b) => b.date - a.date), known: new Map(here.map(({ id }, i) => [id, known[i]!.flags])) };
}

/** Likely folders first; one that holds all mail stands for the others. */
export function foldersToSearch(folders: readonly FolderRecord[]): FolderRecord[] {
  const selectable = folders.filter((folder) => folder.selectable);
  const all = selectable.find((folder) => folder.role === 'all');
  const order: readonly FolderRole[] = ['inbox', 'all', 'archive', 'sent', 'none', 'drafts', 'flagged', 'trash', 'junk'];
  const wanted = all ? selectable.filter((folder) => folder === all || folder.role === 'trash' || folder.role === 'junk') : selectable.filter((folder) => folder.role !== 'flagged');
  return wanted.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}
