/** One mailbox: messages in UID order, mod-sequences (RFC 7162) and what has vanished. */
import { canonicalFlag, withoutNul, type StoredMessage } from './message.ts';

export interface MailboxChange {
  kind: 'exists' | 'expunge' | 'flags' | 'gone';
  messages: readonly StoredMessage[];
  /** Who did it; that session answers its own client itself. */
  by: unknown;
}

export type FlagAction = 'add' | 'remove' | 'replace';

export interface NewMessage {
  raw: Buffer;
  flags?: Iterable<string>;
  internalDate?: Date;
}

export class Mailbox {
  name: string;
  uidValidity: number;
  uidNext = 1;
  highestModseq = 1;
  subscribed = false;
  /** A name in the hierarchy that holds no messages. */
  noselect = false;
  /** RFC 6154 attribute: `\Sent`. */
  specialUse: string | null = null;
  messages: StoredMessage[] = [];
  vanished: { uid: number; modseq: number }[] = [];
  /** Keyword spelling by lower case. */
  readonly keywords = new Map<string, string>();
  /** False: keywords that no message has yet are not kept (RFC 9051 7.1, PERMANENTFLAGS without `\*`). */
  takesKeywords = true;
  /** Delivered and not yet reported as \Recent to any session. */
  readonly unclaimed = new Set<StoredMessage>();
  readonly #listeners = new Set<(change: MailboxChange) => void>();
  readonly #touched: () => void;

  constructor(name: string, uidValidity: number, touched: () => void) {
    this.name = name;
    this.uidValidity = uidValidity;
    this.#touched = touched;
  }

  /** Answers a function that unsubscribes. */
  subscribe(listener: (change: MailboxChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Adds messages in one step; their UIDs are consecutive. */
  append(news: readonly NewMessage[], by: unknown = null): StoredMessage[] {
    if (news.length === 0) return [];
    const modseq = ++this.highestModseq;
    const added = news.map(({ raw, flags, internalDate }): StoredMessage => ({
      uid: this.uidNext++,
      raw: withoutNul(raw),
      internalDate: internalDate ?? new Date(),
      flags: this.#canonical(flags ?? []),
      modseq,
      expunged: false,
    }));
    for (const message of added) {
      this.messages.push(message);
      this.unclaimed.add(message);
    }
    this.#emit({ kind: 'exists', messages: added, by });
    return added;
  }

  /** Answers the messages whose flags really changed; they share one new mod-sequence. */
  setFlags(targets: Iterable<StoredMessage>, action: FlagAction, flags: Iterable<string>, by: unknown = null): StoredMessage[] {
    const wanted = this.#canonical(flags);
    const changed: StoredMessage[] = [];
    for (const message of targets) {
      if (message.expunged) continue;
      const kept = action === 'replace' ? [] : [...message.flags].filter((flag) => action === 'add' || !wanted.has(flag));
      const next = new Set(action === 'remove' ? kept : [...kept, ...wanted]);
      if (next.size === message.flags.size && [...next].every((flag) => message.flags.has(flag))) continue;
      message.flags = next;
      changed.push(message);
    }
    if (changed.length === 0) return changed;
    const modseq = ++this.highestModseq;
    for (const message of changed) message.modseq = modseq;
    this.#emit({ kind: 'flags', messages: changed, by });
    return changed;
  }

  /** Answers what was removed. */
  expunge(targets: Iterable<StoredMessage>, by: unknown = null): StoredMessage[] {
    const gone = [...targets].filter((message) => !message.expunged);
    if (gone.length === 0) return gone;
    const modseq = ++this.highestModseq;
    for (const message of gone) {
      message.expunged = true;
      this.unclaimed.delete(message);
      this.vanished.push({ uid: message.uid, modseq });
    }
    this.messages = this.messages.filter((message) => !message.expunged);
    this.#emit({ kind: 'expunge', messages: gone, by });
    return gone;
  }

  /** A new life: every message gets a new UID and the sessions inside are ended. */
  replaceUids(uidValidity: number): void {
    const old = this.messages;
    this.uidValidity = uidValidity;
    this.uidNext = 1;
    this.vanished = [];
    this.highestModseq++;
    this.unclaimed.clear();
    this.messages = old.map((message) => ({ ...message, uid: this.uidNext++, modseq: this.highestModseq }));
    this.#emit({ kind: 'gone', messages: [], by: null });
  }

  /** The mailbox is deleted or renamed away under its sessions. */
  abandon(): void {
    this.#emit({ kind: 'gone', messages: [], by: null });
  }

  find(uid: number): StoredMessage | undefined {
    let low = 0;
    let high = this.messages.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const message = this.messages[middle];
      if (!message) return undefined;
      if (message.uid === uid) return message;
      if (message.uid < uid) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #canonical(flags: Iterable<string>): Set<string> {
    const known = new Set<string>();
    for (const flag of flags) {
      const canonical = canonicalFlag(flag);
      if (canonical === null) continue;
      if (canonical.startsWith('\\')) {
        known.add(canonical);
        continue;
      }
      const key = canonical.toLowerCase();
      if (!this.keywords.has(key) && !this.takesKeywords) continue;
      if (!this.keywords.has(key)) this.keywords.set(key, canonical);
      known.add(this.keywords.get(key) ?? canonical);
    }
    return known;
  }

  #emit(change: MailboxChange): void {
    this.#touched();
    for (const listener of [...this.#listeners]) listener(change);
  }
}
