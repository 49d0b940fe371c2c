/** REPLACE and UID REPLACE (RFC 8508 3.3, 3.4): a message put in the place of another in one step. */
import type { Command, Lane } from '../command.ts';
import { formatUidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { FORM_NEEDS, writeMessage, type AppendContent, type AppendOptions } from './append-message.ts';
import { readAppendUid, type AppendUid } from './copy-uid.ts';

/** `uid` goes, the new message comes into `wireName`, which may be another mailbox: both or neither. Null where the server does not say its UID. */
export const uidReplace = (uid: number, wireName: string, content: AppendContent, options: AppendOptions): Command<AppendUid | null> =>
  replacing('UID REPLACE', uid, { kind: 'copy', uids: [[uid, uid]], writes: true }, wireName, content, options);

/** By sequence number, which another client's expunge changes: nothing may be under way beside it. */
export const replace = (sequence: number, wireName: string, content: AppendContent, options: AppendOptions): Command<AppendUid | null> =>
  replacing('REPLACE', sequence, { kind: 'alone', inMailbox: 'numbers' }, wireName, content, options);

/** APPENDUID comes in an untagged OK before the old message is told to be gone; with some servers in the tagged one. */
function replacing(name: string, message: number, lane: Lane, wireName: string, content: AppendContent, options: AppendOptions): Command<AppendUid | null> {
  let stored: AppendUid | null = null;
  return {
    name,
    lane,
    needs: ['REPLACE'],
    needsAll: options.form === undefined ? [] : FORM_NEEDS[options.form],
    parts(wire) {
      const writer = new CommandWriter(wire).word(`${name} ${formatUidSet([[message, message]])} `).mailbox(wireName).word(' ');
      writeMessage(writer, content, options, wire);
      return writer.finish();
    },
    take(response) {
      if (response.kind !== 'status' || response.code?.name !== 'APPENDUID') return false;
      stored = readAppendUid(response.code);
      return true;
    },
    done: (status) => stored ?? readAppendUid(status.code),
  };
}
