/** Which messages of an account belong together: union-find over hashed Message-IDs, grown page by page in any order, the same in the end. */
import type { FolderId } from '../../../shared/ids.ts';
import { DisjointSets } from '../../../shared/threading/disjoint-sets.ts';
import { GrowingNumbers } from '../../../shared/threading/growing-numbers.ts';
import { PairTable } from '../../../shared/threading/pair-table.ts';
import { mayHold } from './link-page.ts';
import { positionOf } from './flag-page.ts';
import type { LinkPage } from './schema.ts';

/** An answer that names nothing belongs to a message of so many seconds before it at most; clocks may differ by an hour. */
const ANSWERED_WITHIN = 14 * 86_400;
const CLOCKS_DIFFER = 3600;
/** Rows of the same subject compared with one row at most. */
const MOST_COMPARED = 100;

export interface ConversationRow {
  folderId: FolderId;
  page: number;
  uid: number;
  date: number;
  /** Rows that agree in this, date and subject are copies of one message, or claim to be. */
  message: number;
  subject: number;
  attached: boolean;
}

/** Told what changes in conversations that are known: for lists made of them. */
export interface Follower {
  /** `lost` is `kept` from now on; both as `conversation` names them. */
  joined(lost: number, kept: number): void;
  added(folderId: FolderId, uid: number): void;
}

/** Rows of one page that came together. */
interface Chunk { uids: Uint32Array; first: number }

export class Conversations {
  /** Counts every addition. */
  version = 0;
  readonly #ids = new PairTable();
  /** Elements by number of the id. Messages without an id have elements of their own. */
  readonly #elements = new GrowingNumbers();
  readonly #sets = new DisjointSets();
  /** First row of an element, plus one; rows of the same element are chained. */
  readonly #firstRow = new GrowingNumbers();
  readonly #nextRow = new GrowingNumbers();
  readonly #folders: FolderId[] = [];
  readonly #folderOf = new GrowingNumbers();
  readonly #pages = new GrowingNumbers();
  readonly #uids = new GrowingNumbers();
  readonly #dates = new GrowingNumbers();
  readonly #elementOf = new GrowingNumbers();
  readonly #senders = new GrowingNumbers();
  readonly #peopleLow = new GrowingNumbers();
  readonly #peopleHigh = new GrowingNumbers();
  readonly #attached = new GrowingNumbers();
  /** By subject: first row that is a loose answer, and first that is none, plus one; chained. */
  readonly #subjects = new PairTable();
  readonly #firstLoose = new GrowingNumbers();
  readonly #firstFirm = new GrowingNumbers();
  readonly #nextOfSubject = new GrowingNumbers();
  readonly #subjectOf = new GrowingNumbers();
  readonly #chunks = new Map<FolderId, Map<number, Chunk[]>>();
  readonly #followers = new Set<Follower>();

  get size(): number { return this.#uids.length; }

  /** Rows that are known already are passed over. */
  add(page: LinkPage): void {
    this.version++;
    const folder = this.#folder(page.folderId);
    const chunks = folder.pages.get(page.page) ?? [];
    const fresh: number[] = [];
    const first = this.size;
    let link = 0;
    for (let i = 0; i < page.uids.length; i++) {
      const links = page.counts[i] as number;
      if (this.#rowIn(chunks, page.uids[i] as number) < 0) {
        fresh.push(page.uids[i] as number);
        this.#addRow(page, i, folder.number, link, links);
      }
      link += links;
    }
    if (fresh.length === 0) return;
    chunks.push({ uids: Uint32Array.from(fresh), first });
    folder.pages.set(page.page, chunks);
    for (const follower of this.#followers) for (const uid of fresh) follower.added(page.folderId, uid);
  }

  follow(follower: Follower): void {
    this.#followers.add(follower);
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** -1 if the row is not known. */
  row(folderId: FolderId, page: number, uid: number): number {
    const chunks = this.#chunks.get(folderId)?.get(page);
    return chunks ? this.#rowIn(chunks, uid) : -1;
  }

  /** The row of a UID, whatever its page; -1 if it is not known. */
  rowOf(folderId: FolderId, uid: number): number {
    for (const chunks of this.#chunks.get(folderId)?.values() ?? []) {
      const row = this.#rowIn(chunks, uid);
      if (row >= 0) return row;
    }
    return -1;
  }

  /** The same for all rows of a conversation, until the next addition. */
  conversation(row: number): number {
    return this.#sets.root(this.#elementOf.at(row));
  }

  /** Whether it is one still: false once it was joined to another. */
  stands(conversation: number): boolean {
    return this.#sets.root(conversation) === conversation;
  }

  /** All rows of the row's conversation, in no order; those that have gone since among them. */
  *members(row: number): Generator<ConversationRow> {
    if (row >= 0) yield* this.rows(this.conversation(row));
  }

  /** The same of a conversation. */
  *rows(conversation: number): Generator<ConversationRow> {
    for (const element of this.#sets.members(conversation)) {
      for (let at = this.#firstRow.at(element); at > 0; at = this.#nextRow.at(at - 1)) yield this.#facts(at - 1);
    }
  }

  #facts(row: number): ConversationRow {
    return { folderId: this.#folders[this.#folderOf.at(row)] as FolderId, page: this.#pages.at(row), uid: this.#uids.at(row), date: this.#dates.at(row), message: this.#elementOf.at(row), subject: this.#subjectOf.at(row), attached: this.#attached.at(row) === 1 };
  }

  #rowIn(chunks: readonly Chunk[], uid: number): number {
    for (const { uids, first } of chunks) {
      const position = positionOf(uids, uid);
      if (position >= 0) return first + position;
    }
    return -1;
  }

  #folder(folderId: FolderId): { number: number; pages: Map<number, Chunk[]> } {
    const known = this.#chunks.get(folderId);
    if (known) return { number: this.#folders.indexOf(folderId), pages: known };
    const pages = new Map<number, Chunk[]>();
    this.#chunks.set(folderId, pages);
    return { number: this.#folders.push(folderId) - 1, pages };
  }

  #addRow(page: LinkPage, i: number, folder: number, link: number, links: number): void {
    const [high, low] = [page.ids[i * 2] as number, page.ids[i * 2 + 1] as number];
    const element = high === 0 && low === 0 ? this.#newElement() : this.#element(high, low);
    const row = this.#uids.push(page.uids[i] as number);
    this.#folderOf.push(folder);
    this.#pages.push(page.page);
    this.#dates.push(page.dates[i] as number);
    this.#elementOf.push(element);
    this.#senders.push(page.senders[i] as number);
    this.#peopleLow.push(page.people[i * 2] as number);
    this.#peopleHigh.push(page.people[i * 2 + 1] as number);
    this.#subjectOf.push(page.subjects[i] as number);
    this.#attached.push(page.attached[i] as number);
    this.#nextRow.push(this.#firstRow.at(element));
    this.#firstRow.set(element, row + 1);
    for (let j = link; j < link + links; j++) this.#join(element, this.#element(page.links[j * 2] as number, page.links[j * 2 + 1] as number));
    this.#bySubject(row, page.subjects[i] as number, page.loose[i] === 1);
  }

  #element(high: number, low: number): number {
    const number = this.#ids.number(high, low);
    if (number === this.#elements.length) this.#elements.push(this.#newElement());
    return this.#elements.at(number);
  }

  #newElement(): number {
    this.#firstRow.push(0);
    return this.#sets.add();
  }

  /** The last resort. Both ways, since the answer may be known before the message: the newest come first. */
  #bySubject(row: number, subject: number, loose: boolean): void {
    if (subject === 0) {
      this.#nextOfSubject.push(0);
      return;
    }
    const number = this.#subjects.number(subject, 0);
    if (number === this.#firstLoose.length) {
      this.#firstLoose.push(0);
      this.#firstFirm.push(0);
    }
    let budget = MOST_COMPARED;
    for (let at = this.#firstLoose.at(number); at > 0 && budget > 0; at = this.#nextOfSubject.at(at - 1), budget--) {
      if (this.#answers(at - 1, row) || (loose && this.#answers(row, at - 1))) this.#joinRows(row, at - 1);
    }
    if (loose) for (let at = this.#firstFirm.at(number); at > 0 && budget > 0; at = this.#nextOfSubject.at(at - 1), budget--) if (this.#answers(row, at - 1)) this.#joinRows(row, at - 1);
    const heads = loose ? this.#firstLoose : this.#firstFirm;
    this.#nextOfSubject.push(heads.at(number));
    heads.set(number, row + 1);
  }

  /** Written by another person, who took part in the message as its author takes part in the answer, and soon after it. */
  #answers(answer: number, message: number): boolean {
    const later = this.#dates.at(answer) - this.#dates.at(message);
    if (later < -CLOCKS_DIFFER || later > ANSWERED_WITHIN) return false;
    const [by, to] = [this.#senders.at(answer), this.#senders.at(message)];
    return by !== to && mayHold(this.#peopleLow.at(message), this.#peopleHigh.at(message), by) && mayHold(this.#peopleLow.at(answer), this.#peopleHigh.at(answer), to);
  }

  #joinRows(a: number, b: number): void {
    this.#join(this.#elementOf.at(a), this.#elementOf.at(b));
  }

  #join(a: number, b: number): void {
    if (this.#followers.size === 0) {
      this.#sets.join(a, b);
      return;
    }
    const [first, second] = [this.#sets.root(a), this.#sets.root(b)];
    if (!this.#sets.join(first, second)) return;
    const kept = this.#sets.root(first);
    for (const follower of this.#followers) follower.joined(kept === first ? second : first, kept);
  }
}
