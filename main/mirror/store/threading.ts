/** Keeps what is known about conversations in step with the pages: page by page when there is time, and before somebody asks. */
import { Dexie } from 'dexie';
import { splitFolderId, type AccountId, type FolderId } from '../../../shared/ids.ts';
import { Conversations } from './conversations.ts';
import type { MirrorDatabase } from './database.ts';
import { linkPage } from './link-page.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { FailureError } from '../../../shared/failure.ts';
import type { FlagPage, LinkPage, SummaryPage } from './schema.ts';
import { shapePage } from './shape-page.ts';
import type { StagedFolder } from './staged-folder.ts';
import { decodeSummaries } from './summary-cache.ts';
import { ThreadLists } from './thread-lists.ts';
import { isFull, transact } from './transaction.ts';

/** Pages worked through at once: some ten milliseconds. */
const PAGES_A_STEP = 4;
/** Pages worked through before a question is answered; the others follow when there is time. */
const PAGES_BEFORE_ANSWER = 16;
/** Rows of all accounts kept in memory; about 80 bytes each. */
const MOST_ROWS = 2_000_000;

export class Threading {
  readonly lists = new ThreadLists();
  readonly #db: MirrorDatabase;
  readonly #deadline: number;
  /** Pages without a link page, undefined until the tables have been compared. */
  #todo: Map<FolderId, Set<number>> | undefined;
  /** The disk is full: not again before something was written. */
  #full = false;
  /** Least recently used first. */
  readonly #accounts = new Map<AccountId, Conversations>();

  constructor(db: MirrorDatabase, deadline: number) {
    this.#db = db;
    this.#deadline = deadline;
  }

  /** Whether nothing is left that can be done now. */
  get idle(): boolean { return this.#full || this.#todo?.size === 0; }

  /** Takes over what has just been committed. */
  publish(gone: Iterable<FolderId>, staged: Iterable<StagedFolder>): void {
    this.#full = false;
    const folders = [...staged];
    const removed = [...gone];
    this.lists.publish(removed, folders);
    for (const id of removed) this.#forget(id);
    for (const { fresh, record, blobs, renumbering, spine } of folders) {
      if (fresh || renumbering) this.#forget(record.id);
      if (this.#todo && renumbering) for (const { page } of spine?.pages ?? []) this.#mark(this.#todo, record.id, page, true);
      if (this.#todo) for (const [page, rows] of blobs) this.#mark(this.#todo, record.id, page, rows !== null);
    }
  }

  /** Works through some pages. False if none are left, or cannot be kept now. */
  async step(): Promise<boolean> {
    for (const [folderId, pages] of await this.#missing()) {
      await this.#make(folderId, [...pages].slice(0, PAGES_A_STEP));
      return !this.#full;
    }
    return false;
  }

  /** The account's conversations, the page asked for among them; `complete`: with all others too. */
  async conversations(accountId: AccountId, asked?: { folderId: FolderId; page: number }): Promise<{ conversations: Conversations; complete: boolean }> {
    const conversations = this.#accounts.get(accountId) ?? (await this.#load(accountId));
    this.#accounts.delete(accountId);
    this.#accounts.set(accountId, conversations);
    const todo = await this.#missing();
    if (asked && todo.get(asked.folderId)?.has(asked.page)) await this.#make(asked.folderId, [asked.page]);
    let budget = PAGES_BEFORE_ANSWER;
    let complete = true;
    for (const [folderId, pages] of todo) {
      if (splitFolderId(folderId).accountId !== accountId) continue;
      // The highest numbers are of the latest arrivals.
      const now = [...pages].sort((a, b) => b - a).slice(0, budget);
      if (now.length < pages.size) complete = false;
      budget -= now.length;
      if (now.length > 0) await this.#make(folderId, now);
    }
    this.#evict();
    return { conversations, complete };
  }

  /** Whether an account's conversations are put together already. */
  knows(accountId: AccountId): boolean {
    return this.#accounts.has(accountId);
  }

  /** What some pages of a folder say of each other, where all of the account would take too long. */
  async onlyOf(folderId: FolderId, pages: ReadonlySet<number>): Promise<Conversations> {
    const conversations = new Conversations();
    const { links } = this.#db;
    const known = await transact(this.#db, 'r', [links], () => links.bulkGet([...pages].map((page): [FolderId, number] => [folderId, page])), this.#deadline);
    const made = new Set<number>();
    for (const page of known) {
      if (!page) continue;
      conversations.add(page);
      made.add(page.page);
    }
    const missing = [...pages].filter((page) => !made.has(page));
    if (missing.length > 0) for (const page of await this.#make(folderId, missing)) conversations.add(page);
    return conversations;
  }

  async #missing(): Promise<Map<FolderId, Set<number>>> {
    if (this.#todo) return this.#todo;
    const { pages, links } = this.#db;
    const [there, made] = await transact(this.#db, 'r', [pages, links], () => Promise.all([pages.toCollection().primaryKeys(), links.toCollection().primaryKeys()]), this.#deadline);
    const todo = new Map<FolderId, Set<number>>();
    for (const [folderId, page] of there) this.#mark(todo, folderId, page, true);
    for (const [folderId, page] of made) this.#mark(todo, folderId, page, false);
    this.#todo = todo;
    return todo;
  }

  #mark(todo: Map<FolderId, Set<number>>, folderId: FolderId, page: number, missing: boolean): void {
    const pages = todo.get(folderId) ?? new Set();
    if (missing) pages.add(page);
    else pages.delete(page);
    if (pages.size > 0) todo.set(folderId, pages);
    else todo.delete(folderId);
  }

  async #make(folderId: FolderId, numbers: readonly number[]): Promise<LinkPage[]> {
    const { pages, flags, links, shapes } = this.#db;
    const keys = numbers.map((page): [FolderId, number] => [folderId, page]);
    const [blobs, flagPages] = await transact(this.#db, 'r', [pages, flags], () => Promise.all([pages.bulkGet(keys), flags.bulkGet(keys)]), this.#deadline);
    const rows = blobs.flatMap((blob, i) => (blob ? [{ page: blob.page, rows: [...underPresentUids(readable(blob), flagPages[i])] }] : []));
    const made = rows.map((one) => linkPage(folderId, one.page, one.rows));
    try {
      await transact(this.#db, 'rw', [links, shapes], () => Promise.all([links.bulkPut(made), shapes.bulkPut(rows.map((one) => shapePage(folderId, one.page, one.rows)))]), this.#deadline);
      this.#full = false;
    } catch (error) {
      if (!isFull(error)) throw error;
      // Used all the same; what is not kept is made again.
      this.#full = true;
    }
    const conversations = this.#accounts.get(splitFolderId(folderId).accountId);
    for (const page of made) conversations?.add(page);
    if (this.#todo && !this.#full) for (const page of numbers) this.#mark(this.#todo, folderId, page, false);
    return made;
  }

  async #load(accountId: AccountId): Promise<Conversations> {
    const conversations = new Conversations();
    const { links } = this.#db;
    const range = links.where('[folderId+page]').between([`${accountId}/`, Dexie.minKey], [`${accountId}/\uffff`, Dexie.maxKey]);
    for (const page of await transact(this.#db, 'r', [links], () => range.toArray(), this.#deadline)) conversations.add(page);
    return conversations;
  }

  /** What a folder linked cannot be taken out again: the account's conversations are put together anew when somebody asks. */
  #forget(id: FolderId): void {
    this.#todo?.delete(id);
    this.#accounts.delete(splitFolderId(id).accountId);
  }

  #evict(): void {
    let rows = 0;
    for (const { size } of this.#accounts.values()) rows += size;
    for (const [id, { size }] of this.#accounts) {
      if (rows <= MOST_ROWS || this.#accounts.size === 1) return;
      rows -= size;
      this.#accounts.delete(id);
    }
  }
}

/** A damaged page links nothing; who asks for its rows is told, and the others still have their conversations. */
function readable({ page, rows }: SummaryPage): Iterable<SummaryRow> {
  try {
    return decodeSummaries(rows, `page ${page}`).values();
  } catch (error) {
    if (error instanceof FailureError) return [];
    throw error;
  }
}

function underPresentUids(rows: Iterable<SummaryRow>, page: FlagPage | undefined): Iterable<SummaryRow> {
  if (!page?.born) return rows;
  const now = new Map(Array.from(page.born.uids, (uid, i) => [uid, page.uids[i] as number]));
  return [...rows].flatMap((row) => {
    const uid = now.get(row[0]);
    return uid === undefined ? [] : [row.with(0, uid) as SummaryRow];
  });
}
