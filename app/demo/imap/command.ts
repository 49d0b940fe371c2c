/** What a command is; it does not know what a session is, so that sessions can hold commands. */
import type { Capability } from './capabilities.ts';
import type { CommandCursor } from './command-cursor.ts';

export interface Answer {
  status: 'OK' | 'NO' | 'BAD';
  /** Response code without its brackets. */
  code?: string;
  text: string;
}

export interface CommandOf<Session> {
  state: 'any' | 'not-authenticated' | 'authenticated' | 'selected';
  /** Without it the command is unknown. */
  needs?: Capability;
  /** False where EXPUNGE must not be sent with the answer (RFC 3501 7.4.1). */
  expungeNews?: boolean;
  run(session: Session, args: CommandCursor, byUid: boolean): Answer | Promise<Answer>;
}

export const ok = (text: string, code?: string): Answer => (code === undefined ? { status: 'OK', text } : { status: 'OK', code, text });
export const no = (text: string, code?: string): Answer => (code === undefined ? { status: 'NO', text } : { status: 'NO', code, text });
