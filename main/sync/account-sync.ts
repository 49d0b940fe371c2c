/** Keeps one account in step with its server for as long as it runs: connect, list, sync by urgency, wait, again. */
import { canRetry, FailureError, isFailure, toFailure } from '../../shared/failure.ts';
import { folderId as idOf, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { Emitter } from '../emitter.ts';
import { createEmitter } from '../emitter.ts';
import { withSession, type Lease, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { NewestRows } from '../mirror/newest-rows.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { isUsable } from '../mirror/usable.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock, Log } from '../ports.ts';
import { broken, connecting, syncingFolder, upToDate, type AccountState } from './account-state.ts';
import { createAgenda, roleUrgency, URGENCY, type Agenda } from './agenda.ts';
import { backoff } from './backoff.ts';
import { syncFolder, type Overlay } from './folder-sync.ts';
import type { FolderNews } from './folders.ts';
import { keepMailboxId } from './mailbox-ids.ts';
import { listenMeanwhile, overhear, type Overheard } from './listen-meanwhile.ts';
import { Lookout } from './lookout.ts';
import { besideSurvey, openInboxEarly, showNewest, type Early, type Newest } from './early-inbox.ts';
import { createPace } from './pace.ts';
import { hasPassed } from './passed.ts';
import { probe } from './probe.ts';
import type { Doubts } from './open-folder.ts';
import { createWake, type Wake } from './wake.ts';
import { watchAccount, type Watcher } from './watch.ts';

/** A line that says nothing for so long while nothing is asked is asked. */
const SILENCE_MS = 2 * 60_000;
/** Longest wait of the watcher for a first sync. */
const WATCH_WAIT_MS = 5_000;
/** Summaries of every folder before the depth of any. */
const HEAD = 200;

export interface AccountSyncOptions {
  accountId: AccountId;
  pool: Pool;
  mirror: MirrorClient;
  overlay: Overlay;
  /** Operations are on their way that change what the server counts there. */
  isBusy(folderId: FolderId): boolean;
  /** What came while the account was tried. */
  newest?: Newest | undefined;
  newestRows: NewestRows;
  clock: Clock;
  /** In [0, 1), for the back-off. */
  chance(): number;
  log: Log;
  /** The line to the server works: queued operations may go. */
  onOnline(): void;
  /** Folders went, or are called otherwise: before the mirror shows it. */
  onFolders(change: FolderNews): Promise<void>;
  /** A folder's UIDVALIDITY changes from one to another, and messages were known again: see FolderSyncOptions. */
  onRenumbered(folderId: FolderId, from: number, to: number, uidOf: (uid: number) => number | undefined): Promise<void>;
  /** A folder's UIDVALIDITY changed. */
  onReset(folderId: FolderId, uidValidity: number): void;
}

export class AccountSync {
  readonly changed: Emitter<AccountState> = createEmitter<AccountState>();
  readonly #options: AccountSyncOptions;
  readonly #agenda: Agenda = createAgenda();
  readonly #wake: Wake;
  readonly #lookout: Lookout;
  #session: Session | null = null;
  #watcher: Watcher | null = null;
  #overheard: Overheard | null = null;
  /** Synced last. */
  #open: FolderRecord | null = null;
  /** Its first sync is under way. */
  #filling: FolderId | null = null;
  /** Nothing has been done yet. */
  #fresh = true;
  #newest: Newest | undefined;
  readonly #doubts: Doubts = new Set();
  /** Over these the line was given up: they come after all others, which would never have their turn behind them. */
  readonly #stumbled = new Set<FolderId>();
  #state: AccountState = connecting;
  #stopping = false;
  readonly #stopped = Promise.withResolvers<void>();
  #running: Promise<void> | null = null;
  /** Tries since something last came of one. */
  #attempt = 0;
  #since: number;

  constructor(options: AccountSyncOptions) {
    this.#options = options;
    this.#newest = options.newest;
    this.#since = options.clock.now();
    this.#wake = createWake(options.clock);
    this.#lookout = new Lookout({ ...options, want: (folderId, urgency) => this.#put(folderId, urgency), kick: () => this.#kickUnlessRefused() });
  }

  get state(): AccountState { return this.#state; }
  /** When the present phase began, milliseconds since 1970. */
  get since(): number { return this.#since; }

  start(): void {
    // On screen before the mirror has said that it knows nothing of them.
    if (this.#newest) showNewest(this.#newest, idOf(this.#options.accountId, 'INBOX'), this.#options.newestRows, () => !this.#stopping);
    this.#running ??= this.#run();
  }

  /** Asks for a folder soon: the user looks at it, or something was done to it. */
  want(folderId: FolderId, urgency: number = URGENCY.looking): void {
    this.#put(folderId, urgency);
    this.#kickUnlessRefused();
  }

  #put(folderId: FolderId, urgency: number): void {
    this.#agenda.want(folderId, urgency > URGENCY.looking && this.#stumbled.has(folderId) ? URGENCY.last : urgency);
  }

  /** The folder is on screen until the answer is called: wanted at once, and asked about often. */
  look(folderId: FolderId): () => void {
    const leave = this.#lookout.look(folderId);
    // What fills up already is not begun anew for being looked at.
    if (this.#filling !== folderId) this.want(folderId);
    return leave;
  }

  /** A login that was refused is not repeated with every click: servers lock accounts for that. */
  #kickUnlessRefused(): void {
    if (this.#state.phase !== 'needs-you') this.#wake.kick();
  }

  /** The mirror may be another one: looks at everything again. */
  refresh(): void {
    this.#lookout.refresh();
    this.#kickUnlessRefused();
  }

  /** Tries at once: the user asked. */
  retryNow(): void {
    this.#lookout.refresh();
    this.#wake.kick();
  }

  /** The machine woke up or the network is another one: are the lines alive? What is not is opened anew at once. */
  probe(): void {
    this.#attempt = 0;
    this.#lookout.refresh();
    this.#kickUnlessRefused();
    this.#watcher?.probe();
    if (this.#session) void probe(this.#session, this.#options.clock);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#options.newestRows.drop(idOf(this.#options.accountId, 'INBOX'));
    this.#stopped.resolve();
    this.#wake.kick();
    await this.#options.pool.close();
    await this.#running;
  }

  #set(state: AccountState): void {
    if (state.phase !== this.#state.phase) this.#since = this.#options.clock.now();
    this.#state = state;
    this.changed.emit(state);
  }

  async #run(): Promise<void> {
    const { pool, mirror, log } = this.#options;
    while (!this.#stopping) {
      try {
        // A mirror may never come: no window was opened, or the last one is closed.
        await Promise.race([mirror.ready(), this.#stopped.promise]);
        if (this.#stopping) break;
        if (this.#state.phase !== 'ready') this.#set(connecting);
        await withSession(pool, 'sync', (session, lease) => this.#work(session, lease));
      } catch (error) {
        if (this.#stopping) break;
        const failure = toFailure(error);
        log(failure.code === 'internal' ? 'error' : 'info', 'sync.interrupted', { code: failure.code, ...(failure.code === 'internal' ? { detail: failure.detail ?? '' } : {}) });
        if (isFailure(error, 'mirror-unavailable', 'not-found')) {
          // Gone: on as soon as it is back. There and refusing (a full disk), or an empty one in its place: not again at once.
          await (isUsable(mirror) ? this.#wake.wait(backoff(this.#attempt++, this.#options.chance())) : this.#wake.wait(Infinity, mirror.ready()));
          continue;
        }
        const { phase } = broken(failure);
        // What only the user can mend is still tried now and then: servers have been wrong about passwords before.
        const pauseMs = phase === 'needs-you' ? 15 * 60_000 : backoff(canRetry(failure) ? this.#attempt : this.#attempt + 4, this.#options.chance(), failure.retryAfterMs);
        this.#set({ ...broken(failure), retryAt: this.#options.clock.now() + pauseMs });
        await this.#wake.wait(pauseMs);
        this.#attempt++;
      }
    }
  }

  /** Until the session dies or the account stops. */
  async #work(session: Session, lease: Lease): Promise<void> {
    const dead = session.closed.then((failure) => { throw new FailureError(failure); });
    dead.catch(() => {}); // also thrown below, where somebody waits for it
    const lookout = this.#lookout;
    const began = this.#options.clock.now();
    const watcher = watchAccount({
      ...this.#options,
      // A second session on a large mailbox costs the server what the first sync is waiting for.
      inbox: async () => (this.#filling !== null && !hasPassed(WATCH_WAIT_MS, began, this.#options.clock.now()) ? null : this.#inbox()),
      onNews: (folderId) => this.want(folderId, URGENCY.news),
      onStatus: (wireName, items) => lookout.told(wireName, items),
      onFolders: () => lookout.foldersChanged(),
    });
    this.#session = session;
    this.#watcher = watcher;
    const overheard = this.#overheard = overhear(session);
    try {
      lookout.refresh();
      await this.#begin(session, watcher);
      for (;;) {
        if (this.#stopping) return;
        if (await lookout.attend(session, watcher.tellsAll)) this.#options.onOnline();
        const wish = this.#agenda.take();
        if (wish) {
          await this.#sync(session, wish);
          continue;
        }
        // A login alone proves little: a server may fall over the same question every time.
        this.#attempt = 0;
        if (this.#state.phase !== 'ready') this.#set(upToDate);
        await this.#rest(session, lease, watcher.tellsAll, dead);
        if (hasPassed(SILENCE_MS, this.#options.pool.heardAt() ?? 0, this.#options.clock.now())) {
          watcher.probe();
          await probe(session, this.#options.clock);
        }
      }
    } finally {
      this.#session = this.#watcher = this.#overheard = null;
      overheard.stop();
      watcher.stop();
      lookout.stop();
    }
  }

  /** Until there is something to do, or to ask. */
  async #rest(session: Session, lease: Lease, tellsAll: boolean, dead: Promise<never>): Promise<void> {
    const open = this.#open;
    const listens = open !== null && open.id === this.#lookout.looked && open.role !== 'inbox' && open.wireName === session.selected?.wireName
      && !tellsAll && !lease.shared && session.capabilities.has('IDLE');
    if (listens && this.#overheard?.take()) return this.#put(open.id, URGENCY.news);
    const wait = this.#wake.wait(Math.min(this.#lookout.restMs(tellsAll, listens), SILENCE_MS), dead);
    await (listens ? listenMeanwhile(session, wait, () => this.want(open.id, URGENCY.news)) : wait);
    this.#overheard?.rested();
  }

  /** A new account: its newest messages come while its folders are listed. */
  async #begin(session: Session, watcher: Watcher): Promise<void> {
    const { accountId, mirror, onOnline } = this.#options;
    const inbox = await openInboxEarly(session, mirror, accountId, this.#fresh, this.#newest);
    this.#newest = undefined;
    this.#fresh = false;
    if (inbox === null || this.#stopping) return;
    const { folder, early } = inbox;
    await besideSurvey(async () => {
      if (await this.#lookout.attend(session, watcher.tellsAll)) onOnline();
      // It is being synced.
      if (this.#filling === folder.id) this.#agenda.forget(folder.id);
    }, (surveyed) => this.#fill(session, folder, URGENCY.depth, 0, { ...early, surveyed }));
    watcher.probe();
  }

  async #sync(session: Session, { folderId, urgency }: { folderId: FolderId; urgency: number }): Promise<void> {
    const { mirror, accountId } = this.#options;
    const folders = await mirror.query('folders', { accountId });
    const folder = folders.find((one) => one.id === folderId);
    if (folder?.selectable) await this.#fill(session, folder, urgency, folders.filter(isToCome).filter((one) => one !== folder).length);
  }

  async #fill(session: Session, folder: FolderRecord, urgency: number, others: number, early?: Early): Promise<void> {
    const { mirror, overlay } = this.#options;
    const folderId = folder.id;
    this.#open = folder;
    this.#overheard?.clear();
    this.#filling = folder.checkpoint.complete ? null : folderId;
    // The newest of every folder before the depth of any; a folder that is alone goes through in one.
    const head = !folder.checkpoint.complete && urgency < URGENCY.depth && this.#agenda.hasMoreUrgent(URGENCY.depth);
    const pace = createPace(this.#options.clock);
    const tell = (done: number, total: number): void => this.#set(syncingFolder(folder.name, { done, total, others, ...pace(done, total) }));
    if (!folder.checkpoint.complete) {
      if (folder.serverTotal === null) this.#set(syncingFolder(folder.name, null));
      else tell(folder.total, folder.serverTotal);
    }
    try {
      const outcome = await syncFolder(session, folder, {
        mirror,
        overlay,
        doubts: this.#doubts,
        onRenumbered: (to, uidOf) => this.#options.onRenumbered(folderId, folder.checkpoint.uidValidity, to, uidOf),
        ...(head ? { limit: HEAD } : {}),
        ...(early ? { early } : {}),
        shouldYield: () => this.#stopping || this.#agenda.hasMoreUrgent(urgency),
        onProgress: (done, total) => {
          this.#attempt = 0;
          if (!folder.checkpoint.complete) tell(done, total);
        },
      });
      this.#options.newestRows.drop(folderId);
      this.#stumbled.delete(folderId);
      await keepMailboxId(session, folder, mirror);
      if (outcome.refused) this.#options.log('warn', 'sync.messages-refused', { count: outcome.refused });
      if (outcome.reset) this.#options.onReset(folderId, outcome.uidValidity);
      if (outcome.finished) this.#lookout.synced(folderId, true);
      else this.#agenda.want(folderId, URGENCY.depth + roleUrgency(folder.role) / 10);
    } catch (error) {
      if (isFailure(error, 'protocol') || toFailure(error).code === 'internal') this.#stumbled.add(folderId);
      // Renumbered between two commands: the next SELECT tells, and it is read anew.
      if (isFailure(error, 'uid-validity-changed')) return this.#agenda.want(folderId, urgency);
      // One folder that cannot be read (no right, just deleted, broken index, no lasting UIDs: RFC 3501 6.3.1) must not keep the others from being synced.
      if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone', 'unsupported')) throw error;
      this.#options.newestRows.drop(folderId);
      this.#options.log('warn', 'sync.folder-refused', { code: toFailure(error).code });
      if (early) this.#agenda.want(folderId, URGENCY.head);
    } finally {
      this.#filling = null;
    }
  }

  async #inbox(): Promise<FolderRecord | null> {
    const folders = await this.#options.mirror.query('folders', { accountId: this.#options.accountId });
    return folders.find((folder) => folder.role === 'inbox') ?? null;
  }
}

/** Something of it is not here yet. */
const isToCome = ({ selectable, checkpoint, serverTotal }: FolderRecord): boolean => selectable && !checkpoint.complete && serverTotal !== 0;
