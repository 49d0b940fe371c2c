/** One connection used by several tenants in turn: each finds its mailbox open again when its turn comes, and IDLE goes on when nobody else speaks. */
import { fail, failure, FailureError, isFailure, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { sameMailbox } from './commands/status.ts';
import { Listening } from './listening.ts';
import type { MailboxNews, SelectedMailbox } from './mailbox.ts';
import type { Session } from './session.ts';

/** What a tenant has open; `state` as it was last told, null until the server has answered. */
export interface Selection { readonly wireName: string; readonly readOnly: boolean; state: SelectedMailbox | null; /** How often, since others have used the line. */ reopened: number }

export interface Tenant {
  /** Who has waited comes after who is higher. */
  readonly rank: number;
  selection: Selection | null;
  news(news: MailboxNews): void;
  /** The line is over for it. */
  end(reason: Failure): void;
}

interface Ask { tenant: Tenant; selects: boolean; start(): void; reject(error: unknown): void }

/** News that are not about the open mailbox. */
const ANYWHERE: ReadonlySet<MailboxNews['kind']> = new Set<MailboxNews['kind']>(['mailbox-status', 'mailbox-list', 'metadata', 'notification-overflow']);

export class Line {
  readonly session: Session;
  readonly tenants = new Set<Tenant>();
  /** When the last tenant left. */
  unusedSince = Date.now();
  readonly #onFree: () => void;
  readonly #listening: Listening<Tenant>;
  #holder: Tenant | null = null;
  #active = 0;
  #aside = 0;
  #queue: Ask[] = [];
  #open: Selection | null = null;
  #moving = false;
  #over: Failure | null = null;
  #cutBy: Tenant | null = null;

  constructor(session: Session, onFree: () => void) {
    this.session = session;
    this.#onFree = onFree;
    this.#listening = new Listening(session, {
      mayBegin: () => this.quiet,
      open: (tenant) => (this.#fits(tenant) ? null : this.#reopen(tenant)),
      hold: () => { this.#moving = true; },
      release: () => {
        this.#moving = false;
        this.#next();
      },
    });
    // Whoever logged in may have opened something already.
    const { selected } = session;
    if (selected) this.#open = { wireName: selected.wireName, readOnly: selected.readOnly, state: selected, reopened: 0 };
    session.onNews((news) => {
      // What is wanted next is not open before SELECT has been sent: the end of IDLE may still bring much of the mailbox before.
      const open = session.selected ?? this.#open;
      for (const tenant of this.tenants) if (ANYWHERE.has(news.kind) || (tenant.selection !== null && open !== null && sameMailbox(tenant.selection.wireName, open.wireName))) tenant.news(news);
    });
    void session.closed.then((reason) => this.#close(reason));
  }

  get over(): boolean {
    return this.#over !== null;
  }

  /** Nobody's, and nothing of anybody's is still under way. */
  get free(): boolean {
    return this.tenants.size === 0 && this.quiet;
  }

  get quiet(): boolean {
    return this.#over === null && this.#active === 0 && this.#aside === 0 && this.#queue.length === 0 && !this.#moving;
  }

  /** Alone on the line it finds open what the one before has left open. */
  moveIn(tenant: Tenant): void {
    if (this.tenants.size === 0 && this.#open?.state) tenant.selection = this.#open;
    this.tenants.add(tenant);
    if (this.#over !== null) tenant.end(this.#over);
  }

  moveOut(tenant: Tenant): void {
    if (!this.tenants.delete(tenant)) return;
    this.unusedSince = Date.now();
    this.#drop(tenant, fail('cancelled', say('engine-imap.sessionGivenBack')));
    this.#listening.drop(tenant);
    this.#next();
  }

  /** Cuts the connection for everybody; only `tenant` hears that it was wanted. */
  cut(tenant: Tenant, reason: Failure): void {
    this.#cutBy = tenant;
    this.session.destroy(reason);
  }

  /** Has `tenant` a command under way? */
  busyFor(tenant: Tenant): boolean {
    return this.#active > 0 && this.#holder === tenant;
  }

  /** A command that has nothing to do with the open mailbox. */
  aside<T>(tenant: Tenant, work: () => Promise<T>): Promise<T> {
    this.#listening.drop(tenant);
    this.#listening.interrupt();
    this.#aside++;
    return this.#watched(tenant, work, () => this.#aside--);
  }

  /** A command in the tenant's mailbox. */
  inMailbox<T>(tenant: Tenant, work: () => Promise<T>): Promise<T> {
    if (this.#mayGoOn(tenant) && this.#fits(tenant)) return this.#begin(tenant, work);
    return this.#ask(tenant, false, work);
  }

  select(tenant: Tenant, wireName: string, readOnly: boolean, ask: () => Promise<SelectedMailbox>): Promise<SelectedMailbox> {
    const work = async (): Promise<SelectedMailbox> => {
      const selection: Selection = { wireName, readOnly, state: null, reopened: 0 };
      tenant.selection = this.#open = selection;
      try {
        selection.state = await ask();
      } catch (error) {
        if (tenant.selection === selection) tenant.selection = null;
        if (this.#open === selection) this.#open = null;
        throw error;
      }
      for (const other of this.tenants) if (other !== tenant) this.#compare(other, selection.state);
      return selection.state;
    };
    return this.#mayGoOn(tenant) ? this.#begin(tenant, work) : this.#ask(tenant, true, work);
  }

  /** For CLOSE and UNSELECT: nothing is open afterwards. */
  deselect<T>(tenant: Tenant, work: () => Promise<T>): Promise<T> {
    return this.inMailbox(tenant, () => work().finally(() => (tenant.selection = this.#open = null)));
  }

  /** Listens whenever nobody speaks, until stopped or until the tenant speaks itself: `ended` tells. */
  idle(tenant: Tenant): Promise<{ stop(): Promise<void>; ended?: Promise<void> }> {
    return this.#listening.idle(tenant);
  }

  #mayGoOn(tenant: Tenant): boolean {
    return this.#over === null && this.#queue.length === 0 && !this.#moving && (this.#active === 0 || this.#holder === tenant);
  }

  #fits({ selection }: Tenant): boolean {
    const open = this.#open;
    if (selection === null || open === null) return selection === open && this.session.selected === null;
    if (open === selection) return true;
    const same = open.state === null || selection.state === null || open.state.uidValidity === selection.state.uidValidity;
    return same && sameMailbox(open.wireName, selection.wireName) && (!open.readOnly || selection.readOnly);
  }

  #ask<T>(tenant: Tenant, selects: boolean, work: () => Promise<T>): Promise<T> {
    if (this.#over !== null) return Promise.reject(new FailureError(this.#reasonFor(tenant)));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ tenant, selects, start: () => void this.#begin(tenant, work).then(resolve, reject), reject });
      this.#next();
    });
  }

  #begin<T>(tenant: Tenant, work: () => Promise<T>): Promise<T> {
    this.#listening.drop(tenant);
    this.#listening.interrupt();
    this.#holder = tenant;
    this.#active++;
    return this.#watched(tenant, work, () => this.#active--);
  }

  #watched<T>(tenant: Tenant, work: () => Promise<T>, ended: () => void): Promise<T> {
    const over = (): void => {
      ended();
      this.#next();
    };
    return work().then(
      (value) => {
        over();
        return value;
      },
      (error: unknown) => {
        over();
        throw this.#cutBy !== null && this.#cutBy !== tenant && isFailure(error, 'cancelled') ? new FailureError(GIVEN_UP) : error;
      },
    );
  }

  /** Gives the line to who has waited, with its mailbox open. */
  #next(): void {
    if (this.#over !== null || this.#active > 0 || this.#moving) return;
    const [first] = [...this.#queue].sort((a, b) => b.tenant.rank - a.tenant.rank);
    if (first === undefined) {
      this.#listening.resume();
      if (this.free) this.#onFree();
      return;
    }
    const { tenant } = first;
    if (first.selects || this.#fits(tenant)) {
      this.#startAll(tenant);
      return;
    }
    this.#moving = true;
    this.#listening.interrupt();
    void this.#reopen(tenant).then(
      () => {
        this.#moving = false;
        this.#startAll(tenant);
      },
      (error: unknown) => {
        this.#moving = false;
        this.#drop(tenant, error);
        this.#next();
      },
    );
  }

  #startAll(tenant: Tenant): void {
    const asks = this.#queue.filter((ask) => ask.tenant === tenant);
    this.#queue = this.#queue.filter((ask) => ask.tenant !== tenant);
    for (const ask of asks) ask.start();
    if (asks.length === 0) this.#next();
  }

  /** Another tenant has had another mailbox open since. Rejects if it is no longer the same. */
  async #reopen(tenant: Tenant): Promise<void> {
    const { selection } = tenant;
    if (selection === null) throw fail('server-bad', say('engine-imap.noFolderOpen'));
    this.#open = selection;
    try {
      const now = await this.session.select(selection.wireName, { readOnly: selection.readOnly });
      const renumbered = selection.state !== null && now.uidValidity !== selection.state.uidValidity;
      this.#open = { ...selection, state: now };
      if (renumbered) throw fail('uid-validity-changed', say('engine-imap.renumberedMeanwhile'));
      this.#compare(tenant, now);
      selection.state = now;
      selection.reopened++;
    } catch (error) {
      if (this.session.selected === null) this.#open = null;
      if (tenant.selection === selection) tenant.selection = null;
      throw error;
    }
  }

  /** What came while the mailbox was not open for `tenant` is news to it. */
  #compare({ selection, news }: Tenant, now: SelectedMailbox): void {
    const before = selection?.state;
    if (!selection || !before || !sameMailbox(selection.wireName, now.wireName) || before.uidValidity !== now.uidValidity) return;
    selection.state = { ...now, readOnly: before.readOnly, permanentFlags: before.permanentFlags };
    if (before.exists !== now.exists || before.uidNext !== now.uidNext || before.highestModseq !== now.highestModseq) news({ kind: 'exists', count: now.exists });
  }

  #drop(tenant: Tenant, error: unknown): void {
    const asks = this.#queue.filter((ask) => ask.tenant === tenant);
    this.#queue = this.#queue.filter((ask) => ask.tenant !== tenant);
    for (const ask of asks) ask.reject(error);
  }

  #reasonFor(tenant: Tenant): Failure {
    const reason = this.#over ?? GIVEN_UP;
    return reason.code === 'cancelled' && this.#cutBy !== null && this.#cutBy !== tenant ? GIVEN_UP : reason;
  }

  #close(reason: Failure): void {
    this.#over = reason;
    this.#listening.close();
    for (const ask of this.#queue.splice(0)) ask.reject(new FailureError(this.#reasonFor(ask.tenant)));
    for (const tenant of this.tenants) tenant.end(this.#reasonFor(tenant));
  }
}

/** What the others hear when one of them cuts the line. */
const GIVEN_UP = failure('connection-lost', say('engine-imap.lineGivenUp'));
