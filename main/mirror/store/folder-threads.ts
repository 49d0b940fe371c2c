/** A folder's conversations in the order to show, kept in step with what comes and goes: the one with the newest message first. */
import type { FolderId } from '../../../shared/ids.ts';
import type { Conversations, Follower } from './conversations.ts';
import { isShown } from './flag-page.ts';
import type { StoredGuest } from './guest-list.ts';
import type { Order } from './order.ts';
import type { Spine } from './spine.ts';

/** A conversation by the newest of its messages that are shown here. */
export interface Group {
  readonly key: number;
  readonly uid: number;
  readonly date: number;
  readonly page: number;
  /** On their way to the folder; messages of an account's own that stand hidden elsewhere, copies, and strangers. */
  readonly guests?: readonly StoredGuest[];
  /** The one of them that is the newest of all here: then there is no UID, and no page. */
  readonly newest?: StoredGuest;
}

/** More changes than this at once, and the list is made anew: a pass over 100,000 rows takes some 20 ms. */
const MOST_CHANGES = 300;

/** A row that was not gone through yet stands for itself, under a key that no conversation has. */
const alone = (uid: number): number => -1 - uid;

export class FolderThreads implements Follower {
  readonly conversations: Conversations;
  readonly #folderId: FolderId;
  readonly #groups = new Map<number, Group>();
  #sorted: Group[] = [];
  readonly #uids = new Set<number>();
  readonly #keys = new Set<number>();
  #isStale = true;
  /** Another object whenever the list has changed. */
  stamp: object = {};

  constructor(folderId: FolderId, conversations: Conversations) {
    this.#folderId = folderId;
    this.conversations = conversations;
    conversations.follow(this);
  }

  get size(): number { return this.#sorted.length; }

  joined(lost: number, kept: number): void {
    if (this.#isStale) return;
    this.#keys.add(lost).add(kept);
    this.#limit();
  }

  added(folderId: FolderId, uid: number): void {
    if (folderId === this.#folderId) this.changed([uid]);
  }

  /** Rows that are shown, or are not any more. */
  changed(uids: Iterable<number>): void {
    if (this.#isStale) return;
    for (const uid of uids) this.#uids.add(uid);
    this.#limit();
  }

  /** `spine` is asked for only where single rows have changed. */
  async sorted(order: Order, spine: () => Promise<Spine>): Promise<readonly Group[]> {
    if (this.#isStale) this.#build(order);
    else if (this.#uids.size + this.#keys.size > 0) this.#follow(await spine());
    return this.#sorted;
  }

  close(): void {
    this.conversations.unfollow(this);
  }

  #limit(): void {
    if (this.#uids.size + this.#keys.size <= MOST_CHANGES) return;
    this.#isStale = true;
    this.#uids.clear();
    this.#keys.clear();
  }

  #build(order: Order): void {
    this.#groups.clear();
    const sorted: Group[] = [];
    for (let i = 0; i < order.uids.length; i++) {
      const [uid, page] = [order.uids[i] as number, order.pages[i] as number];
      const row = this.conversations.row(this.#folderId, page, uid);
      const key = row < 0 ? alone(uid) : this.conversations.conversation(row);
      if (this.#groups.has(key)) continue;
      const group: Group = { key, uid, date: order.dates[i] as number, page };
      sorted.push(group);
      this.#groups.set(key, group);
    }
    this.#sorted = sorted;
    this.stamp = {};
    this.#isStale = false;
  }

  #follow(spine: Spine): void {
    for (const uid of this.#uids) {
      this.#keys.add(alone(uid));
      const row = this.conversations.rowOf(this.#folderId, uid);
      if (row >= 0) this.#keys.add(this.conversations.conversation(row));
    }
    this.stamp = {};
    // All of them go before any comes: the newest message of one that was joined is the newest of the other now, and they would be taken for each other.
    for (const key of this.#keys) {
      const before = this.#groups.get(key);
      if (before) this.#sorted.splice(placeOf(this.#sorted, before), 1);
      this.#groups.delete(key);
    }
    for (const key of this.#keys) {
      const now = key < 0 ? this.#single(spine, -1 - key) : this.#group(spine, key);
      if (!now) continue;
      this.#sorted.splice(placeOf(this.#sorted, now), 0, now);
      this.#groups.set(key, now);
    }
    this.#uids.clear();
    this.#keys.clear();
  }

  #single(spine: Spine, uid: number): Group | null {
    const place = spine.find(uid);
    if (!place || !isShown(place.page.bits[place.index] as number) || this.conversations.row(this.#folderId, place.page.page, uid) >= 0) return null;
    return { key: alone(uid), uid, date: place.page.dates[place.index] as number, page: place.page.page };
  }

  #group(spine: Spine, key: number): Group | null {
    if (!this.conversations.stands(key)) return null;
    let newest: Group | null = null;
    for (const { folderId, uid, page } of this.conversations.rows(key)) {
      if (folderId !== this.#folderId) continue;
      const place = spine.find(uid);
      if (place?.page.page !== page || !isShown(place.page.bits[place.index] as number)) continue;
      const row: Group = { key, uid, date: place.page.dates[place.index] as number, page };
      if (!newest || newestGroup(row, newest) < 0) newest = row;
    }
    return newest;
  }
}

export const newestGroup = (a: Pick<Group, 'date' | 'uid'>, b: Pick<Group, 'date' | 'uid'>): number => b.date - a.date || b.uid - a.uid;

/** Where it is, or would be. */
function placeOf(sorted: readonly Group[], group: Group): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (newestGroup(sorted[middle] as Group, group) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
