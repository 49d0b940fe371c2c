/** Search on the server, folder by folder, newest hits first; summaries the mirror lacks are fetched, and stored where that is not the sync's to do. */
import { fail, isFailure, toFailure, type Failure } from '../../shared/failure.ts';
import type { MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { packFlags } from '../../shared/model/flags.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import { uidSet } from '../imap/uid-set.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { RowAnswer } from '../mirror/protocol/messages.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { fetchSummaries } from '../sync/fetch-summaries.ts';
import type { Overlay } from '../sync/folder-sync.ts';
import { summaryRow } from '../sync/summary.ts';
import { keepHits } from './keep-hits.ts';

/** Hits shown per folder; the count tells of the rest. */
const SHOWN = 500;
/** Hits whose rows are made at once, so that the first appear while the others are on their way. */
const CHUNK = 50;

export interface SearchReport {
  onFolder(folder: FolderRecord, index: number, of: number): void;
  onFound(folder: FolderRecord, count: number): void;
  /** `known`: of those that the mirror has, their flags there. */
  onRows(rows: MessageRow[], known: ReadonlyMap<MessageId, number>): void;
  /** Newer than what the folder has been brought to: not in the mirror yet, at least one. */
  onAhead(folder: FolderRecord, rows: MessageRow[]): void;
  onFailure(folder: FolderRecord, failure: Failure): void;
}

export interface SearchMirror {
  readonly mirror: Pick<MirrorClient, 'query' | 'apply'>;
  /** What the user did meanwhile, over the server's flags. */
  readonly overlay: Overlay;
}

/** Resolves when every folder was asked; rejects only if the line is lost or `signal` fires. */
export async function searchServer(session: Session, here: SearchMirror, folders: readonly FolderRecord[], text: string, report: SearchReport, signal: AbortSignal): Promise<void> {
  for (const [index, folder] of folders.entries()) {
    if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
    report.onFolder(folder, index, folders.length);
    try {
      await searchFolder(session, here, folder, text, report, signal);
    } catch (error) {
      // A folder that refuses is reported and the others still asked; a lost line ends it all.
      if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone', 'unsupported', 'not-found')) throw error;
      report.onFailure(folder, toFailure(error));
    }
  }
}

async function searchFolder(session: Session, here: SearchMirror, folder: FolderRecord, text: string, report: SearchReport, signal: AbortSignal): Promise<void> {
  const { uidValidity, exists } = await session.select(folder.wireName, { readOnly: true });
  if (exists === 0) return;
  const hits = (await session.uidSearch({ text })).reverse();
  report.onFound(folder, hits.length);
  for (let i = 0; i < Math.min(hits.length, SHOWN); i += CHUNK) {
    if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
    const { rows, known, ahead } = await rowsOf(session, here, folder, uidValidity, hits.slice(i, Math.min(i + CHUNK, SHOWN)));
    report.onRows(rows, known);
    if (ahead.length > 0) report.onAhead(folder, ahead);
  }
}

interface Hits { rows: MessageRow[]; known: Map<MessageId, number>; ahead: MessageRow[] }

async function rowsOf(session: Session, { mirror, overlay }: SearchMirror, folder: FolderRecord, uidValidity: number, uids: readonly number[]): Promise<Hits> {
  const kept = async (): Promise<RowAnswer[]> => {
    const answer = await mirror.query('rows', { folderId: folder.id, uids: [...uids] });
    return answer.uidValidity === uidValidity ? answer.rows : [];
  };
  const lackedBy = (rows: readonly RowAnswer[]): number[] => {
    const have = new Set(rows.map((row) => (row.summary as [number])[0]));
    return uids.filter((uid) => !have.has(uid));
  };
  const fetched = new Map<number, FetchedMessage>();
  let ofSync: readonly number[] = [];
  let known = await kept();
  const missing = lackedBy(known);
  if (missing.length > 0) {
    await fetchSummaries(session, uidSet([...missing].sort((a, b) => a - b)), (message) => {
      if (message.size === undefined) return; // news of a flag in between
      fetched.set(message.uid, message);
    });
    ofSync = await keepHits(mirror, overlay, folder, uidValidity, [...fetched.values()]);
    known = await kept();
  }
  const made = (rows: readonly RowAnswer[]): MessageRow[] => rows.map((row) => messageRow(folder.id, uidValidity, row));
  const fromServer = (some: readonly number[]): MessageRow[] => made(some.flatMap((uid): RowAnswer[] => {
    const message = fetched.get(uid);
    if (!message) return [];
    const { bits, keywords } = packFlags(message.flags ?? []);
    return [{ summary: summaryRow(message), flags: bits, keywords, preview: null }];
  }));
  const here = made(known);
  const lacking = lackedBy(known);
  return {
    rows: [...here, ...fromServer(lacking.filter((uid) => !ofSync.includes(uid)))].sort((a, b) => b.date - a.date),
    known: new Map(here.map(({ id }, i) => [id, known[i]!.flags])),
    ahead: fromServer(lacking.filter((uid) => ofSync.includes(uid))),
  };
}

/** Likely folders first; one that holds all mail stands for the others. */
export function foldersToSearch(folders: readonly FolderRecord[]): FolderRecord[] {
  const selectable = folders.filter((folder) => folder.selectable);
  const all = selectable.find((folder) => folder.role === 'all');
  const order: readonly FolderRole[] = ['inbox', 'all', 'archive', 'sent', 'none', 'drafts', 'flagged', 'trash', 'junk'];
  const wanted = all ? selectable.filter((folder) => folder === all || folder.role === 'trash' || folder.role === 'junk') : selectable.filter((folder) => folder.role !== 'flagged');
  return wanted.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}
