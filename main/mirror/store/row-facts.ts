/** What lists are sorted and filtered by, column by column for each page: read from the summaries once, when a list needs it. */
import type { Table } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import { stripPrefixes } from '../../../shared/text/subject.ts';
import { decodeFacts, type RowFacts } from '../protocol/page-rows.ts';
import { personOf } from '../protocol/person.ts';
import type { MirrorDatabase } from './database.ts';
import { messageHash, messageHashes } from './message-hash.ts';
import type { FlagPage, LinkPage } from './schema.ts';
import { SortedWords } from './sorted-words.ts';
import type { Spine } from './spine.ts';
import type { StagedFolder } from './staged-folder.ts';

const FACTS = ['attached', 'senders', 'sizes', 'from', 'subject', 'messages'] as const;
export type Fact = (typeof FACTS)[number];
/** Numbers row by row, ascending UID; may have rows that are gone. `from` and `subject` are ids of words, `messages` are as message-hash makes them. */
export type PageFacts = { readonly uids: Uint32Array } & Partial<Record<Fact, Uint32Array>>;

/** Kept only where they were needed: they take longer to work out than to read. */
const COSTLY: ReadonlySet<Fact> = new Set(['from', 'subject', 'messages']);
/** What links say too. */
const LINKED: ReadonlySet<Fact> = new Set(['attached', 'senders', 'messages']);
/** Rows of all folders together; some 30 bytes each, and their words. */
const MOST_ROWS = 1_500_000;
const PAGES_AT_ONCE = 4;
let collator: Intl.Collator | undefined;
const compareWords = (a: string, b: string): number => (collator ??= new Intl.Collator(undefined, { sensitivity: 'base' })).compare(a, b);
const decoder = new TextDecoder();

export const senderWord = (name: string, address: string): string => (name.trim() || address);
/** Most subjects have no prefix, and this is asked for every message. */
export const subjectWord = (subject: string): string => (/[:：]/u.test(subject) ? stripPrefixes(subject) : subject.trim());

/** What it takes of a store. */
interface Readable {
  readonly db: MirrorDatabase;
  readonly memory: { spine(folderId: FolderId): Promise<Spine> };
  read<T>(tables: Table[], work: () => PromiseLike<T>): Promise<T>;
}

interface Place { folderId: FolderId; page: FlagPage }
/** What was read of a page: its links where they say enough, else its summaries. */
interface Found extends Place { link?: LinkPage; rows?: Uint8Array }
/** Pages that are being read while others are gone through, of a certain commit. */
interface Ahead { places: readonly Place[]; needed: string; commits: number; found: Promise<Found[]> }

export class FactBook {
  /** Counts what comes and goes. */
  version = 0;
  /** Counts commits that changed summaries. */
  #commits = 0;
  #ahead: Ahead | null = null;
  readonly #folders = new Map<FolderId, Map<number, PageFacts>>();
  #words = newWords();
  #rows = 0;

  words(fact: 'from' | 'subject'): SortedWords { return this.#words[fact]; }
  page(folderId: FolderId, page: number): PageFacts | undefined { return this.#folders.get(folderId)?.get(page); }

  /** Takes over what has just been committed. */
  publish(gone: Iterable<FolderId>, staged: Iterable<StagedFolder>): void {
    for (const id of gone) {
      this.#commits++;
      this.#forget(id);
    }
    for (const { fresh, renumbering, record, blobs } of staged) {
      if (fresh || renumbering || blobs.size > 0) this.#commits++;
      if (fresh || renumbering) this.#forget(record.id);
      for (const page of blobs.keys()) this.#drop(record.id, page);
    }
  }

  async knows(store: Readable, folders: readonly FolderId[], needed: readonly Fact[]): Promise<boolean> {
    return (await this.#missing(store, folders, needed)).length === 0;
  }

  /** Goes on until all facts are there, the latest pages first, or `isLate`. True: all are. `kept`: folders of which none is to be forgotten for them. */
  async prepare(store: Readable, folders: readonly FolderId[], needed: readonly Fact[], isLate: () => boolean, kept = folders): Promise<boolean> {
    let missing = await this.#missing(store, folders, needed);
    if (missing.length > 0 && this.#rows > MOST_ROWS && this.#clear(new Set(kept))) missing = await this.#missing(store, folders, needed);
    let ahead = this.#ahead;
    if (missing.length > 0) this.#ahead = null;
    while (missing.length > 0) {
      const reading = this.#reading(store, missing.splice(0, PAGES_AT_ONCE), needed, ahead);
      // The disk is slower than going through what it gave, and works elsewhere.
      ahead = missing.length > 0 ? this.#reading(store, missing.slice(0, PAGES_AT_ONCE), needed, null) : null;
      for (const found of await reading.found) this.#take(found, needed);
      if (missing.length > 0 && isLate()) {
        this.#ahead = ahead;
        return false;
      }
    }
    return needed.every((fact) => (fact !== 'from' && fact !== 'subject') || this.#words[fact].settle(isLate));
  }

  async #missing(store: Readable, folders: readonly FolderId[], needed: readonly Fact[]): Promise<{ folderId: FolderId; page: FlagPage }[]> {
    const missing: { folderId: FolderId; page: FlagPage }[] = [];
    for (const folderId of folders) {
      for (const page of (await store.memory.spine(folderId)).pages) {
        const facts = this.page(folderId, page.page);
        if (!facts || needed.some((fact) => !facts[fact])) missing.push({ folderId, page });
      }
    }
    return missing.sort((a, b) => (b.page.dates.at(-1) as number) - (a.page.dates.at(-1) as number));
  }

  /** `ahead` if it is that, and nothing has changed since. */
  #reading(store: Readable, places: readonly Place[], needed: readonly Fact[], ahead: Ahead | null): Ahead {
    const name = needed.join();
    const isThat = ahead?.needed === name && ahead.commits === this.#commits && ahead.places.length === places.length && ahead.places.every(({ page }, i) => page === places[i]!.page);
    if (isThat) return ahead;
    const found = this.#read(store, places, needed);
    found.catch(() => undefined); // awaited by whoever needs it, if anybody does
    return { places, needed: name, commits: this.#commits, found };
  }

  async #read(store: Readable, places: readonly Place[], needed: readonly Fact[]): Promise<Found[]> {
    const { db } = store;
    const keys = (some: readonly Place[]): [FolderId, number][] => some.map(({ folderId, page }) => [folderId, page.page]);
    const isLinked = needed.every((fact) => LINKED.has(fact));
    const links = isLinked ? await store.read([db.links], () => db.links.bulkGet(keys(places))) : [];
    const rest = places.filter((_, i) => !links[i]);
    const blobs = rest.length > 0 ? await store.read([db.pages], () => db.pages.bulkGet(keys(rest))) : [];
    return [
      ...places.flatMap((place, i): Found[] => (links[i] ? [{ ...place, link: links[i] }] : [])),
      ...rest.map((place, i): Found => (blobs[i] ? { ...place, rows: blobs[i].rows } : place)),
    ];
  }

  #take({ folderId, page, link, rows }: Found, needed: readonly Fact[]): void {
    if (!link) {
      this.#add(folderId, page, rows ? decoded(rows) : [], needed);
      return;
    }
    const before = this.page(folderId, page.page);
    const facts: PageFacts = { uids: link.uids, attached: Uint32Array.from(link.attached), senders: link.senders };
    if (needed.includes('messages')) facts.messages = messageHashes(link);
    this.#put(folderId, page.page, before && isSame(before.uids, link.uids) ? { ...before, ...facts } : facts);
  }

  #add(folderId: FolderId, page: FlagPage, rows: readonly RowFacts[], needed: readonly Fact[]): void {
    const born = page.born && new Map(Array.from(page.born.uids, (uid, i) => [uid, page.uids[i] as number]));
    const present = born ? rows.flatMap((row) => (born.has(row.uid) ? [{ ...row, uid: born.get(row.uid)! }] : [])) : [...rows];
    present.sort((a, b) => a.uid - b.uid);
    const before = this.page(folderId, page.page);
    const wanted = new Set<Fact>(needed);
    for (const fact of FACTS) if (!COSTLY.has(fact) || before?.[fact]) wanted.add(fact);
    const facts: PageFacts = { uids: Uint32Array.from(present, ({ uid }) => uid) };
    for (const fact of wanted) facts[fact] = Uint32Array.from(present, (row) => this.#value(fact, row));
    this.#put(folderId, page.page, facts);
  }

  #put(folderId: FolderId, page: number, facts: PageFacts): void {
    this.#drop(folderId, page);
    this.#rows += facts.uids.length;
    const folder = this.#folders.get(folderId) ?? new Map<number, PageFacts>();
    this.#folders.set(folderId, folder.set(page, facts));
    this.version++;
  }

  #value(fact: Fact, { size, subject, name, address, attached, messageId }: RowFacts): number {
    switch (fact) {
      case 'attached': return attached;
      case 'sizes': return Math.min(size, 0xffff_ffff);
      case 'senders': return address === '' ? 0 : personOf(address);
      case 'from': return this.#words.from.id(senderWord(name, address));
      case 'subject': return this.#words.subject.id(subjectWord(subject));
      case 'messages': return messageHash(messageId, address, subject);
    }
  }

  #drop(folderId: FolderId, page: number): void {
    const facts = this.page(folderId, page);
    if (!facts) return;
    this.#folders.get(folderId)?.delete(page);
    this.#rows -= facts.uids.length;
    this.version++;
  }

  #forget(folderId: FolderId): void {
    for (const page of [...(this.#folders.get(folderId)?.keys() ?? [])]) this.#drop(folderId, page);
    this.#folders.delete(folderId);
  }

  /** Words too: those of folders that go would stay for ever. */
  #clear(kept: ReadonlySet<FolderId>): boolean {
    if ([...this.#folders.keys()].every((id) => kept.has(id))) return false;
    for (const id of [...this.#folders.keys()]) this.#forget(id);
    this.#words = newWords();
    return true;
  }
}

const newWords = (): Record<'from' | 'subject', SortedWords> => ({ from: new SortedWords(compareWords), subject: new SortedWords(compareWords) });

const isSame = (a: Uint32Array, b: Uint32Array): boolean => a.length === b.length && a.every((one, i) => one === b[i]);

/** A damaged page says nothing of its rows; who asks for them is told, and the others have their order. */
function decoded(rows: Uint8Array): RowFacts[] {
  try {
    return [...decodeFacts(decoder.decode(rows))];
  } catch {
    return [];
  }
}
