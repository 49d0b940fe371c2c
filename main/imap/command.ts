/** What a command is to the connection, and which commands may be under way together (RFC 3501 5.5). */
import type { MessageLimit } from './response-codes.ts';
import type { CommandPart, WireState } from './wire/encoder.ts';
import type { Response, StatusResponse } from './wire/response.ts';
import { uidSetsOverlap, type UidSet } from './uid-set.ts';

/** `patience` of what makes a server read or copy whole mailboxes: five minutes where a minute is the limit. */
export const SLOW = 5;

export interface Command<T> {
  /** As on the wire, for words and logs: `UID FETCH`. */
  readonly name: string;
  readonly lane: Lane;
  /** Capability atoms of which one must be offered; without this it is base protocol. */
  readonly needs?: readonly string[];
  /** And each of these. */
  readonly needsAll?: readonly string[];
  /** After the tag. Called when it is sent, so that it can see what earlier commands changed. */
  readonly parts: (wire: WireState) => readonly CommandPart[];
  /** An untagged response: true if it belongs to this command; a promise if reading must stop until it settles. It must not reject. */
  take?(response: Response, tag: string): boolean | Promise<void>;
  /** What a response it has taken points to is not looked at after `take`. */
  readonly transient?: boolean;
  /** A literal in a FETCH response too large to be held, before it comes. Null or absent: it is read into memory, within the limits. */
  literal?(start: LiteralStart): LiteralSink | null;
  /** `+` outside a literal: what to send, line end included; null for nothing. What it throws or rejects with ends the connection. */
  challenge?(text: string): string | null | Promise<string | null>;
  /** Tagged OK. What it throws rejects the command. */
  done(status: StatusResponse): T;
  /** Tagged NO or BAD; without it, or when it answers null, the failure is made from the status. A `value` resolves: some refusals carry the result. Runs before anything else is sent. */
  refused?(status: StatusResponse): Error | { readonly value: T } | null;
  /** How far the server is (RFC 9585); null: it does not say. */
  progress?(done: number | null, total: number | null): void;
  /** The server did a part only (RFC 9738); told before `done`. Without it the command rejects: a part is never taken for the whole. */
  limited?(limit: MessageLimit): void;
  /** The arguments are secret and never logged. */
  readonly secret?: boolean;
  /** In the login step: a NO is about the credentials. */
  readonly login?: boolean;
  /** Another command wants to be sent and this one is in its way. */
  yieldLine?(): void;
  /** How many times as long as others it may take without a word: a server may read or copy whole mailboxes for it. */
  readonly patience?: number;
  /** Silence is its nature at this moment. */
  quiet?(): boolean;
}

/** What is known of a large literal when it begins. */
export interface LiteralStart {
  sequence: number;
  /** Null where the server names it only behind the literal (Binc IMAP 1.2.7; 2026-11-20). */
  uid: number | null;
  /** Item and section in upper case, as `BODY[2.1]`, `BINARY[1]`, `BODY[1<4096>]` where it does not begin at 0, `BODY[]` for RFC822 too. */
  item: string;
  /** Octets that will come. */
  size: number;
}

/** Takes a literal piece by piece; a promise stops reading from the socket until it settles. A piece is the sink's only until then: afterwards it is empty, so what keeps it must copy it (fileSink for files). What a method throws or rejects with rejects the command, and the rest of the literal is read and dropped. */
export interface LiteralSink {
  write(chunk: Buffer): void | Promise<void>;
  end(): void | Promise<void>;
}

/** What a command shares with others. Those that could not be told apart by their answers wait for each other. */
export type Lane =
  /** `inMailbox`: it works in the selected mailbox; 'numbers': and names messages by their numbers there, which others' doings change. */
  | { kind: 'alone'; inMailbox?: 'whole' | 'numbers' }
  | { kind: 'free' }
  | { kind: 'select' }
  | { kind: 'list' }
  | { kind: 'status'; mailbox: string }
  /** Answered by rare responses of this name, about this mailbox or root; null: about any. */
  | { kind: 'data'; name: string; about: string | null }
  /** `writes`: it changes what a search may ask for. */
  | { kind: 'rows'; uids: UidSet; writes?: true }
  /** `correlated`: its answers carry its tag. `saves`: it makes `$`, and what names `$` must not meet another one (RFC 5182 2.1). */
  | { kind: 'search'; correlated: boolean; saves?: true }
  /** `writes`: what is copied goes away. */
  | { kind: 'copy'; uids: UidSet; writes?: true }
  | { kind: 'selected' };

const USES_SELECTED: ReadonlySet<Lane['kind']> = new Set<Lane['kind']>(['rows', 'search', 'copy', 'selected']);

/** Kinds of data that LIST may bring or show too. */
const LIST_TELLS: ReadonlySet<string> = new Set(['MYRIGHTS', 'METADATA', 'SUBSCRIBE']);

/** Does it work on messages of the selected mailbox? */
export const usesSelected = (lane: Lane): boolean => USES_SELECTED.has(lane.kind) || (lane.kind === 'alone' && lane.inMailbox !== undefined);

type OnMessages = Extract<Lane, { uids: UidSet }>;
const onMessages = (lane: Lane): lane is OnMessages => lane.kind === 'rows' || lane.kind === 'copy';
const writes = (lane: Lane): boolean => onMessages(lane) && lane.writes === true;
const saves = (lane: Lane): boolean => lane.kind === 'search' && lane.saves === true;

/** May `later` not be sent while `earlier` is unanswered? */
export function mustWait(earlier: Lane, later: Lane): boolean {
  if (earlier.kind === 'alone' || later.kind === 'alone') return true;
  if (earlier.kind === 'select') return later.kind === 'select' || USES_SELECTED.has(later.kind);
  if (later.kind === 'select') return USES_SELECTED.has(earlier.kind);
  if (saves(earlier) || saves(later)) return usesSelected(earlier) && usesSelected(later);
  if (earlier.kind === 'list') return later.kind === 'list' || later.kind === 'status' || (later.kind === 'data' && LIST_TELLS.has(later.name));
  if (later.kind === 'list') return earlier.kind === 'status' || (earlier.kind === 'data' && LIST_TELLS.has(earlier.name));
  if (earlier.kind === 'data' && later.kind === 'data') return earlier.name === later.name && (earlier.about === null || later.about === null || earlier.about === later.about);
  if (earlier.kind === 'status' && later.kind === 'status') return earlier.mailbox === later.mailbox;
  if (earlier.kind === 'rows' && later.kind === 'rows') return uidSetsOverlap(earlier.uids, later.uids);
  if (earlier.kind === 'copy' && later.kind === 'copy') return true;
  // RFC 3501 5.5: a server may carry them out in another order than they were sent.
  if ((writes(earlier) && later.kind === 'search') || (earlier.kind === 'search' && writes(later))) return true;
  if (earlier.kind === 'search' && later.kind === 'search') return !(earlier.correlated && later.correlated);
  return onMessages(earlier) && onMessages(later) && (writes(earlier) || writes(later)) && uidSetsOverlap(earlier.uids, later.uids);
}
