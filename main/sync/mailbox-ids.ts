/** MAILBOXID of folders (RFC 8474 4): what the server calls them, whatever their names. */
import { isFailure } from '../../shared/failure.ts';
import { readStatus } from '../imap/mailbox-status.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord, FolderWrite } from '../mirror/protocol/records.ts';

/** STATUS commands on the wire at once. */
const PIPELINED = 50;

/** The statuses of folders that are new, with MAILBOXID where one that is missing had one. A server that refuses to tell is taken at its numbers. */
export async function withMailboxIds(session: Session, added: readonly FolderWrite[], missing: readonly FolderRecord[], statuses: ReadonlyMap<string, MailboxStatusItems>): Promise<Map<string, MailboxStatusItems>> {
  const found = new Map(statuses);
  if (!session.capabilities.has('OBJECTID') || missing.every(({ mailboxId }) => !mailboxId)) return found;
  for (let i = 0; i < added.length; i += PIPELINED) {
    await Promise.all(added.slice(i, i + PIPELINED).map(async ({ wireName }) => {
      try {
        found.set(wireName, { ...found.get(wireName), ...(await readStatus(session, wireName, ['mailboxId'])) });
      } catch (error) {
        if (!isFailure(error, 'server-no', 'folder-gone', 'server-bad', 'unsupported')) throw error;
      }
    }));
  }
  return found;
}

/** It came with SELECT: by that the folder is known again should it be renamed. */
export async function keepMailboxId({ selected }: Session, folder: FolderRecord, mirror: MirrorClient): Promise<void> {
  if (selected?.mailboxId === undefined || selected.mailboxId === folder.mailboxId || selected.wireName !== folder.wireName) return;
  const now = (await mirror.query('folders', { accountId: folder.accountId })).find(({ id }) => id === folder.id);
  if (!now || now.mailboxId === selected.mailboxId) return;
  const { total: _total, unread: _unread, checkpoint: _checkpoint, ...write } = now;
  await mirror.apply({ folderFacts: [{ ...write, mailboxId: selected.mailboxId }] });
}
