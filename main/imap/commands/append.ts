/** APPEND (RFC 3501 6.3.11; APPENDUID RFC 4315 3). */
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { readAppendUid } from './copy-uid.ts';

export interface AppendOptions {
  flags: readonly string[];
  date?: Date;
}

export function append(wireName: string, message: Uint8Array, options: AppendOptions): Command<{ uidValidity: number; uid: number } | null> {
  return {
    name: 'APPEND',
    lane: { kind: 'free' },
    parts() {
      const writer = new CommandWriter().word('APPEND ').mailbox(wireName).word(' ');
      if (options.flags.length > 0) writer.flags(options.flags).word(' ');
      if (options.date !== undefined) writer.word(`"${dateTime(options.date)}" `);
      return writer.literal(Buffer.from(message.buffer, message.byteOffset, message.byteLength)).finish();
    },
    done: (status) => readAppendUid(status.code),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3501 9 `date-time`, in UTC. */
function dateTime(date: Date): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1970 || year > 9999) throw fail('invalid-input', 'That is not a date a message can have.');
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getUTCDate()).padStart(2, ' ')}-${MONTHS[date.getUTCMonth()]}-${year} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
