/** Which messages of a portion are still to come. Servers answer in ascending order, as UIDs are asked for, so there is little to remember. */

export class ExpectedUids {
  readonly #uids: readonly number[];
  /** Those before this place have come, but for the ones passed over. */
  #at = 0;
  readonly #passed = new Set<number>();

  /** Ascending. */
  constructor(uids: readonly number[]) {
    this.#uids = uids;
  }

  /** Also one that was not expected, or has come before. */
  came(uid: number): void {
    const uids = this.#uids;
    while (this.#at < uids.length && uids[this.#at]! < uid) this.#passed.add(uids[this.#at++]!);
    if (uids[this.#at] === uid) this.#at++;
    else if (this.#passed.size > 0) this.#passed.delete(uid);
  }

  /** How many have not come. */
  get left(): number {
    return this.#uids.length - this.#at + this.#passed.size;
  }
}
