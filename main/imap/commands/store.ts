/** UID STORE (RFC 3501 6.4.6; UNCHANGEDSINCE and MODIFIED RFC 7162 3.1.3). */
import type { Command } from '../command.ts';
import { formatUidSet, parseUidList, uidSetHas, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { ITEM } from '../wire/fetch.ts';
import type { StatusResponse } from '../wire/response.ts';

export interface StoreChange {
  action: 'add' | 'remove' | 'replace';
  flags: readonly string[];
  unchangedSince?: string;
}

const SIGN = { add: '+', remove: '-', replace: '' } as const;

/** `modified`: UIDs left alone because they had changed since. */
export function uidStore(set: UidSet, change: StoreChange): Command<{ modified: number[] }> {
  const modified = (status: StatusResponse): number[] => (status.code?.name === 'MODIFIED' ? parseUidList(status.code.rest.trim()) : []);
  return {
    name: 'UID STORE',
    lane: { kind: 'rows', uids: set },
    parts() {
      const writer = new CommandWriter().word(`UID STORE ${formatUidSet(set)} `);
      if (change.unchangedSince !== undefined) writer.word('(UNCHANGEDSINCE ').digits(change.unchangedSince).word(') ');
      return writer.word(`${SIGN[change.action]}FLAGS.SILENT `).flags(change.flags).finish();
    },
    // With CONDSTORE every changed message is answered with its new MODSEQ; a row with flags is news all the same.
    take: (response) => response.kind === 'fetch' && (response.row.items & ITEM.flags) === 0 && uidSetHas(set, response.row.message.uid),
    done: (status) => ({ modified: modified(status) }),
  };
}
