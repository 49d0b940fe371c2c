/** Session (see session.ts) over one Connection: which command to use with this server, and what its unasked words mean. */
import { randomUUID } from 'node:crypto';
import { fail, failure, isFailure, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { appendLimit, type Capabilities } from './capabilities.ts';
import { append } from './commands/append.ts';
import type { AppendContent, AppendOptions } from './commands/append-message.ts';
import { close } from './commands/close.ts';
import { joinCopyUids } from './commands/copied.ts';
import { uidCopy } from './commands/copy.ts';
import type { AppendUid } from './commands/copy-uid.ts';
import { enable } from './commands/enable.ts';
import { uidFetch } from './commands/fetch.ts';
import type { ServerId } from './commands/id.ts';
import { idle } from './commands/idle.ts';
import { logout } from './commands/logout.ts';
import { uidMove } from './commands/move.ts';
import { noop } from './commands/noop.ts';
import { select, type SelectOptions } from './commands/select.ts';
import { status } from './commands/status.ts';
import { uidStore, type StoreChange } from './commands/store.ts';
import { uidExpunge } from './commands/uid-expunge.ts';
import { unselect } from './commands/unselect.ts';
import type { Command } from './command.ts';
import type { Connection } from './connection.ts';
import { listAll } from './list-all.ts';
import { findUids } from './find.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { keepsFlagsUnsaid, storesOnLeaving } from './quirks/by-kind.ts';
import type { ServerKind } from './quirks/server-kind.ts';
import type { SearchKey } from './search-key.ts';
import type { MailboxListing, MailboxNews, MailboxStatus, SelectedMailbox } from './mailbox.ts';
import type { CopyUid, FetchedMessage, FetchItems } from './message.ts';
import type { Session } from './session.ts';
import type { UidSet } from './uid-set.ts';
import { asNews, codeNews } from './news.ts';
import { overWholeSet } from './whole-set.ts';
import { wireMailboxName } from './wire/modified-utf7.ts';
import type { Response, StatusResponse } from './wire/response.ts';

/** How long LOGOUT may take before the line is cut. */
const LOGOUT_MS = 2000;

export class ImapSession implements Session {
  serverId: ServerId | null = null;
  serverKind: ServerKind = 'other';
  login: KnownLogin | null = null;
  readonly #connection: Connection;
  readonly #listeners = new Set<(news: MailboxNews) => void>();
  #selected: SelectedMailbox | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get capabilities(): Capabilities {
    return this.#connection.capabilities;
  }

  get enabled(): ReadonlySet<string> {
    return this.#connection.enabled;
  }

  get utf8(): boolean {
    return this.#connection.utf8;
  }

  wireName(name: string): string {
    return wireMailboxName(name, this.utf8);
  }

  get closed(): Promise<Failure> {
    return this.#connection.closed;
  }

  get heardAt(): number {
    return this.#connection.heardAt;
  }

  get selected(): SelectedMailbox | null {
    return this.#selected;
  }

  list(): Promise<MailboxListing[]> {
    return listAll(this.capabilities, (command) => this.#connection.run(command));
  }

  status(mailbox: string): Promise<MailboxStatus> {
    return this.#connection.run(status(mailbox, this.capabilities.has('CONDSTORE')));
  }

  async select(mailbox: string, options: SelectOptions = {}): Promise<SelectedMailbox> {
    if (options.known !== undefined) await this.#enableQresync();
    const command = select(mailbox, options, {
      condstore: this.capabilities.has('CONDSTORE'),
      closes: () => this.#selected !== null && (this.enabled.has('QRESYNC') || this.enabled.has('IMAP4REV2')),
      uidOnly: () => this.enabled.has('UIDONLY'),
      keepsFlagsUnsaid: keepsFlagsUnsaid(this.serverKind),
    });
    const { done } = command;
    // A refused SELECT leaves nothing selected (RFC 3501 6.3.1), and what comes next in the same packet must see that.
    return this.#connection.run({
      ...command,
      parts: (wire) => {
        const parts = command.parts(wire);
        this.#selected = null;
        return parts;
      },
      done: (answer) => (this.#selected = done(answer)),
    });
  }

  /** Only before the first SELECT a server is bound to accept it (RFC 5161 3.1). */
  async #enableQresync(): Promise<void> {
    if (this.enabled.has('QRESYNC')) return;
    if (!this.capabilities.has('QRESYNC') || this.#selected !== null) throw lacks('QRESYNC');
    await this.run(enable(['QRESYNC']));
    if (!this.enabled.has('QRESYNC')) throw lacks('QRESYNC');
  }

  uidFetch(set: UidSet, items: FetchItems, options: { changedSince?: string; transient?: boolean }, onMessage: (message: FetchedMessage) => void | Promise<void>): Promise<void> {
    if (set.length === 0) return Promise.resolve();
    const offered = { ...items };
    if (!this.capabilities.has('PREVIEW')) delete offered.preview;
    if (!this.capabilities.has('CONDSTORE')) delete offered.modseq;
    return overWholeSet(set, (part) => uidFetch({ set: part, items: offered, changedSince: options.changedSince, transient: options.transient, onMessage }), (one) => this.run(one)).then(() => undefined);
  }

  async uidStore(set: UidSet, change: StoreChange): Promise<{ modified: number[] }> {
    if (change.unchangedSince !== undefined && !this.capabilities.has('CONDSTORE')) throw lacks('CONDSTORE');
    const parts = await this.#inParts(set, (part) => uidStore(part, change));
    const selected = this.#selected;
    // Else another session of ours would still see the old flags and bring them back.
    if (selected !== null && storesOnLeaving(this.serverKind)) await this.select(selected.wireName, { readOnly: selected.readOnly });
    return { modified: parts.flatMap((part) => part.modified) };
  }

  uidSearch(key: SearchKey): Promise<number[]> {
    return findUids(this, key);
  }

  async uidMove(set: UidSet, mailbox: string): Promise<CopyUid | null> {
    if (!this.capabilities.has('MOVE')) throw lacks('MOVE');
    return joinCopyUids(await this.#inParts(set, (part) => uidMove(part, mailbox)));
  }

  async uidCopy(set: UidSet, mailbox: string): Promise<CopyUid | null> {
    return joinCopyUids(await this.#inParts(set, (part) => uidCopy(part, mailbox)));
  }

  async uidExpunge(set: UidSet): Promise<void> {
    if (!this.capabilities.has('UIDPLUS')) throw lacks('UIDPLUS');
    await this.#inParts(set, (part) => uidExpunge(part));
  }

  #inParts<T>(set: UidSet, command: (part: UidSet) => Command<T>): Promise<T[]> {
    return overWholeSet(set, command, (one) => this.#connection.run(one));
  }

  append(mailbox: string, message: AppendContent, options: AppendOptions): Promise<AppendUid | null> {
    return this.run(append(mailbox, message, { limit: appendLimit(this.capabilities), ...options }));
  }

  async unselect(): Promise<void> {
    if (this.#selected === null) return;
    if (this.capabilities.has('UNSELECT')) return this.#leave(unselect());
    // A mailbox that cannot be opened leaves none open (RFC 3501 6.3.1). CLOSE would too, and would remove what is marked.
    try {
      await this.select(`godwit-${randomUUID()}`, { readOnly: true });
    } catch (error) {
      if (this.#selected === null && isFailure(error, 'server-no', 'folder-gone')) return;
      throw error;
    }
    throw lacks('UNSELECT');
  }

  closeMailbox(): Promise<void> {
    return this.#leave(close());
  }

  /** Refused, it leaves the mailbox open. */
  #leave(command: Command<void>): Promise<void> {
    return this.#connection.run({ ...command, done: () => void (this.#selected = null) });
  }

  async idle(): Promise<{ stop(): Promise<void>; ended: Promise<void> }> {
    if (!this.capabilities.has('IDLE')) throw lacks('IDLE');
    const handle = idle((line) => this.#connection.sendLine(line));
    const ended = this.#connection.run(handle.command);
    await Promise.race([handle.started, ended]);
    return {
      // A line lost while idling is told by `closed`; whoever calls stop hears it too.
      ended: ended.catch(() => undefined),
      stop: () => {
        handle.stop();
        return ended;
      },
    };
  }

  noop(): Promise<void> {
    return this.#connection.run(noop());
  }

  run<T>(command: Command<T>): Promise<T> {
    const { needs, needsAll } = command;
    if (needs !== undefined && !needs.some((name) => this.capabilities.has(name))) return Promise.reject(lacks(needs.join(' or ')));
    const missing = needsAll?.find((name) => !this.capabilities.has(name));
    if (missing !== undefined) return Promise.reject(lacks(missing));
    return this.#connection.run(command);
  }

  onNews(listener: (news: MailboxNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async logout(): Promise<void> {
    const reason = failure('cancelled', say('engine-imap.loggedOut'));
    const timer = setTimeout(() => this.#connection.destroy(reason), LOGOUT_MS);
    this.#connection.leave();
    try {
      await this.#connection.run(logout());
    } catch {
      // Refused or cut: either way the line is closed now, which is all that was asked for.
    }
    clearTimeout(timer);
    this.#connection.destroy(reason);
  }

  destroy(reason: Failure = failure('cancelled', say('engine-imap.closed'))): void {
    this.#connection.destroy(reason);
  }

  /** Untagged responses that no running command took. */
  untagged(response: Response): void {
    this.#tell(asNews(response));
  }

  /** An answer to a command, before the command hears it: its code may be news of the mailbox. */
  tagged(status: StatusResponse): void {
    if (status.code?.name === 'HIGHESTMODSEQ') this.#tell(codeNews(status.code));
  }

  #tell(news: MailboxNews | null): void {
    if (news === null) return;
    for (const listener of this.#listeners) listener(news);
  }
}

const lacks = (name: string): Error => fail('unsupported', say('engine-imap.lacks', { name }), { responseCode: name });
