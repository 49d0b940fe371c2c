/** A new folder with the numbers of one that is missing need not be that one: where a server gives several folders the same UIDVALIDITY, what is in it decides. */
import { isFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import { uidSet } from '../imap/uid-set.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { identityOf } from '../mirror/protocol/identity.ts';
import type { FolderRecord, FolderWrite, SummaryRow } from '../mirror/protocol/records.ts';
import { renamedFolders } from './missing-folders.ts';
import { readSpine } from './folder-sync.ts';
import { summaryRow } from './summary.ts';

/** Newest messages that are compared. */
const SAMPLE = 20;

/** Those of `missing` that only seem to be called otherwise now. DavMail gives every folder the UIDVALIDITY 1, Courier the second in which it was made. Rejects with FailureError. */
export async function mistakenRenames(session: Session, mirror: MirrorClient, known: readonly FolderRecord[], missing: readonly FolderRecord[], added: readonly FolderWrite[], statuses: ReadonlyMap<string, MailboxStatusItems>): Promise<Set<FolderId>> {
  const mistaken = new Set<FolderId>();
  for (const [from, to] of renamedFolders(missing, added, statuses)) {
    const [old, now] = [missing.find(({ id }) => id === from)!, added.find(({ id }) => id === to)!];
    const isUnique = !known.some(({ id, checkpoint }) => id !== from && checkpoint.uidValidity === old.checkpoint.uidValidity);
    if (isUnique || old.mailboxId) continue;
    if (!(await holdsTheSame(session, mirror, old, now))) mistaken.add(from);
  }
  return mistaken;
}

async function holdsTheSame(session: Session, mirror: MirrorClient, { id, checkpoint }: FolderRecord, { wireName }: FolderWrite): Promise<boolean> {
  const uids = [...(await readSpine(mirror, id)).uids.slice(-SAMPLE)];
  const { uidValidity, rows } = await mirror.query('rows', { folderId: id, uids });
  if (uidValidity !== checkpoint.uidValidity || rows.length === 0) return false;
  const wanted = new Map(rows.map(({ summary }) => [(summary as SummaryRow)[0], nameOf(summary as SummaryRow)]));
  let same = 0;
  try {
    const selected = await session.select(wireName, { readOnly: true });
    if (selected.uidValidity !== uidValidity) return false;
    await session.uidFetch(uidSet([...wanted.keys()]), { internalDate: true, size: true, envelope: true }, {}, (message) => {
      if (message.size !== undefined && wanted.get(message.uid) === nameOf(summaryRow(message))) same++;
    });
  } catch (error) {
    if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone')) throw error;
  }
  return same === wanted.size;
}

function nameOf(row: SummaryRow): string {
  const key = new Uint32Array(2);
  identityOf(row, key, 0);
  return key.join();
}
