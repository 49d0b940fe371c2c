/** SELECT of a folder that is to be synced: with what is known where the server can tell what has changed since (RFC 7162 3.2.5), and twice where the answer would cost all that is known. */
import { isFailure } from '../../shared/failure.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { knownFrom, type Trust } from './plan.ts';
import type { ToldAtSelect } from './strategies/qresync.ts';

/** Extensions that a server has announced and cannot do, found out while it was used. Kept for as long as the account runs. */
export type Doubts = Set<'QRESYNC' | 'CONDSTORE'>;

export interface Opened {
  selected: SelectedMailbox;
  /** Null after a plain SELECT. */
  told: ToldAtSelect | null;
  trust: Trust;
}

function trustIn(session: Session, doubts: Doubts): Trust {
  // Masked or not switched on it is not there, whatever SELECT says.
  const condstore = !doubts.has('CONDSTORE') && session.capabilities.has('CONDSTORE');
  return { condstore, qresync: condstore && !doubts.has('QRESYNC') && session.capabilities.has('QRESYNC') && session.enabled.has('QRESYNC') };
}

export async function openFolder(session: Session, { wireName, checkpoint }: FolderRecord, doubts: Doubts): Promise<Opened> {
  const known = knownFrom(checkpoint, trustIn(session, doubts));
  if (known) {
    const told: ToldAtSelect = { flags: new Map(), vanished: [] };
    try {
      const selected = await session.select(wireName, {
        known,
        onRow: ({ uid, flags }) => { if (flags) told.flags.set(uid, flags); },
        onVanished: (uids) => void told.vanished.push(uids),
      });
      if (selected.uidValidity === checkpoint.uidValidity) return { selected, told, trust: trustIn(session, doubts) };
    } catch (error) {
      // An answer that cannot be read costs the line; the next one is not asked so again.
      if (isFailure(error, 'protocol', 'server-bad', 'unsupported')) doubts.add('QRESYNC');
      if (!isFailure(error, 'server-bad', 'unsupported')) throw error;
    }
  }
  let selected = await session.select(wireName);
  // Another UIDVALIDITY throws away all that is known of the folder: one answer is not enough for that.
  if (checkpoint.uidValidity !== 0 && selected.uidValidity !== checkpoint.uidValidity) selected = await session.select(wireName);
  return { selected, told: null, trust: trustIn(session, doubts) };
}
