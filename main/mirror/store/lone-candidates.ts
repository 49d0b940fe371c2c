/** Which rows of a folder that presents all messages (RFC 6154 2) lie in no other: candidates first, then all that are found elsewhere are struck out. */
import { GrowingNumbers } from '../../../shared/threading/growing-numbers.ts';
import { PairTable } from '../../../shared/threading/pair-table.ts';
import type { SummaryRow } from '../protocol/records.ts';
import { isFlagged, isUnread, positionOf } from './flag-page.ts';
import { messageHash } from './message-hash.ts';
import type { PageFacts } from './row-facts.ts';
import type { FlagPage } from './schema.ts';
import type { Spine } from './spine.ts';

/** What a view has of them. */
export type Only = 'unread' | 'flagged';

export interface LoneRows {
  /** Of those in the view, and the unread among them. */
  readonly total: number;
  readonly unread: number;
  /** By page and place in it. True also of rows that were asked for besides. */
  has(page: number, index: number): boolean;
}

export const NO_LONE_ROWS: LoneRows = { total: 0, unread: 0, has: () => false };

/** What was found last by the spine of the folder, good as long as each of `stamps` is the very same; `asked`: UIDs asked for besides. */
export type KnownLoneRows = WeakMap<Spine, Map<Only, { stamps: readonly unknown[]; asked: ReadonlySet<number>; rows: LoneRows }>>;

export const isIn = (only: Only, bits: number): boolean => (only === 'unread' ? isUnread(bits) : isFlagged(bits));

/** In columns: there may be as many as a mailbox has messages. */
export class LoneCandidates {
  readonly #messages = new PairTable();
  readonly #struck = new GrowingNumbers();
  readonly #pages: FlagPage[] = [];
  readonly #pageOf = new GrowingNumbers();
  readonly #places = new GrowingNumbers();
  readonly #messageOf = new GrowingNumbers();

  get size(): number { return this.#places.length; }

  /** Rows of which nothing is known are left out. */
  add(page: FlagPage, facts: PageFacts | undefined, isWanted: (bits: number, uid: number) => boolean): void {
    const number = this.#pages.push(page) - 1;
    for (let i = 0; i < page.uids.length; i++) {
      if (!isWanted(page.bits[i] as number, page.uids[i] as number)) continue;
      const hash = hashAt(facts, page.uids[i] as number, i);
      if (hash === 0) continue;
      const message = this.#messages.number(hash, page.dates[i] as number);
      if (message === this.#struck.length) this.#struck.push(0);
      this.#pageOf.push(number);
      this.#places.push(i);
      this.#messageOf.push(message);
    }
  }

  /** Hidden rows too: what is on its way from there is shown where it goes. */
  strike({ uids, dates }: FlagPage, facts: PageFacts | undefined): void {
    for (let i = 0; i < uids.length; i++) this.#strike(hashAt(facts, uids[i] as number, i), dates[i] as number);
  }

  strikeOne([, date, , subject, from, , , messageId]: SummaryRow): void {
    this.#strike(messageHash(messageId, from[0]?.[1] ?? '', subject), date);
  }

  left(only: Only): LoneRows {
    const masks = new Map<number, Uint8Array>();
    let total = 0;
    let unread = 0;
    for (let i = 0; i < this.size; i++) {
      if (this.#struck.at(this.#messageOf.at(i)) === 1) continue;
      const page = this.#pages[this.#pageOf.at(i)] as FlagPage;
      const place = this.#places.at(i);
      const bits = page.bits[place] as number;
      const mask = masks.get(page.page) ?? new Uint8Array(page.uids.length);
      masks.set(page.page, mask);
      mask[place] = 1;
      if (!isIn(only, bits)) continue;
      total++;
      if (isUnread(bits)) unread++;
    }
    return { total, unread, has: (page, index) => masks.get(page)?.[index] === 1 };
  }

  #strike(hash: number, date: number): void {
    if (hash === 0) return;
    const message = this.#messages.find(hash, date);
    if (message >= 0) this.#struck.set(message, 1);
  }
}

/** Rows of a page nearly always stand where its facts do. */
function hashAt(facts: PageFacts | undefined, uid: number, index: number): number {
  if (!facts?.messages) return 0;
  return facts.messages[facts.uids[index] === uid ? index : positionOf(facts.uids, uid)] ?? 0;
}
