/** A selected mailbox as one client knows it: sequence numbers change only when the client is told (RFC 3501 7.4.1). */
import type { Mailbox, MailboxChange } from '../store/mailbox.ts';
import type { StoredMessage } from '../store/message.ts';
import { numberSet } from './encode.ts';

export class View {
  readonly mailbox: Mailbox;
  readonly readOnly: boolean;
  /** Index + 1 is the sequence number this client uses. May hold messages that are expunged already. */
  messages: StoredMessage[];
  readonly recent = new Set<StoredMessage>();
  /** The mailbox was deleted, renamed away or replaced. */
  gone = false;
  readonly #flagNews = new Set<StoredMessage>();
  #dirty = false;
  readonly #unsubscribe: () => void;

  constructor(mailbox: Mailbox, readOnly: boolean, owner: unknown, onNews: () => void) {
    this.mailbox = mailbox;
    this.readOnly = readOnly;
    this.messages = [...mailbox.messages];
    this.#claimRecent(this.messages);
    this.#unsubscribe = mailbox.subscribe((change) => {
      this.#note(change, owner);
      onNews();
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  /** Flags of a message as this client sees them. */
  flagsOf(message: StoredMessage): string[] {
    return this.recent.has(message) ? [...message.flags, '\\Recent'] : [...message.flags];
  }

  /** What the client has to hear now. `vanished`: UIDs instead of sequence numbers (RFC 7162 3.2.10). */
  news(options: { expunges: boolean; vanished: boolean; flags: (sequence: number, message: StoredMessage) => string }): string {
    if (!this.#dirty) return '';
    const lines = options.expunges ? this.#expunges(options.vanished) : [];
    const lastUid = this.messages.at(-1)?.uid ?? 0;
    const fresh = this.mailbox.messages.filter((message) => message.uid > lastUid);
    if (fresh.length > 0) {
      this.messages.push(...fresh);
      this.#claimRecent(fresh);
      lines.push(`* ${String(this.messages.length)} EXISTS`, `* ${String(this.recent.size)} RECENT`);
    }
    if (this.#flagNews.size > 0) {
      this.messages.forEach((message, index) => {
        if (this.#flagNews.has(message) && !message.expunged) lines.push(options.flags(index + 1, message));
      });
      this.#flagNews.clear();
    }
    this.#dirty = !options.expunges && this.messages.some((message) => message.expunged);
    return lines.map((line) => `${line}\r\n`).join('');
  }

  #expunges(vanished: boolean): string[] {
    const gone: number[] = [];
    const lines: string[] = [];
    this.messages.forEach((message, index) => {
      if (!message.expunged) return;
      lines.push(`* ${String(index + 1 - lines.length)} EXPUNGE`);
      gone.push(message.uid);
      this.recent.delete(message);
    });
    if (gone.length === 0) return [];
    this.messages = this.messages.filter((message) => !message.expunged);
    return vanished ? [`* VANISHED ${numberSet(gone)}`] : lines;
  }

  #claimRecent(messages: readonly StoredMessage[]): void {
    for (const message of messages) {
      if (!this.mailbox.unclaimed.has(message)) continue;
      this.recent.add(message);
      if (!this.readOnly) this.mailbox.unclaimed.delete(message);
    }
  }

  #note(change: MailboxChange, owner: unknown): void {
    if (change.kind === 'gone') this.gone = true;
    if (change.kind === 'flags' && change.by === owner) return;
    this.#dirty = true;
    if (change.kind === 'flags') for (const message of change.messages) this.#flagNews.add(message);
  }
}
