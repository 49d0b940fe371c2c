/** Notices new mail and keeps one note for each folder. What was there before, what we moved ourselves and what somebody is looking at is not told. */
import { FLAG } from '../../shared/model/flags.ts';
import type { FolderId, MessageId } from '../../shared/ids.ts';
import { isFailure } from '../../shared/failure.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Note } from '../../shared/model/note.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ListView } from '../../shared/model/view.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { messageRow } from '../mirror/message-row.ts';
import type { FolderRecord, SummaryRow } from '../mirror/protocol/records.ts';
import { isUsable } from '../mirror/usable.ts';
import type { Clock, Log } from '../ports.ts';
import { isSeenIn, isToldOf } from './what-to-tell.ts';

/** New mail that comes in one go is told in one go. */
const GATHER_MS = 400;
/** Newest rows that are looked through; more that came at once are counted, not named. */
const LOOKED_AT = 100;
const NAMED = 3;

export interface NewMailOptions {
  mirror: MirrorClient;
  clock: Clock;
  log: Log;
  settings(): Settings;
  settingsChanged: Emitter<void>;
  emailOf(folder: FolderRecord): string | undefined;
  /** Message-IDs of what the user has moved or copied here or elsewhere. */
  ownMoves(): ReadonlySet<string>;
}

/** `at`: of the note that was the first to tell of it. */
interface Told { readonly row: MessageRow; readonly at: number }
/** UIDs from `from` on are new; those in `fresh` are told of. */
interface Watch { uidValidity: number; from: number; fresh: Map<number, Told> }

export class NewMail {
  readonly changed: Emitter<void> = createEmitter<void>();
  readonly #options: NewMailOptions;
  readonly #watches = new Map<FolderId, Watch>();
  readonly #notes = new Map<FolderId, Note>();
  readonly #quiet = new Set<ListView>();
  readonly #waiting = new Map<FolderId, () => void>();
  readonly #offs: (() => void)[];
  #stopped = false;

  constructor(options: NewMailOptions) {
    this.#options = options;
    const { mirror, settingsChanged } = options;
    // As the mirror was left, and as a first sync leaves it: what comes in after that is new, also while nobody was here.
    const begin = (): void => { if (isUsable(mirror)) void this.#guarded(async () => this.#beginAll(await mirror.query('folders', {}))); };
    this.#offs = [
      mirror.onState(begin),
      mirror.onChanges(({ folders, folderList }) => {
        if (folderList) begin();
        for (const { folderId, added } of folders) if (this.#watches.has(folderId) && (added > 0 || this.#notes.has(folderId))) this.#look(folderId);
      }),
      settingsChanged.on(() => { for (const id of this.#notes.keys()) this.#look(id); }),
    ];
    begin();
  }

  notes(): readonly Note[] { return [...this.#notes.values()]; }

  /** A window shows this in front of the user, until the answer is called. */
  quiet(view: ListView): () => void {
    const own = { ...view };
    this.#quiet.add(own);
    for (const id of this.#notes.keys()) this.#look(id);
    return () => void this.#quiet.delete(own);
  }

  /**
   * Put away: what it told of is told of no more. Answers it, and all messages that it told of, the newest first.
   * `at`: as it was then. What has come since, nobody had seen when the note was answered: it is told anew.
   */
  dismiss(id: string, at = Infinity): { note: Note; messageIds: MessageId[] } | undefined {
    const note = this.notes().find((one) => one.id === id);
    const watch = note && this.#watches.get(note.folderId);
    if (!watch) return undefined;
    const seen = new Map([...watch.fresh].filter(([, told]) => told.at <= at));
    for (const uid of seen.keys()) watch.fresh.delete(uid);
    this.#drop(note.folderId);
    if (watch.fresh.size > 0) this.#look(note.folderId);
    return { note, messageIds: newestFirst(seen).map((row) => row.id) };
  }

  stop(): void {
    this.#stopped = true;
    for (const off of this.#offs) off();
    for (const cancel of this.#waiting.values()) cancel();
  }

  /** What was told of a folder goes with it: of one that is gone no other change is heard. */
  #beginAll(folders: readonly FolderRecord[]): void {
    const there = new Set(folders.map(({ id }) => id));
    for (const id of this.#notes.keys()) if (!there.has(id)) this.#drop(id);
    for (const folder of folders) this.#begin(folder);
  }

  #begin({ id, checkpoint }: FolderRecord): void {
    if (checkpoint.complete && !this.#watches.has(id)) this.#watches.set(id, { uidValidity: checkpoint.uidValidity, from: checkpoint.uidNext, fresh: new Map() });
  }

  #look(id: FolderId): void {
    if (this.#waiting.has(id)) return;
    this.#waiting.set(id, this.#options.clock.after(GATHER_MS, () => {
      this.#waiting.delete(id);
      void this.#guarded(() => this.#check(id));
    }));
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The next change looks again.
      if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
      this.#options.log('debug', 'notifications.mirror-away');
    }
  }

  async #check(id: FolderId): Promise<void> {
    const { mirror, settings, emailOf, ownMoves, clock } = this.#options;
    const folder = (await mirror.query('folders', {})).find((one) => one.id === id);
    const email = folder && emailOf(folder);
    if (!folder || email === undefined) return this.#drop(id);
    const watch = this.#watches.get(id);
    // A first sync, or all of it anew: nothing of that is new mail.
    if (!watch || watch.uidValidity !== folder.checkpoint.uidValidity) {
      this.#watches.delete(id);
      this.#drop(id);
      return this.#begin(folder);
    }
    const chosen = settings();
    if (!isToldOf(folder, chosen) || [...this.#quiet].some((view) => isSeenIn(view, folder, chosen))) {
      watch.from = Math.max(watch.from, folder.checkpoint.uidNext);
      watch.fresh.clear();
      return this.#drop(id);
    }
    const window = await mirror.query('window', { folderId: id, from: 0, count: LOOKED_AT });
    if (this.#stopped || window.uidValidity !== watch.uidValidity) return;
    const moved = ownMoves();
    const now = clock.now();
    const standing = new Map<number, Told>();
    let { from } = watch;
    for (const row of window.rows) {
      const [uid, , , , , , , messageId] = row.summary as SummaryRow;
      if (row.at || uid < watch.from && !watch.fresh.has(uid)) continue;
      from = Math.max(from, uid + 1);
      const isOpen = (row.flags & (FLAG.seen | FLAG.deleted | FLAG.hidden | FLAG.draft | FLAG.junk)) === 0;
      if (isOpen && !(messageId !== '' && moved.has(messageId))) standing.set(uid, { row: messageRow(id, window.uidValidity, row), at: watch.fresh.get(uid)?.at ?? now });
    }
    const before = this.#notes.get(id);
    const hasMore = [...standing.keys()].some((uid) => !watch.fresh.has(uid));
    watch.from = from;
    watch.fresh = standing;
    this.#tell(folder, email, standing, chosen.notifications.details, before && !hasMore ? before.at : now);
  }

  #tell(folder: FolderRecord, email: string, fresh: ReadonlyMap<number, Told>, details: boolean, at: number): void {
    if (fresh.size === 0) return this.#drop(folder.id);
    const messages = newestFirst(fresh).slice(0, NAMED).map(({ id, from, subject, preview }) => ({ id, from: from[0] ?? { name: '', address: '' }, subject, preview: preview ?? '' }));
    const note: Note = {
      id: folder.id, accountId: folder.accountId, folderId: folder.id, folderName: folder.role === 'inbox' ? '' : folder.name, email,
      count: fresh.size, messages, details, at,
    };
    if (JSON.stringify(note) === JSON.stringify(this.#notes.get(folder.id))) return;
    this.#notes.set(folder.id, note);
    this.changed.emit();
  }

  #drop(id: FolderId): void { if (this.#notes.delete(id)) this.changed.emit(); }
}

const newestFirst = (fresh: ReadonlyMap<number, Told>): MessageRow[] => [...fresh.values()].map(({ row }) => row).sort((a, b) => b.date - a.date);
