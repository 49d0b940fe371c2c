/** A command as this server's sessions run it. */
import type { CommandOf } from '../command.ts';
import type { ImapSession } from '../session.ts';

export type Command = CommandOf<ImapSession>;
