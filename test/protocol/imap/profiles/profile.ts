/** What a scripted server of a certain make is: greeting, capabilities, and where its answers differ from the standard's. */
import type { ScriptLine } from '../../../support/script-server.ts';

export interface Message {
  uid: number;
  flags: string[];
  header: string;
  body: string;
  /** As ENVELOPE and BODYSTRUCTURE have them; the default fits `header` and `body`. */
  envelope?: string;
  structure?: string;
}

export interface Mailbox {
  /** As sent in LIST: quoted or not. */
  listed: string;
  attributes: string;
  messages: Message[];
  uidValidity: number;
}

/** A command as it was heard; octets of literals stand in `literals`, `{n}` in `args`. */
export interface Heard {
  tag: string;
  /** Upper case: `UID FETCH`. */
  name: string;
  args: string;
  literals: readonly Buffer[];
  line: ScriptLine;
  server: ServerState;
  connection: ConnectionState;
}

/** Lines joined with CRLF, `TAG` at the start of one standing for the command's. Null: nothing is said. */
export type Answer = string | ((heard: Heard) => string | null | Promise<string | null>);

export interface Profile {
  readonly greeting: string;
  /** Capability atoms before and after the login. */
  readonly before: string;
  readonly after: string;
  /** The list comes with the OK of the login (default), in an untagged line before it, or only when asked for. */
  readonly announces?: 'code' | 'untagged' | 'asked';
  /** As on the wire: `"/"`, `NIL`. */
  readonly delimiter?: string;
  readonly mailboxes?: () => Record<string, Mailbox>;
  readonly answers?: Readonly<Record<string, Answer>>;
  /** To a command that is neither in the standard's base nor announced. */
  readonly unknown?: Answer;
  /** FETCH items written otherwise, by their name as asked for. */
  readonly items?: Readonly<Record<string, (message: Message) => string>>;
  /** What stands between the parentheses of a FETCH response. */
  readonly row?: (items: { name: string; text: string }[], message: Message) => string;
  /** Words of a tagged OK. */
  readonly completed?: (name: string) => string;
}

export interface ServerState {
  readonly profile: Profile;
  readonly mailboxes: Map<string, Mailbox>;
  /** Connections that are open now. */
  readonly open: Set<ConnectionState>;
  /** Commands in the order they came, over all connections: name and arguments. */
  readonly heard: string[];
  connections: number;
}

export interface ConnectionState {
  readonly line: ScriptLine;
  loggedIn: boolean;
  selected: string | null;
  /** Set while IDLE is on: sends what it is given. */
  push: ((text: string) => void) | null;
}

export const lines = (...all: string[]): string => all.join('\r\n');

/** A message of plain text. */
export function plain(uid: number, more: Partial<Message> = {}): Message {
  return { uid, flags: [], header: `Subject: Note ${uid}\r\nMessage-ID: <m${uid}@example.org>\r\n\r\n`, body: `Text of ${uid}.\r\n`, ...more };
}

export const mailbox = (listed: string, messages: Message[] = [], attributes = ''): Mailbox => ({ listed, attributes, messages, uidValidity: 7 });
