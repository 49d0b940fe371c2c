/** What a probe of one extension is, and the real server it stands on. */
import type { Session, SessionOptions } from '../../../main/imap/session.ts';

/** A running server of one kind, with throw-away state. */
export interface RealServer {
  /** As in the table: `Dovecot 2.3`. */
  readonly name: string;
  readonly host: '127.0.0.1';
  readonly ports: { readonly imap: number; readonly imaps: number };
  /** PEM of the authority that signed its certificate. */
  readonly authority: string;
  /** At least two; the first is the one that probes log in as. */
  readonly users: readonly { readonly name: string; readonly password: string }[];
  /** Where folders can be made: `INBOX.` or nothing, and what stands between levels. */
  readonly prefix: string;
  readonly separator: string;
  /** Leader of the group that all its processes belong to. */
  readonly pid: number;
  /** Configuration, mail and state; gone after stop. */
  readonly directory: string;
  logs(): string;
  /** Takes a mailbox of the first user away behind the server's back, where its DELETE is slow. */
  readonly discard?: (wireName: string) => void;
  stop(): Promise<void>;
}

/** What a probe may use. Sessions opened here are closed after it. */
export interface ProbeGround {
  readonly server: RealServer;
  /** Of the first user, over TLS, nothing selected. A new one for each probe. */
  readonly session: Session;
  /** Another session, by default like `session`. */
  open(options?: Partial<SessionOptions>): Promise<Session>;
  /** Makes a new mailbox below the prefix and answers its wire name. Gone after the probe. */
  mailbox(name?: string): Promise<string>;
  /** Appends messages (CRLF made of LF) and answers nothing: not every server tells UIDs. */
  fill(mailbox: string, ...messages: readonly string[]): Promise<void>;
}

/** One extension on one server: run where it is announced. */
export interface Probe {
  /** As in the table: `QUOTA`, `SORT`. Unique. */
  readonly extension: string;
  readonly rfc: number;
  /** Capability atoms of which one must be announced after login; none: base protocol, run everywhere. */
  readonly needs: readonly string[];
  /** Throws (vitest's `expect` or any error) where the answer is not what the RFC says. A server's own fault is told by throwing ServerFault. */
  run(ground: ProbeGround): Promise<void>;
}

/** The server announces it and does it wrongly: shown in the table as `fails: why`, and a test expects exactly that. */
export class ServerFault extends Error {}
