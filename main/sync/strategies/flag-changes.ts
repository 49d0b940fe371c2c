/** Flags as the server tells them, beside those the mirror has: what differs is kept, the last word on each message holds. */
import { FLAG, packFlags } from '../../../shared/model/flags.ts';
import type { FlagChange } from '../../mirror/protocol/batch.ts';
import { indexOfUid, type Spine } from '../spine.ts';

/** The server's bits with those of the user's waiting operations laid over. `before`: bits in the mirror. */
export type LayOver = (uid: number, bits: number, before: number) => number;

export class FlagChanges {
  readonly #spine: Spine;
  readonly #overlay: LayOver;
  readonly #changed = new Map<number, { change: FlagChange; before: number }>();
  readonly #seen: Uint8Array;
  #seenCount = 0;

  constructor(spine: Spine, overlay: LayOver) {
    this.#spine = spine;
    this.#overlay = overlay;
    this.#seen = new Uint8Array(spine.uids.length);
  }

  /** Messages that are not known, and answers without flags, are ignored. */
  take(uid: number, flags: readonly string[] | undefined): void {
    const index = flags ? indexOfUid(this.#spine.uids, uid) : -1;
    if (index < 0) return;
    if (this.#seen[index] === 0) this.#seenCount++;
    this.#seen[index] = 1;
    const { bits, keywords } = packFlags(flags!);
    const before = this.#spine.flags[index]!;
    // Which keywords the mirror has is known only there.
    if ((bits === before || this.#overlay(uid, bits, before) === before) && !((bits | before) & FLAG.keywords)) this.#changed.delete(uid);
    else this.#changed.set(uid, { change: [uid, bits, keywords], before });
  }

  /** Laid over anew: what the user did while the answer came must not be undone by it. */
  list(): FlagChange[] {
    return [...this.#changed.values()].map(({ change: [uid, bits, keywords], before }): FlagChange => [uid, this.#overlay(uid, bits, before), keywords]);
  }

  /** Known messages of which nothing was told; ascending. */
  untold(): number[] {
    if (this.#seenCount === this.#spine.uids.length) return [];
    return [...this.#spine.uids].filter((_, index) => this.#seen[index] === 0);
  }
}
