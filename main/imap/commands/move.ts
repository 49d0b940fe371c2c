/** MOVE and UID MOVE (RFC 6851 3.1, 3.2, 4.3). */
import { SLOW, type Command, type Lane } from '../command.ts';
import type { CopyUid } from '../message.ts';
import { formatUidSet, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { copied } from './copied.ts';

/** Null where the server does not prove where each went. A NO may come after some have been moved: those are told as news. */
export const uidMove = (set: UidSet, wireName: string): Command<CopyUid | null> => moving('UID MOVE', set, { kind: 'copy', uids: set, writes: true }, wireName);

/** By sequence numbers, which another client's expunge changes: nothing may be under way beside it. */
export const move = (sequences: UidSet, wireName: string): Command<CopyUid | null> => moving('MOVE', sequences, { kind: 'alone', inMailbox: 'numbers' }, wireName);

const moving = (name: string, set: UidSet, lane: Lane, wireName: string): Command<CopyUid | null> => ({
  name,
  lane,
  patience: SLOW,
  needs: ['MOVE'],
  parts: (wire) => new CommandWriter(wire).word(`${name} ${formatUidSet(set)} `).mailbox(wireName).finish(),
  ...copied(),
});
