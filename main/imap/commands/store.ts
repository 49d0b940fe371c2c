/** STORE and UID STORE (RFC 3501 6.4.6; UNCHANGEDSINCE and MODIFIED RFC 7162 3.1.3). */
import type { Failure } from '../../../shared/failure.ts';
import type { Command, Lane } from '../command.ts';
import { statusFailure } from '../failures.ts';
import type { FetchedMessage } from '../message.ts';
import { formatUidSet, parseUidList, uidSetHas, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { ITEM, type FetchRow } from '../wire/fetch.ts';
import type { StatusResponse } from '../wire/response.ts';

export interface StoreChange {
  action: 'add' | 'remove' | 'replace';
  flags: readonly string[];
  /** Only messages whose MODSEQ is not above it; with CONDSTORE. */
  unchangedSince?: string;
  /** FLAGS instead of FLAGS.SILENT: the server answers the flags each message has then. */
  answer?: boolean;
}

export interface Stored {
  /** Left alone because they had changed since: UIDs, or sequence numbers where those were given. */
  modified: number[];
  /** Whatever the server told about the named messages meanwhile: `flags` where `answer` was asked for, `modseq` with CONDSTORE. */
  rows: FetchedMessage[];
  /** The NO that came with `modified`: some messages are gone as well, or all had changed. */
  refused: Failure | null;
}

const SIGN = { add: '+', remove: '-', replace: '' } as const;

export const uidStore = (set: UidSet, change: StoreChange): Command<Stored> =>
  storing('UID STORE', set, { kind: 'rows', uids: set, writes: true }, change, (row) => uidSetHas(set, row.message.uid));

/** By sequence numbers, which another client's expunge changes: nothing may be under way beside it. */
export const store = (sequences: UidSet, change: StoreChange): Command<Stored> =>
  storing('STORE', sequences, { kind: 'alone', inMailbox: 'numbers' }, change, (row) => uidSetHas(sequences, row.message.sequence));

function storing(name: string, set: UidSet, lane: Lane, change: StoreChange, isNamed: (row: FetchRow) => boolean): Command<Stored> {
  return {
    name,
    lane,
    ...(change.unchangedSince === undefined ? {} : { needs: ['CONDSTORE'] }),
    parts() {
      const writer = new CommandWriter().word(`${name} ${formatUidSet(set)} `);
      if (change.unchangedSince !== undefined) writer.word('(UNCHANGEDSINCE ').digits(change.unchangedSince).word(') ');
      return writer.word(`${SIGN[change.action]}FLAGS${change.answer === true ? '' : '.SILENT'} `).flags(change.flags).finish();
    },
    ...storeAnswer(name, change.answer === true ? ITEM.flags : 0, isNamed),
  };
}

/** What STORE of anything is answered with. `asked`: the ITEM that was; with CONDSTORE every changed message is answered with its new MODSEQ all the same. */
export function storeAnswer(name: string, asked: number, isNamed: (row: FetchRow) => boolean): Required<Pick<Command<Stored>, 'take' | 'refused'>> & Pick<Command<Stored>, 'done'> {
  /** By message: however often a server tells of one, it is kept once. */
  const rows = new Map<number, FetchedMessage>();
  return {
    take(response) {
      if (response.kind !== 'fetch' || !isNamed(response.row)) return false;
      const { message } = response.row;
      const key = message.uid === 0 ? -message.sequence : message.uid;
      rows.set(key, { ...rows.get(key), ...message });
      // Flags nobody asked for are news as well: of another client's change, or of this one (Cyrus 3.6 with UNCHANGEDSINCE; 2026-11-21).
      return (response.row.items & ITEM.flags & ~asked) === 0;
    },
    done: (status) => ({ modified: modifiedIn(status), rows: [...rows.values()], refused: null }),
    refused(status) {
      const modified = status.status === 'NO' ? modifiedIn(status) : [];
      return modified.length === 0 ? null : { value: { modified, rows: [...rows.values()], refused: statusFailure(name, status).failure } };
    },
  };
}

const modifiedIn = (status: StatusResponse): number[] => (status.code?.name === 'MODIFIED' ? parseUidList(status.code.rest.trim()) : []);
