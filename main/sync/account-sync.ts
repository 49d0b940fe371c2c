/** Keeps one account in step with its server for as long as it runs: connect, list, sync by urgency, wait, again. */
import { canRetry, FailureError, isFailure, toFailure } from '../../shared/failure.ts';
import { type AccountId, type FolderId } from '../../shared/ids.ts';
import type { Emitter } from '../emitter.ts';
import { createEmitter } from '../emitter.ts';
import { withSession, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { isUsable } from '../mirror/usable.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock, Log } from '../ports.ts';
import { broken, connecting, syncingFolder, upToDate, type AccountState } from './account-state.ts';
import { createAgenda, roleUrgency, URGENCY, type Agenda } from './agenda.ts';
import { backoff } from './backoff.ts';
import { syncFolder, type Overlay } from './folder-sync.ts';
import { surveyFolders } from './folders.ts';
import type { Doubts } from './open-folder.ts';
import { createWake, type Wake } from './wake.ts';
import { watchInbox } from './watch.ts';

/** How often folders nobody watches are asked for their STATUS. */
const SURVEY_MS = 60_000;
/** Summaries of every folder before the depth of any. */
const HEAD = 200;

export interface AccountSyncOptions {
  accountId: AccountId;
  pool: Pool;
  mirror: MirrorClient;
  overlay: Overlay;
  clock: Clock;
  /** In [0, 1), for the back-off. */
  chance(): number;
  log: Log;
  /** The line to the server works: queued operations may go. */
  onOnline(): void;
  /** A folder's UIDVALIDITY changed. */
  onReset(folderId: FolderId, uidValidity: number): void;
}

export class AccountSync {
  readonly changed: Emitter<AccountState> = createEmitter<AccountState>();
  readonly #options: AccountSyncOptions;
  readonly #agenda: Agenda = createAgenda();
  readonly #wake: Wake;
  readonly #doubts: Doubts = new Set();
  #state: AccountState = connecting;
  #stopping = false;
  readonly #stopped = Promise.withResolvers<void>();
  #surveyDue = true;
  #running: Promise<void> | null = null;
  /** Tries since something last came of one. */
  #attempt = 0;

  constructor(options: AccountSyncOptions) {
    this.#options = options;
    this.#wake = createWake(options.clock);
  }

  get state(): AccountState { return this.#state; }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Asks for a folder soon: the user looks at it, or something was done to it. */
  want(folderId: FolderId, urgency: number = URGENCY.looking): void {
    this.#agenda.want(folderId, urgency);
    // A login that was refused is not repeated with every click: servers lock accounts for that.
    if (this.#state.phase !== 'needs-you') this.#wake.kick();
  }

  /** The mirror may be another one: looks at everything again. */
  refresh(): void {
    this.#surveyDue = true;
    if (this.#state.phase !== 'needs-you') this.#wake.kick();
  }

  /** Tries at once: the user asked, the network came back, the machine woke up. */
  retryNow(): void {
    this.#surveyDue = true;
    this.#wake.kick();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopped.resolve();
    this.#wake.kick();
    await this.#options.pool.close();
    await this.#running;
  }

  #set(state: AccountState): void {
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
        await withSession(pool, 'sync', (session) => this.#work(session));
      } catch (error) {
        if (this.#stopping) break;
        const failure = toFailure(error);
        log(failure.code === 'internal' ? 'error' : 'info', 'sync.interrupted', { code: failure.code, ...(failure.code === 'internal' ? { detail: failure.detail ?? '' } : {}) });
        if (isFailure(error, 'mirror-unavailable', 'not-found')) {
          // Gone: on as soon as it is back. There and refusing (a full disk), or an empty one in its place: not again at once.
          await (isUsable(mirror) ? this.#wake.wait(backoff(this.#attempt++, this.#options.chance())) : this.#wake.wait(Infinity, mirror.ready()));
          continue;
        }
        const state = broken(failure);
        this.#set(state);
        // What only the user can mend is still tried now and then: servers have been wrong about passwords before.
        await this.#wake.wait(state.phase === 'needs-you' ? 15 * 60_000 : backoff(canRetry(failure) ? this.#attempt : this.#attempt + 4, this.#options.chance(), failure.retryAfterMs));
        this.#attempt++;
      }
    }
  }

  /** Until the session dies or the account stops. */
  async #work(session: Session): Promise<void> {
    const dead = session.closed.then((failure) => { throw new FailureError(failure); });
    dead.catch(() => {}); // also thrown below, where somebody waits for it
    const watcher = watchInbox({ ...this.#options, inbox: () => this.#inbox(), onNews: (folderId) => this.want(folderId, URGENCY.news) });
    try {
      this.#surveyDue = true;
      for (;;) {
        if (this.#stopping) return;
        if (this.#surveyDue) await this.#survey(session);
        const wish = this.#agenda.take();
        if (wish) {
          await this.#sync(session, wish);
          continue;
        }
        // A login alone proves little: a server may fall over the same question every time.
        this.#attempt = 0;
        if (this.#state.phase !== 'ready') this.#set(upToDate);
        const due = this.#options.clock.after(SURVEY_MS, () => this.retryNow());
        await this.#wake.wait(Infinity, dead).finally(due);
      }
    } finally {
      watcher.stop();
    }
  }

  async #survey(session: Session): Promise<void> {
    this.#surveyDue = false;
    const { folders, stale } = await surveyFolders(session, this.#options.accountId, this.#options.mirror);
    const stalled = new Set(stale);
    for (const folder of folders) {
      if (!stalled.has(folder.id)) continue;
      const base = folder.checkpoint.complete ? URGENCY.news : URGENCY.head;
      this.#agenda.want(folder.id, base + roleUrgency(folder.role) / 10);
    }
    this.#options.onOnline();
  }

  async #sync(session: Session, { folderId, urgency }: { folderId: FolderId; urgency: number }): Promise<void> {
    const { mirror, overlay } = this.#options;
    const folder = (await mirror.query('folders', { accountId: this.#options.accountId })).find((one) => one.id === folderId);
    if (!folder?.selectable) return;
    // The newest of every folder before the depth of any; a folder that is alone goes through in one.
    const head = !folder.checkpoint.complete && urgency < URGENCY.depth && this.#agenda.hasMoreUrgent(URGENCY.depth);
    if (!folder.checkpoint.complete) this.#set(syncingFolder(folder.name, folder.serverTotal === null ? null : { done: folder.total, total: folder.serverTotal }));
    try {
      const outcome = await syncFolder(session, folder, {
        mirror,
        overlay,
        doubts: this.#doubts,
        ...(head ? { limit: HEAD } : {}),
        shouldYield: () => this.#stopping || this.#agenda.hasMoreUrgent(urgency),
        onProgress: (done, total) => {
          this.#attempt = 0;
          if (!folder.checkpoint.complete) this.#set(syncingFolder(folder.name, { done, total }));
        },
      });
      if (outcome.refused) this.#options.log('warn', 'sync.messages-refused', { count: outcome.refused });
      if (outcome.reset) this.#options.onReset(folderId, outcome.uidValidity);
      if (!outcome.finished) this.#agenda.want(folderId, URGENCY.depth + roleUrgency(folder.role) / 10);
    } catch (error) {
      // Renumbered between two commands: the next SELECT tells, and it is read anew.
      if (isFailure(error, 'uid-validity-changed')) return this.#agenda.want(folderId, urgency);
      // One folder that cannot be read (no right, just deleted, broken index) must not keep the others from being synced.
      if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone')) throw error;
      this.#options.log('warn', 'sync.folder-refused', { code: toFailure(error).code });
    }
  }

  async #inbox(): Promise<FolderRecord | null> {
    const folders = await this.#options.mirror.query('folders', { accountId: this.#options.accountId });
    return folders.find((folder) => folder.role === 'inbox') ?? null;
  }
}
