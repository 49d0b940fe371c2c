/** COPY and UID COPY (RFC 3501 6.4.7, 6.4.8; COPYUID RFC 4315 3). */
import { SLOW, type Command, type Lane } from '../command.ts';
import type { CopyUid } from '../message.ts';
import { formatUidSet, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { copied } from './copied.ts';

/** Null where the server does not prove where each went. */
export const uidCopy = (set: UidSet, wireName: string): Command<CopyUid | null> => copying('UID COPY', set, { kind: 'copy', uids: set }, wireName);

/** By sequence numbers, which another client's expunge changes: nothing may be under way beside it. */
export const copy = (sequences: UidSet, wireName: string): Command<CopyUid | null> => copying('COPY', sequences, { kind: 'alone', inMailbox: 'numbers' }, wireName);

const copying = (name: string, set: UidSet, lane: Lane, wireName: string): Command<CopyUid | null> => ({
  name,
  lane,
  patience: SLOW,
  parts: (wire) => new CommandWriter(wire).word(`${name} ${formatUidSet(set)} `).mailbox(wireName).finish(),
  ...copied(),
});
