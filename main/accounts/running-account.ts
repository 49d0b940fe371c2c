/** One account at work: its sessions, its sync, its waiting operations. */
import { failure } from '../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { withSession, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { FirstSession } from '../sync/early-inbox.ts';
import type { NewestRows } from '../mirror/newest-rows.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { spoolOf } from '../operations/across.ts';
import { createReplayer, type Replayer, type ReplayOptions } from '../operations/replay.ts';
import type { OperationQueue } from '../operations/queue.ts';
import type { StorageSettings } from '../../shared/model/storage.ts';
import type { Clock, Ports } from '../ports.ts';
import { AccountSync } from '../sync/account-sync.ts';
import { untilCalm } from '../sync/calm.ts';
import type { FolderNews } from '../sync/folders.ts';
import { createTextMirror, type TextMirror } from '../sync/bodies/text-mirror.ts';
import { createPreviews, type Previews } from '../sync/previews.ts';
import { Abilities } from './abilities.ts';
import type { Account } from './account.ts';
import { accountPool } from './connection.ts';
import type { LoginBook } from './login-book.ts';

export interface RunningAccountOptions {
  account: Account;
  /** Its settings as they are now. */
  current(): Account;
  /** A session that is logged in already. */
  first?: FirstSession | undefined;
  ports: Ports;
  book: LoginBook;
  mirror: MirrorClient;
  newestRows: NewestRows;
  queue: OperationQueue;
  chance(): number;
  /** What its owner wants kept here. */
  storage(): StorageSettings;
  /** No more texts are kept: the disk is full. */
  onFull(): void;
  /** The line to the server works. */
  onOnline(): void;
  /** With a folder of another account, and what has been done there is to be seen. */
  elsewhere: ReplayOptions['elsewhere'];
  onArrivedElsewhere(folderId: FolderId): void;
  /** Folders went, or are called otherwise. */
  onFolders(change: FolderNews): void;
}

/** How long an abandoned search may still take before its line is cut. */
const ABANDONED_MS = 500;

export class RunningAccount {
  readonly account: Account;
  readonly sync: AccountSync;
  readonly previews: Previews;
  readonly texts: TextMirror;
  readonly abilities: Abilities;
  readonly #pool: Pool;
  readonly #replayer: Replayer;
  readonly #clock: Clock;

  constructor({ account, current, first, ports, book, mirror, newestRows, queue, chance, storage, onFull, onOnline, onFolders, elsewhere, onArrivedElsewhere }: RunningAccountOptions) {
    this.account = account;
    this.#clock = ports.clock;
    this.abilities = new Abilities({
      accountId: account.id,
      clock: ports.clock,
      log: ports.log,
      lease: (work) => this.background(work),
      folders: () => mirror.query('folders', { accountId: account.id }),
    });
    this.#pool = accountPool(ports, current, book, { ...(first ? { first: first.session } : {}), onSelected: (selected) => this.abilities.opened(selected) });
    const shared = { accountId: account.id, pool: this.#pool, mirror, log: ports.log };
    this.sync = new AccountSync({
      ...shared,
      newest: first?.newest,
      newestRows,
      clock: ports.clock,
      chance,
      overlay: (...asked) => queue.overlay(...asked),
      isBusy: (folderId) => queue.touches(folderId),
      onOnline: () => {
        this.#replayer.kick('line');
        onOnline();
      },
      onFolders: async (change) => {
        for (const { from, to } of change.moved) await queue.folderMoved(from, to);
        onFolders(change);
      },
      onRenumbered: (...change) => queue.renumbered(...change),
      // What waits there is looked for by Message-ID, or parked where there is doubt.
      onReset: () => this.#replayer.kick('line'),
    });
    this.previews = createPreviews({
      mirror,
      log: ports.log,
      // First words are nice, first rows are urgent: a second session on a large mailbox costs the server what the first one is waiting for.
      calm: () => untilCalm(this.sync, ports.clock),
      interactive: (work) => this.interactive(work),
    });
    this.texts = createTextMirror({
      ...shared,
      clock: ports.clock,
      chance,
      settings: storage,
      calm: () => this.sync.state.phase === 'ready',
      lease: (work, signal) => this.background(work, signal),
      onFull,
    });
    this.sync.changed.on(({ phase }) => {
      this.texts.kick();
      if (phase === 'ready') this.abilities.calm();
    });
    this.#replayer = createReplayer({ ...shared, clock: ports.clock, queue, spool: spoolOf(ports.profile), elsewhere, onArrived: (folderId) => (splitFolderId(folderId).accountId === account.id ? this.sync.want(folderId) : onArrivedElsewhere(folderId)), onFolders, onDoubt: () => this.sync.refresh() });
  }

  start(): void { this.sync.start(); }
  replay(): void { this.#replayer.kick(); }
  heardAt(): number | null { return this.#pool.heardAt(); }

  /** For what a person waits for: opening, acting. Never waits behind a first sync or a search. */
  async interactive<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const goOn = this.texts.giveWay();
    try {
      return await withSession(this.#pool, 'interactive', work, signal);
    } finally {
      goOn();
    }
  }

  /** For what nobody waits for. */
  background<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return withSession(this.#pool, 'background', work, signal);
  }

  searching<T>(work: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T> {
    const goOn = this.texts.giveWay();
    return withSession(this.#pool, 'search', async (session) => {
      let cancel = (): void => {};
      // IMAP cannot take a SEARCH back, and the next one must not wait for an answer that nobody wants any more.
      const abandon = (): void => { cancel = this.#clock.after(ABANDONED_MS, () => session.destroy(failure('cancelled', say('engine-accounts.searchGivenUp')))); };
      signal.addEventListener('abort', abandon, { once: true });
      try {
        return await work(session);
      } finally {
        signal.removeEventListener('abort', abandon);
        cancel();
      }
    }, signal).finally(goOn);
  }

  /** The password or the network is another one: all lines anew. */
  reconnect(): void {
    this.#pool.drop(failure('connection-lost', say('engine-accounts.connectingAnew')));
    this.sync.retryNow();
  }

  stop(): Promise<void> {
    this.#replayer.stop();
    this.abilities.stop();
    return Promise.all([this.texts.stop(), this.sync.stop()]).then(() => undefined);
  }
}
