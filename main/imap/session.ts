/** The one interface through which the rest of the engine speaks IMAP. No policy: it does what it is told. */
import type { Failure } from '../../shared/failure.ts';
import type { CertificatePin, ServerSettings } from '../../shared/model/account.ts';
import type { ProxySettings } from '../net/proxy.ts';
import type { ClientCertificate } from '../net/tls-line.ts';
import type { Credentials } from '../sasl/credentials.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import type { Capabilities } from './capabilities.ts';
import type { Command } from './command.ts';
import type { SelectOptions } from './commands/select.ts';
import type { AppendContent, AppendOptions } from './commands/append-message.ts';
import type { MailboxNews, MailboxListing, MailboxStatus, SelectedMailbox } from './mailbox.ts';
import type { FetchItems, FetchedMessage, CopyUid } from './message.ts';
import type { ServerKind } from './quirks/server-kind.ts';
import type { SearchKey } from './search-key.ts';
import type { UidSet } from './uid-set.ts';

export interface SessionOptions {
  server: ServerSettings;
  /** Of `server.user`. */
  credentials: Credentials;
  /** What `Session.login` said the last time. Nothing weaker is used than what has worked then; leave it out once the user has entered the password anew. */
  knownLogin?: KnownLogin;
  /** Shown to the server, if it asks; EXTERNAL logs in with it. */
  clientCertificate?: ClientCertificate;
  /** DIGEST-MD5, where a server offers nothing else (RFC 6331). */
  allowDigestMd5?: boolean;
  /** Allows `security: 'none'` to a host that is not loopback. */
  plainConfirmed: boolean;
  /** PEM, trusted beside the system's. */
  extraCertificates?: readonly string[];
  /** Certificates a person has accepted, each for one host and port. */
  pins?: readonly CertificatePin[];
  /** The way to the server; its name is then looked up there. */
  proxy?: ProxySettings;
  /** COMPRESS=DEFLATE where offered (RFC 4978). A refusal changes nothing. */
  compress?: boolean;
  /** One budget over DNS, connect, TLS, greeting and login. */
  deadlineMs: number;
  /** A command that has been sent and hears nothing for so long ends the session with `timeout`. Not applied while idling. */
  silenceMs: number;
  signal?: AbortSignal;
  /** ID (RFC 2971) sent after login. */
  clientId: Readonly<Record<string, string>>;
  /** Extensions not to use with this account, whatever the server announces. */
  mask?: readonly string[];
  /** To be switched on after login where offered (RFC 5161): CONDSTORE, QRESYNC, UTF8=ACCEPT, IMAP4rev2. Default CONDSTORE. A server with UTF8=ONLY gets UTF8=ACCEPT in any case. */
  enable?: readonly string[];
  /** Untrusted text of an ALERT response code (RFC 3501 7.1). */
  onAlert?: (text: string) => void;
}

/** One logged-in connection. Commands may be called without waiting for earlier ones: they are pipelined where RFC 3501 5.5 allows, else queued. Every promise rejects with FailureError. */
export interface Session {
  readonly capabilities: Capabilities;
  /** What to keep of the login for the next one; null where the server skipped it (PREAUTH). */
  readonly login: KnownLogin | null;
  /** Extensions the server has ENABLEd (RFC 5161). */
  readonly enabled: ReadonlySet<string>;
  /** Names and strings are UTF-8 on the wire: UTF8=ACCEPT (RFC 6855) or IMAP4rev2 is on. */
  readonly utf8: boolean;
  /** What the server says it is (RFC 2971), field names in lower case; null until it has. Untrusted text without controls. */
  readonly serverId: Readonly<Record<string, string>> | null;
  /** Which software it seems to be; known better once ID is answered. */
  readonly serverKind: ServerKind;
  /** Resolves once with the reason when the connection is over, also after logout. */
  readonly closed: Promise<Failure>;
  /** Milliseconds since 1970 of the last octet from the server. */
  readonly heardAt: number;
  readonly selected: SelectedMailbox | null;

  /** LIST "" "*" with SPECIAL-USE and SUBSCRIBED and, where LIST-STATUS is offered, STATUS (RFC 3501, 5258, 5819, 6154). */
  list(): Promise<MailboxListing[]>;
  status(mailbox: string): Promise<MailboxStatus>;
  /** A name a person typed, its levels joined with the server's delimiter, in wire form. Throws 'invalid-input' for controls and line breaks. */
  wireName(name: string): string;
  /** SELECT or EXAMINE, with (CONDSTORE) where offered, or QRESYNC with what is known. Already selected: asks again. */
  select(mailbox: string, options?: SelectOptions): Promise<SelectedMailbox>;
  /** No mailbox is selected afterwards, and nothing is removed (RFC 3691). Without UNSELECT by opening one that cannot exist. */
  unselect(): Promise<void>;
  /** WARNING: CLOSE (RFC 3501 6.4.2) removes every message marked \Deleted, also those another client has marked. Nothing in the product runs it. */
  closeMailbox(): Promise<void>;
  /** Streams messages in the order they come. `onMessage` runs synchronously; `pause` in it stops reading from the socket until its promise settles. `transient`: octets are looked at in `onMessage` only, before it returns, and their memory is given back at once. */
  uidFetch(set: UidSet, items: FetchItems, options: { changedSince?: string; transient?: boolean }, onMessage: (message: FetchedMessage) => void | Promise<void>): Promise<void>;
  uidStore(set: UidSet, change: { action: 'add' | 'remove' | 'replace'; flags: readonly string[]; unchangedSince?: string }): Promise<{ modified: number[] }>;
  /** Ascending UIDs. Uses RETURN (ALL) where ESEARCH is offered; UTF-8 where a key is not ASCII (LITERAL or quoted as the server allows). */
  uidSearch(key: SearchKey): Promise<number[]>;
  /** RFC 6851. Rejects `unsupported` without MOVE: falling back is policy. */
  uidMove(set: UidSet, mailbox: string): Promise<CopyUid | null>;
  uidCopy(set: UidSet, mailbox: string): Promise<CopyUid | null>;
  /** RFC 4315. Rejects `unsupported` without UIDPLUS. There is no plain EXPUNGE here on purpose. */
  uidExpunge(set: UidSet): Promise<void>;
  /** Octets, or a source that is read while they are sent. Null where the server sends no APPENDUID. Rejects 'message-refused' for what is larger than APPENDLIMIT. */
  append(mailbox: string, message: AppendContent, options: AppendOptions): Promise<{ uidValidity: number; uid: number } | null>;
  /** Starts IDLE (RFC 2177); the next command or `stop` sends DONE. Re-arming every few minutes is the caller's. Rejects `unsupported` without IDLE. `ended` resolves when the server has ended it, asked or not; never rejects. */
  idle(): Promise<{ stop(): Promise<void>; ended?: Promise<void> }>;
  noop(): Promise<void>;
  /** Any command of `commands/`. Rejects `unsupported` where none of its `needs` is offered. SELECT, EXAMINE, CLOSE and UNSELECT go through the methods here, which keep `selected` true. */
  run<T>(command: Command<T>): Promise<T>;
  /** Untagged news of the selected mailbox that no running command asked for. Answers a function that unsubscribes. */
  onNews(listener: (news: MailboxNews) => void): () => void;
  /** LOGOUT, then closes; never rejects. */
  logout(): Promise<void>;
  /** Cuts the line at once. */
  destroy(reason?: Failure): void;
}
