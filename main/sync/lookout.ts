/** Finds out which folders of an account have changed: what the server tells by itself, a listing now and then, questions in between. */
import type { AccountId, FolderId } from '../../shared/ids.ts';
import { sameMailbox } from '../imap/commands/status.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock } from '../ports.ts';
import { roleUrgency, URGENCY } from './agenda.ts';
import { CountCheck } from './count-check.ts';
import { isStale, isThere, surveyFolders, sweepFolders, type FolderNews } from './folders.ts';
import { hasPassed, leftOf } from './passed.ts';
import { createSweep, SWEEP, type Sweep } from './sweep.ts';

/** Between two listings of all folders: where the server tells of changes, where one command gives every STATUS too, and elsewhere. */
const LISTING_MS = { told: 10 * 60_000, cheap: 60_000, dear: 5 * 60_000 } as const;
/** A folder that was missing is looked for again so soon. */
const DOUBTFUL_MS = 10_000;
/** Told of folders that come and go, we list them at most so often. */
const TOLD_MS = 2_000;

export interface LookoutOptions {
  accountId: AccountId;
  mirror: MirrorClient;
  clock: Clock;
  want(folderId: FolderId, urgency: number): void;
  /** Operations are on their way that change what the server counts there. */
  isBusy(folderId: FolderId): boolean;
  /** There is something to attend to. */
  kick(): void;
  /** Folders went, or are called otherwise: before the mirror shows it. */
  onFolders(change: FolderNews): Promise<void>;
}

export class Lookout {
  readonly #options: LookoutOptions;
  readonly #sweep: Sweep = createSweep();
  readonly #counts: CountCheck;
  #told = new Map<string, MailboxStatusItems>();
  #listed = -Infinity;
  /** From then to the next. */
  #listingMs = 0;
  /** List at once, and ask every folder. */
  #afresh = true;
  #cancelSoon: (() => void) | null = null;

  constructor(options: LookoutOptions) {
    this.#options = options;
    this.#counts = new CountCheck(options);
  }

  /** Everything is looked at anew with the next `attend`. */
  refresh(): void { this.#afresh = true; }

  /** The folder is on screen until the answer is called. */
  look(folderId: FolderId): () => void {
    this.#sweep.look(folderId, true);
    return () => this.#sweep.look(folderId, false);
  }

  /** Shown last. */
  get looked(): FolderId | null { return this.#sweep.looked.at(-1) ?? null; }

  /** It was synced: its next STATUS may wait. */
  synced(folderId: FolderId, changed: boolean): void {
    this.#sweep.asked(folderId, changed, this.#options.clock.now());
    this.#counts.synced(folderId);
  }

  /** The server told how a folder stands; null: it has lost count. */
  told(wireName: string | null, items: MailboxStatusItems): void {
    if (wireName === null) this.#afresh = true;
    else this.#told.set(wireName, { ...this.#told.get(wireName), ...items });
    this.#options.kick();
  }

  /** The server told of folders that came or went; mostly of several at once. */
  foldersChanged(): void {
    const { clock, kick } = this.#options;
    this.#cancelSoon ??= clock.after(Math.max(TOLD_MS / 4, leftOf(TOLD_MS, this.#listed, clock.now())), () => {
      this.#cancelSoon = null;
      this.#listingMs = 0;
      kick();
    });
  }

  stop(): void {
    this.#cancelSoon?.();
    this.#cancelSoon = null;
  }

  /** Asks the server what it is time to ask, and wants what has changed. `tellsAll`: it tells of changes by itself. Answers whether it was asked for a listing. Rejects with FailureError. */
  async attend(session: Session, tellsAll: boolean): Promise<boolean> {
    if (this.#told.size) await this.#heed();
    const now = this.#options.clock.now();
    if (this.#afresh || hasPassed(this.#listingMs, this.#listed, now)) {
      await this.#list(session, tellsAll, now);
      return true;
    }
    if (!tellsAll) await this.#ask(session, now);
    return false;
  }

  /** Milliseconds until there may be something to ask again. `listens`: in the folder on screen. */
  restMs(tellsAll: boolean, listens: boolean): number {
    const listing = this.#afresh ? 0 : leftOf(this.#listingMs, this.#listed, this.#options.clock.now());
    return tellsAll ? listing : Math.min(listens ? SWEEP.first : SWEEP.looked, listing);
  }

  async #list(session: Session, tellsAll: boolean, now: number): Promise<void> {
    const { accountId, mirror } = this.#options;
    const all = this.#afresh;
    const cheap = session.capabilities.has('LIST-STATUS');
    // Before the question: who asks for another one while it is under way gets another one.
    this.#afresh = false;
    this.#listed = now;
    this.#listingMs = tellsAll ? LISTING_MS.told : cheap ? LISTING_MS.cheap : LISTING_MS.dear;
    const { folders, asked, stale, doubtful } = await surveyFolders(session, accountId, mirror, {
      counts: this.#counts,
      onFolders: (change) => this.#options.onFolders(change),
      ...(all ? {} : { mayWait: (id) => tellsAll || this.#sweep.due([id], now).length === 0 }),
    });
    if (doubtful) this.#listingMs = Math.min(this.#listingMs, DOUBTFUL_MS);
    this.#note(folders, asked, stale, now);
    this.#sweep.forget(new Set(folders.map(({ id }) => id)));
  }

  async #ask(session: Session, now: number): Promise<void> {
    if (this.#sweep.due(this.#sweep.known, now).length === 0) return;
    const folders = (await this.#folders()).filter((folder) => isThere(folder) && folder.checkpoint.complete);
    const due = new Set(this.#sweep.due(folders.map(({ id }) => id), now));
    const asked = folders.filter(({ id }) => due.has(id));
    this.#note(folders, [...due], await sweepFolders(session, asked, this.#counts), now);
  }

  async #heed(): Promise<void> {
    const told = this.#told;
    this.#told = new Map();
    const folders = await this.#folders();
    const stale: FolderId[] = [];
    for (const [wireName, items] of told) {
      const folder = folders.find((one) => sameMailbox(one.wireName, wireName));
      if (!folder) this.foldersChanged();
      else if (folder.checkpoint.complete && isStale(folder, items)) stale.push(folder.id);
    }
    this.#note(folders, stale, stale, this.#options.clock.now());
  }

  #note(folders: readonly FolderRecord[], asked: readonly FolderId[], stale: readonly FolderId[], now: number): void {
    const changed = new Set(stale);
    const questioned = new Set(asked);
    // A server may say nothing while it is idled on: the inbox is asked as often as a busy folder.
    for (const { id, role } of folders) if (questioned.has(id)) this.#sweep.asked(id, changed.has(id) || role === 'inbox', now);
    for (const { id, role, checkpoint } of folders) if (changed.has(id)) this.#options.want(id, (checkpoint.complete ? URGENCY.news : URGENCY.head) + roleUrgency(role) / 10);
  }

  #folders(): Promise<FolderRecord[]> {
    return this.#options.mirror.query('folders', { accountId: this.#options.accountId });
  }
}
