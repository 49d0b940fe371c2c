/** A session as a lease hands it out: it behaves like one of its own, though others may use the same connection in between. */
import { fail, failure, FailureError, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Capabilities } from './capabilities.ts';
import { usesSelected, type Command } from './command.ts';
import type { Line, Selection, Tenant } from './line.ts';
import type { ServerKind } from './quirks/server-kind.ts';
import { SAVED_RESULT, type UidSet } from './uid-set.ts';
import type { MailboxListing, MailboxNews, MailboxStatus, SelectedMailbox } from './mailbox.ts';
import type { Session } from './session.ts';

/** `*`: whatever is there. */
const OPEN_ENDED = 0xffff_ffff;

export class LentSession implements Session, Tenant {
  readonly rank: number;
  readonly closed: Promise<Failure>;
  selection: Selection | null = null;
  readonly #line: Line;
  readonly #real: Session;
  readonly #onSelected: (selected: SelectedMailbox) => void;
  readonly #listeners = new Set<(news: MailboxNews) => void>();
  #over: Failure | null = null;
  /** How often the mailbox had been opened again when `$` was made. */
  #savedAt = -1;
  /** The mailbox was found open: nobody has told this line what has come to it since. */
  #untold: boolean;
  /** Messages up to this one the line has been told of, beside those that were there when the mailbox was opened. */
  #toldUpTo = 0;
  #settle!: (reason: Failure) => void;

  constructor(line: Line, rank: number, onSelected: (selected: SelectedMailbox) => void = () => undefined) {
    this.rank = rank;
    this.#onSelected = onSelected;
    this.#line = line;
    this.#real = line.session;
    this.closed = new Promise((resolve) => (this.#settle = resolve));
    line.moveIn(this);
    this.#untold = this.selection !== null;
  }

  get capabilities(): Capabilities { return this.#real.capabilities; }
  get enabled(): ReadonlySet<string> { return this.#real.enabled; }
  get utf8(): boolean { return this.#real.utf8; }
  get serverId(): Readonly<Record<string, string>> | null { return this.#real.serverId; }
  get login(): Session['login'] { return this.#real.login; }
  get serverKind(): ServerKind { return this.#real.serverKind; }
  get heardAt(): number { return this.#real.heardAt; }
  get selected(): SelectedMailbox | null { return this.selection?.state ?? null; }
  get shared(): boolean { return this.#line.tenants.size > 1; }

  readonly news = (news: MailboxNews): void => {
    for (const listener of this.#listeners) listener(news);
  };

  end(reason: Failure): void {
    if (this.#over !== null) return;
    this.#over = reason;
    this.#settle(reason);
    this.#line.moveOut(this);
  }

  /** Given back: what is under way goes on, nothing more may follow. */
  leave(): void {
    if (this.#over !== null) return;
    this.#over = failure('cancelled', say('engine-imap.sessionGivenBack'));
    this.#line.moveOut(this);
  }

  wireName(name: string): string { return this.#real.wireName(name); }
  list(...args: Parameters<Session['list']>): Promise<MailboxListing[]> { return this.#aside(() => this.#real.list(...args)); }
  status(...args: Parameters<Session['status']>): Promise<MailboxStatus> { return this.#aside(() => this.#real.status(...args)); }
  append(...args: Parameters<Session['append']>): ReturnType<Session['append']> { return this.#aside(() => this.#real.append(...args)); }
  unselect(): Promise<void> { return this.selection === null ? Promise.resolve() : this.#over === null ? this.#line.deselect(this, () => this.#real.unselect()) : this.#gone(); }
  closeMailbox(): Promise<void> { return this.#over === null ? this.#line.deselect(this, () => this.#real.closeMailbox()) : this.#gone(); }
  uidFetch(...args: Parameters<Session['uidFetch']>): ReturnType<Session['uidFetch']> { return this.#inMailbox(() => this.#real.uidFetch(...args), args[0]); }
  uidStore(...args: Parameters<Session['uidStore']>): ReturnType<Session['uidStore']> { return this.#inMailbox(() => this.#real.uidStore(...args), args[0]); }
  uidSearch(...args: Parameters<Session['uidSearch']>): ReturnType<Session['uidSearch']> { return this.#inMailbox(() => this.#real.uidSearch(...args)); }
  uidMove(...args: Parameters<Session['uidMove']>): ReturnType<Session['uidMove']> { return this.#inMailbox(() => this.#real.uidMove(...args), args[0]); }
  uidCopy(...args: Parameters<Session['uidCopy']>): ReturnType<Session['uidCopy']> { return this.#inMailbox(() => this.#real.uidCopy(...args), args[0]); }
  uidExpunge(...args: Parameters<Session['uidExpunge']>): ReturnType<Session['uidExpunge']> { return this.#inMailbox(() => this.#real.uidExpunge(...args), args[0]); }
  /** With a mailbox open it asks for its news, so that must be the one. */
  noop(): Promise<void> { return this.selection === null ? this.#aside(() => this.#real.noop()) : this.#inMailbox(() => this.#real.noop()); }

  run<T>(command: Command<T>): Promise<T> {
    const { lane } = command;
    const work = (): Promise<T> => this.#real.run(command);
    if (!usesSelected(lane)) return this.#aside(work);
    if (lane.kind === 'alone' && lane.inMailbox === 'numbers') return this.#inMailbox(() => this.#withNumbers(work));
    if (lane.kind !== 'search' || lane.saves !== true) return this.#inMailbox(work, 'uids' in lane ? lane.uids : undefined);
    return this.#inMailbox(async () => {
      this.#savedAt = this.selection?.reopened ?? 0;
      try {
        return await work();
      } catch (error) {
        // Refused, it leaves nothing in `$` (RFC 5182 2.1).
        this.#savedAt = -1;
        throw error;
      }
    });
  }

  select(...args: Parameters<Session['select']>): Promise<SelectedMailbox> {
    if (this.#over !== null) return this.#gone();
    const [wireName, options] = args;
    this.#untold = false;
    this.#toldUpTo = 0;
    return this.#line.select(this, wireName, options?.readOnly === true, async () => {
      const selected = await this.#real.select(...args);
      this.#onSelected(selected);
      return selected;
    });
  }

  idle(): ReturnType<Session['idle']> {
    return this.#over === null ? this.#line.idle(this) : this.#gone();
  }

  onNews(listener: (news: MailboxNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  logout(): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }

  /** Cuts the connection where it is this lease's own, where a command of its is under way, or where it is not to be trusted; else only this lease ends. */
  destroy(reason: Failure = failure('cancelled', say('engine-imap.closed'))): void {
    if (this.#over !== null) return;
    const untrusted = reason.code === 'protocol' || reason.code === 'timeout';
    if (untrusted || this.#line.tenants.size === 1 || this.#line.busyFor(this)) this.#line.cut(this, reason);
    this.end(reason);
  }

  #aside<T>(work: () => Promise<T>): Promise<T> {
    return this.#over === null ? this.#line.aside(this, work) : this.#gone();
  }

  #inMailbox<T>(work: () => Promise<T>, set?: UidSet): Promise<T> {
    if (this.#over !== null) return this.#gone();
    const saved = set === SAVED_RESULT ? () => this.#withSaved(work) : work;
    const newest = set === undefined || set === SAVED_RESULT ? Infinity : (set.at(-1)?.[1] ?? 0);
    if (newest <= this.#toldUpTo || newest < (this.selection?.state?.uidNext ?? 0) || (!this.#untold && newest >= OPEN_ENDED)) return this.#line.inMailbox(this, saved);
    this.#untold = false;
    if (newest < OPEN_ENDED) this.#toldUpTo = newest;
    return this.#line.inMailbox(this, () => {
      // Without being asked a server says OK to a command about a message that it has not told of, and does nothing (RFC 3501 5.2, 7.3.1).
      // It goes with what follows, in one round trip; if it fails, so does that.
      this.#real.noop().catch(() => undefined);
      return saved();
    });
  }

  /** `$` is empty once somebody else has had another mailbox open (RFC 5182 2.1), and an empty answer would be believed. */
  #withSaved<T>(work: () => Promise<T>): Promise<T> {
    return this.#savedAt === (this.selection?.reopened ?? 0) ? work() : Promise.reject(fail('server-no', say('engine-imap.resultUnknown')));
  }

  /** Message numbers are other messages' once the mailbox had to be opened again (RFC 3501 2.3.1.2). */
  #withNumbers<T>(work: () => Promise<T>): Promise<T> {
    return (this.selection?.reopened ?? 0) === 0 ? work() : Promise.reject(fail('server-no', say('engine-imap.numbersChanged')));
  }

  #gone(): Promise<never> {
    return Promise.reject(new FailureError(this.#over!));
  }
}
