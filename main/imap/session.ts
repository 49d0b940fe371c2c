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
  /** Streams messages in the order they come. `onMessage` runs synchronously; `pause` in it stops reading from the socket until its promise settles. */
  uidFetch(set: UidSet, items: FetchItems, options: { changedSince?: string }, onMessage: (message: FetchedMessage) => void | Promise<void>): Promise<void>;
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

export type MailboxNews =
  | { kind: 'exists'; count: number }
  | { kind: 'expunge'; sequence: number }
  | { kind: 'vanished'; uids: UidSet }
  /** `message`: where it holds more than flags, which NOTIFY can ask for. */
  | { kind: 'fetch'; sequence: number; uid: number | null; flags: string[] | null; modseq?: string; message?: FetchedMessage }
  /** Of the selected mailbox, after a change of our own too (RFC 7162 3.2.7). */
  | { kind: 'highest-modseq'; modseq: string }
  /** NOTIFY (RFC 5465): of any mailbox. What could not be read is not in `items`. */
  | { kind: 'mailbox-status'; wireName: string; items: MailboxStatusItems }
  /** A mailbox that is new, gone (`\NonExistent`), renamed (`oldName`) or (un)subscribed. */
  | { kind: 'mailbox-list'; listing: MailboxListing }
  /** Names of annotations that changed; `wireName` '' for those of the server. */
  | { kind: 'metadata'; wireName: string; entries: string[] }
  /** The server stops telling: everything may have changed. */
  | { kind: 'notification-overflow' }
  /** Of a search or sort that keeps telling (RFC 5267), by its tag; in this order. Position 0: anywhere. */
  | { kind: 'search-update'; tag: string; updates: { action: 'add' | 'remove'; position: number; uids: number[] }[] }
  /** It tells no more. */
  | { kind: 'search-update-end'; tag: string };

export interface MailboxListing {
  /** Name as on the wire, one character per octet (modified UTF-7 untouched); pass it back as it is. */
  wireName: string;
  /** Decoded (RFC 3501 5.1.3, or UTF-8 after UTF8=ACCEPT), delimiter as the server has it. */
  name: string;
  delimiter: string | null;
  /** Attributes as sent: `\Noselect`, `\HasChildren`, `\Sent`, `\Subscribed`. */
  attributes: string[];
  /** Where LIST-STATUS answered in the same round trip. */
  status: MailboxStatus | null;
  /** The same answer with all that was in it. */
  statusItems?: MailboxStatusItems;
  /** CHILDINFO (RFC 5258): selection options, upper case, that mailboxes below it match. */
  childInfo?: string[];
  /** OLDNAME (RFC 9051 6.3.9.7): wire name that was asked for, or that it had before a RENAME. */
  oldName?: string;
  /** Own rights (RFC 8440), where asked for. */
  rights?: string;
  /** Annotations (RFC 9590), where asked for. */
  metadata?: MetadataEntry[];
}

/** One annotation (RFC 5464); null: there is no value. */
export interface MetadataEntry { name: string; value: Buffer | null }

export interface MailboxStatus {
  messages: number;
  unseen: number;
  uidNext: number;
  uidValidity: number;
  /** Decimal string, '0' if the server keeps none. */
  highestModseq: string;
}

/** What a STATUS response held. Sizes in octets. */
export interface MailboxStatusItems {
  messages?: number;
  recent?: number;
  unseen?: number;
  uidNext?: number;
  uidValidity?: number;
  highestModseq?: string;
  /** RFC 8438. */
  size?: number;
  /** Messages marked as deleted, and their octets (RFC 9051, RFC 9208). */
  deleted?: number;
  deletedStorage?: number;
  /** RFC 8474. */
  mailboxId?: string;
  /** Largest message APPEND takes here (RFC 7889); null: no limit of its own. */
  appendLimit?: number | null;
}

export interface SelectedMailbox {
  wireName: string;
  exists: number;
  uidValidity: number;
  /** 0 if the server did not say. */
  uidNext: number;
  /** Decimal string, '0' with NOMODSEQ or without CONDSTORE. */
  highestModseq: string;
  permanentFlags: string[];
  readOnly: boolean;
  /** Message number of the first unseen one, where the server says. */
  firstUnseen?: number;
  /** MAILBOXID (RFC 8474): stays through a RENAME. */
  mailboxId?: string;
  /** Own rights (RFC 4314), where the server says by itself. */
  rights?: string;
  /** UIDs do not last beyond this session (RFC 4315). */
  uidNotSticky?: true;
  /** Octets of the largest message it takes (RFC 7889). */
  appendLimit?: number;
}

/** What to fetch; UID always comes along. */
export interface FetchItems {
  flags?: boolean;
  modseq?: boolean;
  internalDate?: boolean;
  size?: boolean;
  envelope?: boolean;
  bodyStructure?: boolean;
  /** Header field names for BODY.PEEK[HEADER.FIELDS (…)]. */
  headerFields?: readonly string[];
  /** Sections for BODY.PEEK[…], '' for the whole message; `length` asks for so many octets from `offset`, by default the first. `fields`: where the section is `2.HEADER.FIELDS` or `HEADER.FIELDS.NOT`. */
  sections?: readonly { section: string; offset?: number; length?: number; fields?: readonly string[] }[];
  /** PREVIEW where offered (RFC 8970): with (LAZY), or with 'now' even where the server must make it first. */
  preview?: boolean | 'now';
  /** SAVEDATE (RFC 8514). */
  saveDate?: boolean;
  /** RFC 8474. */
  emailId?: boolean;
  threadId?: boolean;
  /** X-GM-MSGID, X-GM-THRID, X-GM-LABELS. */
  gmail?: boolean;
  /** Parts for BINARY.PEEK[…] (RFC 3516), `1` or `2.1`. A server that cannot undo the encoding refuses all of it with UNKNOWN-CTE. */
  binary?: readonly { section: string; offset?: number; length?: number }[];
  /** Parts for BINARY.SIZE[…]. */
  binarySizes?: readonly string[];
}

export interface FetchedMessage {
  sequence: number;
  /** 0 only if the server left it out of an unsolicited answer. */
  uid: number;
  flags?: string[];
  modseq?: string;
  /** Milliseconds since 1970, NaN where it could not be understood. */
  internalDate?: number;
  size?: number;
  envelope?: Envelope;
  bodyStructure?: BodyPart;
  /** The header block of headerFields, as sent. */
  header?: Buffer;
  /** By section name in upper case (`''`, `1`, `2.1`, `1.MIME`, `1.HEADER.FIELDS`), a part of one that does not begin at 0 as `1<4096>`; null where the server said NIL. */
  sections?: Map<string, Buffer | null>;
  preview?: string | null;
  /** When it came into this mailbox, milliseconds since 1970; null where the server does not keep that (RFC 8514). */
  saveDate?: number | null;
  /** RFC 8474; `threadId` null where the server has no threads. */
  emailId?: string;
  threadId?: string | null;
  /** X-GM-MSGID, X-GM-THRID: decimal, 64 bits. */
  gmailMessageId?: string;
  gmailThreadId?: string;
  /** X-GM-LABELS as on the wire (modified UTF-7 like mailbox names). */
  gmailLabels?: string[];
  /** Sections with their transfer encoding undone by the server (RFC 3516), keys as in `sections`. */
  binary?: Map<string, Buffer | null>;
  /** BINARY.SIZE: octets after decoding. */
  binarySizes?: Map<string, number>;
  /** What went to a sink instead: item as `BODY[2.1]`, `BINARY[1]`, to octets. */
  streamed?: Map<string, number>;
}

/** RFC 3501 7.4.2 ENVELOPE, decoded (RFC 2047, raw UTF-8 tolerated). */
export interface Envelope {
  /** Milliseconds since 1970, NaN if absent or absurd. */
  date: number;
  subject: string;
  from: EnvelopeAddress[];
  sender: EnvelopeAddress[];
  replyTo: EnvelopeAddress[];
  to: EnvelopeAddress[];
  cc: EnvelopeAddress[];
  bcc: EnvelopeAddress[];
  /** With angle brackets, as sent; '' if absent. */
  inReplyTo: string;
  messageId: string;
}
/** [display name decoded, local@domain]; groups are flattened to their members. */
export type EnvelopeAddress = [name: string, address: string];

/** RFC 3501 7.4.2 BODYSTRUCTURE. Short keys: it is kept per message in the mirror. */
export interface BodyPart {
  /** Section number: `1`, `2.1`; '' for a multipart root. */
  s: string;
  /** `text/plain`, lower case. */
  t: string;
  /** Parameters, names lower case, RFC 2231 and 2047 decoded. */
  p?: Record<string, string>;
  /** Content-ID without brackets. */
  id?: string;
  /** Transfer encoding, lower case. */
  e?: string;
  /** Octets as encoded. */
  n?: number;
  /** Disposition, lower case, and its parameters. */
  d?: string;
  dp?: Record<string, string>;
  /** Children of a multipart, or the one body of a message/rfc822. */
  c?: BodyPart[];
}

/** COPYUID (RFC 4315): source and destination UIDs pairwise. */
export interface CopyUid { uidValidity: number; source: number[]; destination: number[] }
