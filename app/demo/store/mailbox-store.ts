/** The demo mailbox in memory: what the IMAP and SMTP sessions serve and what tests change from outside. */
import { Mailbox } from './mailbox.ts';
import type { FlagAction } from './mailbox.ts';
import type { StoredMessage } from './message.ts';

export const DELIMITER = '/';

/** A refusal with its response code (RFC 5530). */
export class StoreRefusal extends Error {
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

export class MailboxStore {
  readonly #mailboxes = new Map<string, Mailbox>();
  /** Subscriptions outlive their mailbox (RFC 3501 6.3.6). */
  readonly orphanSubscriptions = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #lastUidValidity = Math.floor(Date.now() / 1000);

  constructor() {
    this.createMailbox('INBOX').subscribed = true;
  }

  /** Called after every change; answers a function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  touched(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** In name order, INBOX first. */
  get mailboxes(): Mailbox[] {
    return [...this.#mailboxes.values()].sort((a, b) => (a.name === 'INBOX' ? -1 : b.name === 'INBOX' ? 1 : a.name < b.name ? -1 : 1));
  }

  find(name: string): Mailbox | undefined {
    return this.#mailboxes.get(canonicalName(name));
  }

  /** Throws where `find` answers undefined. */
  mailbox(name: string): Mailbox {
    const mailbox = this.find(name);
    if (!mailbox) throw new StoreRefusal('NONEXISTENT', 'There is no such mailbox');
    return mailbox;
  }

  messages(name = 'INBOX'): readonly StoredMessage[] {
    return this.mailbox(name).messages;
  }

  /** New mail as from outside. Bare LF becomes CRLF. */
  deliver(raw: string | Buffer, mailbox = 'INBOX', flags: readonly string[] = [], date = new Date()): StoredMessage {
    const octets = Buffer.from((typeof raw === 'string' ? Buffer.from(raw) : raw).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
    const [message] = this.mailbox(mailbox).append([{ raw: octets, flags, internalDate: date }]);
    if (!message) throw new Error('nothing was appended');
    return message;
  }

  setFlags(mailbox: string, uids: readonly number[], action: FlagAction, flags: readonly string[]): StoredMessage[] {
    return this.mailbox(mailbox).setFlags(this.#pick(mailbox, uids), action, flags);
  }

  expunge(mailbox: string, uids: readonly number[]): StoredMessage[] {
    return this.mailbox(mailbox).expunge(this.#pick(mailbox, uids));
  }

  /** Every message gets a new UID; sessions that had the mailbox selected are sent BYE. */
  changeUidValidity(mailbox: string): number {
    const value = this.#nextUidValidity();
    this.mailbox(mailbox).replaceUids(value);
    return value;
  }

  /** Superior names come along as `\Noselect`. */
  createMailbox(name: string, options: { specialUse?: string; subscribed?: boolean } = {}): Mailbox {
    const clean = canonicalName(name.endsWith(DELIMITER) ? name.slice(0, -1) : name);
    if (clean === '' || clean.length > 500 || clean.split(DELIMITER).some((part) => part === '')) throw new StoreRefusal('CANNOT', 'That is not a mailbox name');
    const existing = this.#mailboxes.get(clean);
    if (existing && !existing.noselect) throw new StoreRefusal('ALREADYEXISTS', 'That mailbox exists');
    const parts = clean.split(DELIMITER);
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = canonicalName(parts.slice(0, depth).join(DELIMITER));
      if (!this.#mailboxes.has(parent)) this.#add(parent).noselect = true;
    }
    const mailbox = existing ?? this.#add(clean);
    mailbox.noselect = false;
    mailbox.specialUse = options.specialUse ?? mailbox.specialUse;
    mailbox.subscribed = options.subscribed ?? (mailbox.subscribed || this.orphanSubscriptions.delete(clean));
    this.touched();
    return mailbox;
  }

  deleteMailbox(name: string): void {
    const mailbox = this.mailbox(name);
    if (mailbox.name === 'INBOX') throw new StoreRefusal('CANNOT', 'INBOX stays');
    const hasChildren = this.#hasChildren(mailbox.name);
    if (mailbox.noselect && hasChildren) throw new StoreRefusal('HASCHILDREN', 'That name has mailboxes below it');
    if (mailbox.subscribed) this.orphanSubscriptions.add(mailbox.name);
    this.#mailboxes.delete(mailbox.name);
    if (hasChildren) this.#add(mailbox.name).noselect = true;
    mailbox.abandon();
  }

  /** INBOX: its messages move and it stays, empty (RFC 3501 6.3.5). Else the mailboxes below move too. */
  renameMailbox(from: string, to: string): void {
    const source = this.mailbox(from);
    const target = canonicalName(to);
    if (this.#mailboxes.has(target)) throw new StoreRefusal('ALREADYEXISTS', 'That mailbox exists');
    if (target.startsWith(source.name + DELIMITER)) throw new StoreRefusal('CANNOT', 'A mailbox cannot move below itself');
    const made = this.createMailbox(target);
    if (source.name === 'INBOX') {
      made.append(source.messages.map(({ raw, flags, internalDate }) => ({ raw, flags, internalDate })));
      source.expunge(source.messages);
      return;
    }
    this.#mailboxes.delete(made.name);
    const old = source.name;
    for (const mailbox of this.mailboxes) {
      if (mailbox !== source && !mailbox.name.startsWith(old + DELIMITER)) continue;
      this.#mailboxes.delete(mailbox.name);
      mailbox.name = made.name + mailbox.name.slice(old.length);
      this.#mailboxes.set(mailbox.name, mailbox);
    }
    this.touched();
  }

  subscribe(name: string, wanted: boolean): void {
    const clean = canonicalName(name);
    const mailbox = this.#mailboxes.get(clean);
    if (mailbox) mailbox.subscribed = wanted;
    else if (wanted) this.orphanSubscriptions.add(clean);
    if (!wanted) this.orphanSubscriptions.delete(clean);
    this.touched();
  }

  /** Puts back a mailbox read from a state file. */
  restore(name: string, uidValidity: number): Mailbox {
    this.#lastUidValidity = Math.max(this.#lastUidValidity, uidValidity);
    const mailbox = this.#mailboxes.get(name) ?? this.#add(name);
    mailbox.uidValidity = uidValidity;
    return mailbox;
  }

  #hasChildren(name: string): boolean {
    return [...this.#mailboxes.keys()].some((other) => other.startsWith(name + DELIMITER));
  }

  #pick(mailbox: string, uids: readonly number[]): StoredMessage[] {
    const box = this.mailbox(mailbox);
    return uids.flatMap((uid) => box.find(uid) ?? []);
  }

  #nextUidValidity(): number {
    this.#lastUidValidity = Math.max(this.#lastUidValidity + 1, Math.floor(Date.now() / 1000));
    return this.#lastUidValidity;
  }

  #add(name: string): Mailbox {
    const mailbox = new Mailbox(name, this.#nextUidValidity(), () => this.touched());
    this.#mailboxes.set(name, mailbox);
    return mailbox;
  }
}

/** `inbox` and `inbox/x` with INBOX in capitals (RFC 3501 5.1). */
function canonicalName(name: string): string {
  const [first = '', ...rest] = name.split(DELIMITER);
  return first.toUpperCase() === 'INBOX' ? ['INBOX', ...rest].join(DELIMITER) : name;
}
