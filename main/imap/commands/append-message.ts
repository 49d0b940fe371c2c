/** One message as APPEND, MULTIAPPEND and REPLACE take it (RFC 4466 2.8 `append-message`; literal8 RFC 3516; UTF8 RFC 6855 4; limit RFC 7889). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { CommandWriter, LiteralSource, WireState } from '../wire/encoder.ts';

/** Octets in memory, or read while they are sent. */
export type AppendContent = Uint8Array | LiteralSource;

export interface AppendOptions {
  flags: readonly string[];
  /** INTERNALDATE; the server's own clock without it. */
  date?: Date;
  /**
   * `binary`: parts may have Content-Transfer-Encoding binary, NUL included; with BINARY. `utf8`: header fields may be UTF-8 (RFC 6532); after
   * UTF8=ACCEPT has been enabled. Without it, text without NUL.
   */
  form?: 'binary' | 'utf8';
  /** Octets of the largest message the server takes (`appendLimit`, or STATUS APPENDLIMIT of the mailbox): a larger one is refused here. */
  limit?: number | null;
}

/** Atoms that the form needs beside the command's own. */
export const FORM_NEEDS = { binary: ['BINARY'], utf8: ['UTF8=ACCEPT'] } as const;

/** Flags, date and content, with a space before each but the first. `ask`: see writeLiteral. Throws 'message-refused' beyond the limit, 'unsupported' where UTF-8 has not been agreed. */
export function writeMessage(writer: CommandWriter, content: AppendContent, options: AppendOptions, wire: WireState, ask = true): void {
  assertWithin(sizeOf(content), options.limit);
  // Courier 5.0 takes UTF8 only behind a list of flags: `NO Error in IMAP command received by server.`; 2026-11-21.
  writeProperties(writer, options, options.form === 'utf8');
  if (options.form === 'utf8') {
    assertUtf8(wire);
    writer.word('UTF8 (');
    writeLiteral(writer, content, true, ask);
    writer.word(')');
  } else writeLiteral(writer, content, options.form === 'binary', ask);
}

/** `(\Seen) "20-Nov-2026 …" `, as far as there is something to say. */
export function writeProperties(writer: CommandWriter, options: AppendOptions, flagsAlways = false): void {
  if (options.flags.length > 0 || flagsAlways) writer.flags(options.flags).word(' ');
  if (options.date !== undefined) writer.word(`"${dateTime(options.date)}" `);
}

/**
 * `ask`: the server must want it before it is sent. Cyrus 3.12.4 refuses UID REPLACE into a mailbox that is not there and then reads the lines of
 * the `{n+}` literal as commands (2026-11-21): a message could be made to hold some. For a second message of one command the server has shown that it wants them.
 */
export function writeLiteral(writer: CommandWriter, content: AppendContent, binary: boolean, ask = true): void {
  if (content instanceof Uint8Array) {
    if (!binary && content.includes(0)) throw fail('invalid-input', say('engine-imap.nul'));
    writer.source({ size: content.length, binary, ask, open: () => [content] });
  } else writer.source({ size: content.size, binary, ask, open: () => content.open() });
}

export const sizeOf = (content: AppendContent): number => (content instanceof Uint8Array ? content.length : content.size);

export function assertWithin(size: number, limit: number | null | undefined): void {
  if (typeof limit === 'number' && size > limit) throw fail('message-refused', say('engine-imap.tooLarge'), { detail: `${size} of at most ${limit} octets`, responseCode: 'TOOBIG' });
}

export function assertUtf8(wire: WireState): void {
  if (!wire.utf8) throw fail('unsupported', say('engine-imap.noUtf8Headers'), { responseCode: 'UTF8=ACCEPT' });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3501 9 `date-time`, in UTC. */
function dateTime(date: Date): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1970 || year > 9999) throw fail('invalid-input', say('engine-imap.notADate'));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getUTCDate()).padStart(2, ' ')}-${MONTHS[date.getUTCMonth()]}-${year} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
