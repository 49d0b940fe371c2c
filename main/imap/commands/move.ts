/** UID MOVE (RFC 6851 3.2, 4.3). */
import type { Command } from '../command.ts';
import type { CopyUid } from '../session.ts';
import { formatUidSet, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { readCopyUid } from './copy-uid.ts';

/** COPYUID comes in an untagged OK, with some servers in the tagged one. */
export function uidMove(set: UidSet, wireName: string): Command<CopyUid | null> {
  let moved: CopyUid | null = null;
  return {
    name: 'UID MOVE',
    lane: { kind: 'copy' },
    parts: () => new CommandWriter().word(`UID MOVE ${formatUidSet(set)} `).mailbox(wireName).finish(),
    take(response) {
      if (response.kind !== 'status' || response.code?.name !== 'COPYUID') return false;
      const more = readCopyUid(response.code);
      if (more !== null) moved = moved === null ? more : { uidValidity: more.uidValidity, source: [...moved.source, ...more.source], destination: [...moved.destination, ...more.destination] };
      return true;
    },
    done: (status) => moved ?? readCopyUid(status.code),
  };
}
