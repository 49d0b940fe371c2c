/** UID COPY (RFC 3501 6.4.7, 6.4.8; COPYUID RFC 4315 3). */
import type { Command } from '../command.ts';
import type { CopyUid } from '../session.ts';
import { formatUidSet, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { readCopyUid } from './copy-uid.ts';

export function uidCopy(set: UidSet, wireName: string): Command<CopyUid | null> {
  return {
    name: 'UID COPY',
    lane: { kind: 'copy' },
    parts: () => new CommandWriter().word(`UID COPY ${formatUidSet(set)} `).mailbox(wireName).finish(),
    done: (status) => readCopyUid(status.code),
  };
}
