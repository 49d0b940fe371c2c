/** APPEND … CATENATE (RFC 4469 3; UTF8 parts RFC 6855 4): a message put together by the server, from parts it has and parts it is sent. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { inert, statusFailure } from '../failures.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { assertUtf8, assertWithin, sizeOf, writeLiteral, writeProperties, type AppendContent, type AppendOptions } from './append-message.ts';
import { readAppendUid, type AppendUid } from './copy-uid.ts';

/** `url`: see `imapUrl`; without a host it is on this server. `text`: octets as they shall stand in the message; with `utf8` header fields in UTF-8. */
export type CatenatePart = { url: string } | { text: AppendContent; utf8?: boolean };

export type CatenateOptions = Omit<AppendOptions, 'form'>;

/**
 * Null where the server does not say where it put it. A part that the server cannot find rejects with response code BADURL and the URL in the
 * detail, a whole that is too large with 'message-refused'; then nothing was stored.
 */
export function catenate(wireName: string, parts: readonly CatenatePart[], options: CatenateOptions): Command<AppendUid | null> {
  return {
    name: 'APPEND',
    lane: { kind: 'free' },
    needs: ['CATENATE'],
    needsAll: parts.some((part) => 'text' in part && part.utf8 === true) ? ['UTF8=ACCEPT'] : [],
    parts(wire) {
      if (parts.length === 0) throw fail('invalid-input', say('engine-imap.messageEmpty'));
      assertWithin(parts.reduce((sum, part) => sum + ('text' in part ? sizeOf(part.text) : 0), 0), options.limit);
      const writer = new CommandWriter(wire).word('APPEND ').mailbox(wireName).word(' ');
      writeProperties(writer, options);
      writer.word('CATENATE (');
      for (const [index, part] of parts.entries()) {
        if (index > 0) writer.word(' ');
        if ('url' in part) writer.word('URL ').string(part.url);
        else if (part.utf8 === true) {
          assertUtf8(wire);
          writer.word('UTF8 (');
          writeLiteral(writer, part.text, true);
          writer.word(')');
        } else {
          writer.word('TEXT ');
          writeLiteral(writer, part.text, false);
        }
      }
      return writer.word(')').finish();
    },
    done: (status) => readAppendUid(status.code),
    refused(status) {
      if (status.code?.name !== 'BADURL') return null;
      const { failure } = statusFailure('APPEND', status);
      return fail(failure.code, say('engine-imap.partNotFound'), { responseCode: 'BADURL', detail: inert(`${status.code.rest} ${status.text}`) });
    },
  };
}
