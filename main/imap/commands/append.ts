/** APPEND (RFC 3501 6.3.11; APPENDUID RFC 4315 3; literal8 RFC 3516 4.4; UTF8 RFC 6855 4). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { FORM_NEEDS, writeMessage, type AppendContent, type AppendOptions } from './append-message.ts';
import { readAppendUid, type AppendUid } from './copy-uid.ts';

/** Null where the server does not say where it put it. */
export function append(wireName: string, content: AppendContent, options: AppendOptions): Command<AppendUid | null> {
  return {
    name: 'APPEND',
    lane: { kind: 'free' },
    ...(options.form === undefined ? {} : { needs: FORM_NEEDS[options.form] }),
    parts(wire) {
      const writer = new CommandWriter(wire).word('APPEND ').mailbox(wireName).word(' ');
      writeMessage(writer, content, options, wire);
      return writer.finish();
    },
    done: (status) => readAppendUid(status.code),
  };
}
