/** What the server says of mailboxes: listings, status, what is open, and news of it. */
import type { FetchedMessage } from './message.ts';
import type { UidSet } from './uid-set.ts';

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
