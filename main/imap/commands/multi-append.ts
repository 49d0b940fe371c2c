/** MULTIAPPEND (RFC 3502 6.3.11): several messages in one APPEND, all of them or none. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { FORM_NEEDS, writeMessage, type AppendContent, type AppendOptions } from './append-message.ts';
import { readAppendUids, type AppendUids } from './copy-uid.ts';

export interface NewMessage extends AppendOptions {
  content: AppendContent;
}

/** Null where the server does not say where it put each of them. */
export function multiAppend(wireName: string, messages: readonly NewMessage[]): Command<AppendUids | null> {
  const forms = new Set(messages.map((message) => message.form).filter((form) => form !== undefined));
  return {
    name: 'APPEND',
    lane: { kind: 'free' },
    needs: ['MULTIAPPEND'],
    needsAll: [...forms].flatMap((form) => FORM_NEEDS[form]),
    parts(wire) {
      if (messages.length === 0) throw fail('invalid-input', say('engine-imap.noMessages'));
      const writer = new CommandWriter(wire).word('APPEND ').mailbox(wireName);
      for (const [index, message] of messages.entries()) {
        writer.word(' ');
        writeMessage(writer, message.content, message, wire, index === 0);
      }
      return writer.finish();
    },
    done: (status) => readAppendUids(status.code, messages.length),
  };
}
