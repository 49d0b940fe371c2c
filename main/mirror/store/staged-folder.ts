/** One folder while batches are worked out: what it will be, and what must be written for that. Memory and disk stay as they are. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { FlagChange, FolderChange, Renumbering } from '../protocol/batch.ts';
import type { Checkpoint, PageWrite } from '../protocol/records.ts';
import { onlyOf, type StagedBodies } from './body-pack.ts';
import { filterPage, flagPageOf, isFlagged, isShown, isUnread, joinPages, keywordsOf, normalBits } from './flag-page.ts';
import { mapped, renumbered, type Renumber } from './renumber.ts';
import type { FlagPage, StoredFolder } from './schema.ts';
import type { Spine } from './spine.ts';
import { joinRows } from './join-rows.ts';

/** New mail comes one by one: a page with fewer rows than this takes the next ones in, so that a window need not read a page per row. */
const SMALL_PAGE = 64;
const SMALL_BLOB = 48 * 1024;
/** UIDs named in one change; more are "many". */
const MOST_NAMED = 1000;

export class StagedFolder {
  record: StoredFolder;
  /** All that is stored under this id goes before anything is written. */
  fresh: boolean;
  /** Pages from this number on are not on disk yet. */
  readonly firstNewPage: number;
  /** Undefined until a part of the batch needs the rows. */
  spine: Spine | undefined;
  readonly flagPages = new Map<number, FlagPage | null>();
  readonly blobs = new Map<number, Uint8Array<ArrayBuffer> | null>();
  readonly orderChanges = new Map<number, { date: number; page: number } | null>();
  readonly previews = new Map<number, string>();
  bodies: StagedBodies[] = [];
  /** The texts that are stored go before any is written. */
  bodiesForgotten = false;
  /** Rows that are gone; their previews and bodies go too. */
  readonly forgotten = new Set<number>();
  /** Its rows have other UIDs than on disk: from one of there to one of now, undefined for those that are gone. */
  renumbering: Renumber | undefined;
  /** Something must be written. */
  dirty = false;
  /** News of the batch at hand. */
  changed = new Set<number>();
  allChanged = false;
  added = 0;
  vanished = 0;
  /** The record itself is new or has other facts. */
  listed = false;
  /** Rows of other folders are shown here, or not any more, or look other. */
  guestNews = false;

  constructor(record: StoredFolder, fresh: boolean, spine?: Spine) {
    this.record = { ...record };
    this.fresh = fresh;
    this.firstNewPage = record.nextPage;
    this.spine = spine;
  }

  /** New rows; UIDs that are here already are left out. `readBlob` reads a committed page. */
  async addPage(spine: Spine, write: PageWrite, readBlob: (page: number) => Promise<Uint8Array<ArrayBuffer> | undefined>): Promise<void> {
    let page = flagPageOf(write, this.record.nextPage);
    if (page.uids.length === 0) return;
    const first = page.uids[0] as number;
    if (spine.overlaps(first, page.uids.at(-1) as number)) page = filterPage(page, (uid) => !spine.find(uid));
    if (page.uids.length === 0) return;

    const tail = spine.page(this.record.nextPage - 1);
    let blob = new Uint8Array(write.rows);
    let whole = page;
    if (tail && !tail.born && page.uids.length < SMALL_PAGE && tail.uids.length < SMALL_PAGE && (tail.uids.at(-1) as number) < first) {
      const before = this.blobs.get(tail.page) ?? (await readBlob(tail.page));
      const joined = before && before.length < SMALL_BLOB ? joinRows(before, blob) : undefined;
      if (joined) {
        blob = joined;
        whole = joinPages(tail, page);
      }
    }
    if (whole === page) this.record.nextPage++;
    this.blobs.set(whole.page, blob);
    for (let i = 0; i < page.uids.length; i++) this.#count(page.uids[i] as number, FLAG.hidden, page.bits[i] as number, { date: page.dates[i] as number, page: whole.page });
    this.added += page.uids.length;
    this.#replace(spine, new Map([[whole.page, whole]]));
  }

  /** UIDVALIDITY changed: rows that were known again go on under their new UIDs, all others go. */
  renumber(spine: Spine, write: Renumbering): void {
    const { checkpoint } = this.record;
    if (checkpoint.uidValidity !== write.from) return;
    const { pages, shown, unread, flagged, gone, uidOf } = renumbered(spine, write);
    this.vanished += gone;
    this.allChanged = true;
    this.listed = true;
    const { guests } = this.record;
    this.record = { ...this.record, total: shown + (guests?.total ?? 0), unread: unread + (guests?.unread ?? 0), flagged: flagged + (guests?.flagged ?? 0), checkpoint: { uidValidity: write.uidValidity, uidNext: 0, highestModseq: '0', complete: false } };
    const before = this.renumbering;
    this.renumbering = before ? (uid) => mapped(before(uid), uidOf) : uidOf;
    // What is about old UIDs and not written yet: texts can be had again, the rest is on the map.
    this.bodies = [];
    this.forgotten.clear();
    this.changed.clear();
    this.orderChanges.clear();
    const previews = [...this.previews];
    this.previews.clear();
    for (const [uid, text] of previews) {
      const now = uidOf(uid);
      if (now !== undefined) this.previews.set(now, text);
    }
    for (const [number, page] of pages) if (!page) this.blobs.set(number, null);
    this.#replace(spine, pages);
  }

  setFlags(spine: Spine, changes: readonly FlagChange[]): void {
    const edited = new Map<number, FlagPage & { keywords: Record<number, readonly string[]> }>();
    for (const [uid, wanted, keywords] of changes) {
      const place = spine.find(uid);
      if (!place) continue;
      const { index } = place;
      const known = edited.get(place.page.page);
      const page = known ?? place.page;
      const bits = normalBits(wanted, keywords);
      const before = page.bits[index] as number;
      if (before === bits && sameWords(keywordsOf(page, uid), keywords)) continue;
      const editable = known ?? { ...place.page, bits: place.page.bits.slice(), keywords: { ...place.page.keywords } };
      edited.set(editable.page, editable);
      editable.bits[index] = bits;
      if (keywords.length > 0) editable.keywords[uid] = [...keywords];
      else Reflect.deleteProperty(editable.keywords, uid);
      this.#count(uid, before, bits, { date: editable.dates[index] as number, page: editable.page });
      this.changed.add(uid);
    }
    this.#replace(spine, edited);
  }

  vanish(spine: Spine, uids: readonly number[]): void {
    const touched = new Map<number, { page: FlagPage; gone: Set<number> }>();
    for (const uid of uids) {
      const place = spine.find(uid);
      if (!place) continue;
      const entry = touched.get(place.page.page) ?? { page: place.page, gone: new Set<number>() };
      touched.set(place.page.page, entry);
      if (entry.gone.has(uid)) continue;
      entry.gone.add(uid);
      this.#count(uid, place.page.bits[place.index] as number, FLAG.hidden, null);
      this.forgotten.add(uid);
      this.previews.delete(uid);
      this.changed.delete(uid);
      this.vanished++;
    }
    this.bodies = this.bodies.map((bodies) => onlyOf(bodies, (uid) => !this.forgotten.has(uid)));
    const pages = new Map<number, FlagPage | null>();
    for (const [number, { page, gone }] of touched) {
      const rest = filterPage(page, (uid) => !gone.has(uid));
      pages.set(number, rest.uids.length > 0 ? rest : null);
      if (rest.uids.length === 0) this.blobs.set(number, null);
    }
    this.#replace(spine, pages);
  }

  setPreview(spine: Spine, uid: number, text: string): void {
    if (!spine.find(uid)) return;
    this.previews.set(uid, text);
    this.changed.add(uid);
  }

  addBodies(spine: Spine, bodies: StagedBodies, uidValidity: number): void {
    // Texts that were fetched under an earlier UIDVALIDITY are of other messages.
    const own = this.record.checkpoint.uidValidity;
    if (own !== 0 && own !== uidValidity) return;
    const known = onlyOf(bodies, (uid) => spine.find(uid) !== undefined);
    if (known.uids.length === 0) return;
    this.bodies.push(known);
    this.dirty = true;
  }

  forgetBodies(): void {
    this.bodies = [];
    this.bodiesForgotten = true;
    this.dirty = true;
  }

  setGuests({ total, unread, flagged }: { total: number; unread: number; flagged: number }): void {
    const { record } = this;
    record.total += total - (record.guests?.total ?? 0);
    record.unread += unread - (record.guests?.unread ?? 0);
    record.flagged = (record.flagged ?? 0) + flagged - (record.guests?.flagged ?? 0);
    if (total > 0) record.guests = flagged > 0 ? { total, unread, flagged } : { total, unread };
    else delete record.guests;
    this.guestNews = true;
  }

  setCheckpoint(checkpoint: Checkpoint): void {
    const before = this.record.checkpoint;
    if (before.uidValidity !== 0 && before.uidValidity !== checkpoint.uidValidity) {
      // The same UIDs would name other messages from here on.
      throw fail('uid-validity-changed', say('engine-mirror.uidValidityKept'), { detail: `${before.uidValidity} to ${checkpoint.uidValidity}` });
    }
    if (JSON.stringify(before) === JSON.stringify(checkpoint)) return;
    this.record.checkpoint = { ...checkpoint };
    this.listed = true;
  }

  /** News since the last call, undefined if there are none; and whether the folder list is touched. */
  takeNews(): { listed: boolean; change: FolderChange | undefined } {
    const { record, added, vanished, changed, allChanged, listed } = this;
    const news = added > 0 || vanished > 0 || changed.size > 0 || allChanged || this.guestNews;
    if (news || listed) this.dirty = true;
    this.added = 0;
    this.vanished = 0;
    this.changed = new Set();
    this.allChanged = false;
    this.listed = false;
    this.guestNews = false;
    const named = allChanged || changed.size > MOST_NAMED ? null : [...changed];
    return { listed, change: news ? { folderId: record.id, added, changed: named, vanished, total: record.total, unread: record.unread } : undefined };
  }

  #count(uid: number, before: number, after: number, place: { date: number; page: number } | null): void {
    this.record.total += Number(isShown(after)) - Number(isShown(before));
    this.record.unread += Number(isUnread(after)) - Number(isUnread(before));
    this.record.flagged = (this.record.flagged ?? 0) + Number(isFlagged(after)) - Number(isFlagged(before));
    if (isShown(before) !== isShown(after)) this.orderChanges.set(uid, isShown(after) ? place : null);
  }

  #replace(spine: Spine, pages: ReadonlyMap<number, FlagPage | null>): void {
    for (const [number, page] of pages) this.flagPages.set(number, page);
    this.spine = spine.with(pages);
  }
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((word, i) => word === b[i]);
