/** Guests of folders while batches are worked out: who comes and goes, who has arrived, and what is shown of the others. */
import { splitFolderId, type AccountId, type FolderId } from '../../../shared/ids.ts';
import type { Batch } from '../protocol/batch.ts';
import type { Guests } from '../protocol/guest.ts';
import type { PageWrite, SummaryRow } from '../protocol/records.ts';
import { keywordsOf, uint32 } from './flag-page.ts';
import { asGuest, countGuests, newestFirst, placeName, sight, type GuestList, type StoredGuest } from './guest-list.ts';
import { looseRows } from './loose-rows.ts';
import type { Spine } from './spine.ts';
import type { StagedFolder } from './staged-folder.ts';
import type { Store } from './store.ts';
import { decodeSummaries } from './summary-cache.ts';

/** How to get at the folders that are being worked out. */
export interface Reach {
  find(id: FolderId): StagedFolder | undefined;
  spine(folder: StagedFolder): Promise<Spine>;
}

export class StagedGuests {
  /** Lists that differ from those on disk. */
  readonly lists = new Map<FolderId, GuestList>();
  readonly #store: Store;
  readonly #reach: Reach;
  /** Folders that have another list since they were last settled. */
  readonly #replaced = new Set<FolderId>();

  constructor(store: Store, reach: Reach) {
    this.#store = store;
    this.#reach = reach;
  }

  /** Nothing to do, as nearly always. */
  get none(): boolean { return this.lists.size === 0 && this.#store.memory.guests.size === 0; }

  list(id: FolderId): GuestList | undefined { return this.lists.get(id) ?? this.#store.memory.guests.get(id); }

  set({ of = [], lists }: Guests): void {
    const named = new Set(lists.map(({ folderId }) => folderId));
    for (const account of of) for (const { folderId } of this.#ofAccount(account)) if (!named.has(folderId)) this.#replace({ folderId, guests: [] });
    // One that goes on to another folder, or back, takes along what is left of its row.
    const rows = new Map(lists.length > 0 ? this.#all().flatMap(({ guests }) => guests.flatMap(({ place, kept }) => (kept ? [[placeName(place), kept] as const] : []))) : []);
    for (const { folderId, guests } of lists) {
      const before = new Map(this.list(folderId)?.guests.map((guest) => [placeName(guest.place), guest]));
      const from = this.#reach.find(folderId)?.record.checkpoint.uidNext ?? 0;
      this.#replace({
        folderId,
        guests: guests.map((guest): StoredGuest => ({ from, met: 0, kept: rows.get(placeName(guest.place)) ?? null, shown: false, date: 0, bits: 0, keywords: [], ...before.get(placeName(guest.place)), ...guest, ...(guest.mask ? {} : { mask: undefined }) } as StoredGuest)),
      });
    }
  }

  forget(account: AccountId): void {
    for (const { folderId } of this.#ofAccount(account)) this.#replace({ folderId, guests: [] });
  }

  /** Before a page is added: a row that comes new and is a guest takes its place. */
  async meet({ folderId, uids, rows }: PageWrite): Promise<void> {
    const list = this.list(folderId);
    const folder = this.#reach.find(folderId);
    const waiting = list?.guests.filter(({ met }) => met === 0) ?? [];
    if (!list || !folder || waiting.length === 0) return;
    const lowest = waiting.reduce((low, { from }) => Math.min(low, from), Infinity);
    const spine = await this.#reach.spine(folder);
    const fresh = [...uint32(uids)].filter((uid) => uid >= lowest && !spine.find(uid));
    if (fresh.length === 0) return;
    const summaries = decodeSummaries(rows, 'a page to be added');
    const bySight = Map.groupBy(fresh.filter((uid) => summaries.has(uid)), (uid) => sight(summaries.get(uid)!));
    const own = await this.#summaries(waiting);
    const met = new Map<StoredGuest, number>();
    for (const guest of waiting) {
      const summary = own.get(guest);
      const same = summary && bySight.get(sight(summary));
      const at = same?.findIndex((uid) => uid >= guest.from) ?? -1;
      if (same && at >= 0) met.set(guest, same.splice(at, 1)[0]!);
    }
    if (met.size > 0) this.#replace({ folderId, guests: list.guests.map((guest) => (met.has(guest) ? { ...guest, met: met.get(guest)! } : guest)) });
  }

  /** Messages have been put under their UIDs: those of them that were guests are not any more. */
  arrived(folderId: FolderId, from: { folderId: FolderId; uidValidity: number }, now: ReadonlyMap<number, number>): void {
    const list = this.list(folderId);
    const uidOf = ({ place, met }: StoredGuest): number | undefined => (met === 0 && place.folderId === from.folderId && place.uidValidity === from.uidValidity ? now.get(place.uid) : undefined);
    if (list?.guests.some((guest) => uidOf(guest) !== undefined)) this.#replace({ folderId, guests: list.guests.map((guest) => ({ ...guest, met: uidOf(guest) ?? guest.met })) });
  }

  /** Before rows go: guests that look like them keep a copy, since they may have gone to where the guests are. Null: all rows of the folder. */
  async keep(folderId: FolderId, uids: readonly number[] | null): Promise<void> {
    const folder = this.#reach.find(folderId);
    if (!folder) return;
    const gone = uids && new Set(uids);
    const concerned = ({ source, kept, met }: StoredGuest): boolean =>
      source.folderId === folderId && source.uidValidity === folder.record.checkpoint.uidValidity && !kept && met === 0 && (!gone || gone.has(source.uid));
    for (const list of this.#all()) {
      const wanted = list.guests.filter(concerned);
      if (wanted.length === 0) continue;
      const rows = await looseRows(this.#store, folder, await this.#reach.spine(folder), wanted.map(({ source }) => source.uid));
      this.#replace({ folderId: list.folderId, guests: list.guests.map((guest) => (concerned(guest) ? { ...guest, kept: rows.get(guest.source.uid) ?? null } : guest)) });
    }
  }

  /** Works out again what the batch may have changed. `removed`: folders that it removed. Answers the folders whose guests are others, or look other. */
  async settle(batch: Batch, removed: ReadonlySet<FolderId>): Promise<Set<FolderId>> {
    const changed = new Set<FolderId>();
    if (this.none) return changed;
    const touched = foldersIn(batch, removed);
    for (const list of this.#all()) {
      const concerned = this.#replaced.has(list.folderId) || touched === null || touched.has(list.folderId) || list.guests.some(({ source }) => touched.has(source.folderId));
      if (!concerned) continue;
      const guests = newestFirst(await Promise.all(list.guests.map((guest) => this.#weigh(list.folderId, guest))));
      const next = { folderId: list.folderId, guests };
      if (this.#replaced.has(list.folderId) || guests.some((guest, i) => guest !== list.guests[i])) this.lists.set(list.folderId, next);
      else if (this.#counted(next)) continue;
      changed.add(list.folderId);
    }
    this.#replaced.clear();
    return changed;
  }

  /** A folder that is new, or was emptied, does not count them yet. */
  #counted(list: GuestList): boolean {
    const record = this.#reach.find(list.folderId)?.record;
    const { total, unread } = countGuests(list);
    return record === undefined || ((record.guests?.total ?? 0) === total && (record.guests?.unread ?? 0) === unread);
  }

  /** The same guest if nothing about it has changed. */
  async #weigh(folderId: FolderId, guest: StoredGuest): Promise<StoredGuest> {
    const { bits, keywords, date, shown } = await this.#look(folderId, guest);
    if (shown === guest.shown && date === guest.date && bits === guest.bits && keywords.join(' ') === guest.keywords.join(' ')) return guest;
    return { ...guest, shown, date, bits, keywords };
  }

  async #look(folderId: FolderId, { source, mask, met, kept, ...before }: StoredGuest): Promise<Pick<StoredGuest, 'shown' | 'date' | 'bits' | 'keywords'>> {
    const away = { shown: false, date: before.date, bits: before.bits, keywords: before.keywords };
    if (met > 0) {
      const here = this.#reach.find(folderId);
      if (here && (await this.#reach.spine(here)).find(met)) return away;
    }
    if (kept) return { shown: true, date: kept.summary[1], ...asGuest(kept.bits, kept.keywords, mask) };
    const folder = this.#reach.find(source.folderId);
    const place = folder?.record.checkpoint.uidValidity === source.uidValidity ? (await this.#reach.spine(folder)).find(source.uid) : undefined;
    if (!place) return away;
    const { page, index } = place;
    return { shown: true, date: page.dates[index] as number, ...asGuest(page.bits[index] as number, keywordsOf(page, source.uid), mask) };
  }

  async #summaries(guests: readonly StoredGuest[]): Promise<Map<StoredGuest, SummaryRow>> {
    const found = new Map<StoredGuest, SummaryRow>();
    for (const [id, own] of Map.groupBy(guests, ({ source }) => source.folderId)) {
      const folder = this.#reach.find(id);
      const rows = folder ? await looseRows(this.#store, folder, await this.#reach.spine(folder), own.flatMap(({ source, kept }) => (kept ? [] : [source.uid]))) : undefined;
      for (const guest of own) {
        const { source, kept } = guest;
        const summary = kept?.summary ?? (folder?.record.checkpoint.uidValidity === source.uidValidity ? rows?.get(source.uid)?.summary : undefined);
        if (summary) found.set(guest, summary);
      }
    }
    return found;
  }

  #replace(list: GuestList): void {
    if (list.guests.length === 0 && !this.list(list.folderId)) return;
    this.lists.set(list.folderId, list);
    this.#replaced.add(list.folderId);
  }

  #ofAccount(account: AccountId): GuestList[] { return this.#all().filter(({ folderId }) => splitFolderId(folderId).accountId === account); }

  #all(): GuestList[] { return [...new Map([...this.#store.memory.guests, ...this.lists]).values()]; }
}

/** Null: it may concern any. */
function foldersIn({ removeAccounts = [], folders = [], folderFacts = [], resetFolders = [], renumbered = [], pages = [], flags = [], arrivals = [], marks = [], vanished = [], checkpoints = [] }: Batch, removed: Iterable<FolderId>): ReadonlySet<FolderId> | null {
  if (removeAccounts.length > 0) return null;
  return new Set([
    ...removed, ...folders.map(({ id }) => id), ...folderFacts.map(({ id }) => id), ...arrivals.flatMap(({ from, to }) => [from.folderId, to.folderId]),
    ...[...resetFolders, ...renumbered, ...pages, ...flags, ...marks, ...vanished, ...checkpoints].map(({ folderId }) => folderId),
  ]);
}
