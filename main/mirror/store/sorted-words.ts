/** Texts in the order of the language, each with its place in it: sorted in slices, so that nobody waits for the comparing of a hundred thousand. */

/** Texts sorted at once. */
const RUN = 128;
/** Comparisons between two looks at the clock. */
const A_WHILE = 256;
/** More new texts than this are sorted with all others. */
const FEW = 64;

export class SortedWords {
  readonly #compare: (a: string, b: string) => number;
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  /** Ids in order, and by place whether the text differs from the one before. */
  #sorted = new Uint32Array();
  #differs = new Uint8Array();
  /** By id; equal ones share theirs. */
  #ranks = new Uint32Array();
  #sorting: Generator<void, void> | undefined;

  constructor(compare: (a: string, b: string) => number) {
    this.#compare = compare;
  }

  get size(): number { return this.#texts.length; }
  get isSettled(): boolean { return this.#sorted.length === this.#texts.length; }

  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.push(text) - 1;
    this.#ids.set(text, id);
    return id;
  }

  /** Of a settled one. */
  rank(id: number): number { return this.#ranks[id] as number; }

  /** Of a settled one: the rank of an equal text, or half of one between those of its neighbours. */
  placeOf(text: string): number {
    const at = this.#lowerBound(text);
    const rank = at < this.#sorted.length ? (this.#ranks[this.#sorted[at] as number] as number) : this.#count();
    return at < this.#sorted.length && this.#compare(this.#at(at), text) === 0 ? rank : rank - 0.5;
  }

  /** Goes on until all have their place, or `isLate`. True: all have. */
  settle(isLate: () => boolean): boolean {
    while (!this.isSettled) {
      const fresh = this.#texts.length - this.#sorted.length;
      if (!this.#sorting && this.#sorted.length > 0 && fresh <= FEW) {
        for (let id = this.#sorted.length; id < this.#texts.length; id++) this.#insert(id);
        this.#rank();
        return true;
      }
      this.#sorting ??= this.#sort(this.#texts.length);
      for (;;) {
        const step = this.#sorting.next();
        if (step.done) break;
        if (isLate()) return false;
      }
      this.#sorting = undefined;
    }
    return true;
  }

  #at(place: number): string { return this.#texts[this.#sorted[place] as number] as string; }
  #count(): number { return this.#differs.reduce((sum, one) => sum + one, 0); }

  *#sort(count: number): Generator<void, void> {
    const texts = this.#texts;
    let from: Uint32Array<ArrayBuffer> = new Uint32Array(count);
    // What is in order already stays so.
    from.set(this.#sorted);
    for (let i = this.#sorted.length; i < count; i++) from[i] = i;
    const sortedBefore = this.#sorted.length;
    for (let at = sortedBefore; at < count; at += RUN) {
      const end = Math.min(at + RUN, count);
      from.set([...from.subarray(at, end)].sort((a, b) => this.#compare(texts[a] as string, texts[b] as string)), at);
      yield;
    }
    let to: Uint32Array<ArrayBuffer> = new Uint32Array(count);
    for (let width = RUN; width < count - sortedBefore; width *= 2) {
      to.set(from.subarray(0, sortedBefore));
      for (let at = sortedBefore; at < count; at += 2 * width) yield* this.#merge(from, at, Math.min(at + width, count), Math.min(at + 2 * width, count), to);
      [from, to] = [to, from];
    }
    if (sortedBefore > 0) {
      yield* this.#merge(from, 0, sortedBefore, count, to);
      from = to;
    }
    const differs = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      differs[i] = i === 0 || this.#compare(texts[from[i - 1] as number] as string, texts[from[i] as number] as string) !== 0 ? 1 : 0;
      if (i % A_WHILE === 0) yield;
    }
    this.#sorted = from;
    this.#differs = differs;
    this.#rank();
  }

  *#merge(from: Uint32Array, start: number, middle: number, end: number, to: Uint32Array): Generator<void, void> {
    const texts = this.#texts;
    let [a, b] = [start, middle];
    for (let at = start; at < end; at++) {
      if (b >= end || (a < middle && this.#compare(texts[from[a] as number] as string, texts[from[b] as number] as string) <= 0)) to[at] = from[a++] as number;
      else to[at] = from[b++] as number;
      if (at % A_WHILE === 0) yield;
    }
  }

  #lowerBound(text: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#at(middle), text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(id: number): void {
    const text = this.#texts[id] as string;
    const at = this.#lowerBound(text);
    const isEqual = at < this.#sorted.length && this.#compare(this.#at(at), text) === 0;
    const place = isEqual ? at + 1 : at;
    const sorted = new Uint32Array(this.#sorted.length + 1);
    const differs = new Uint8Array(sorted.length);
    for (const [to, from, one] of [[sorted, this.#sorted, id], [differs, this.#differs, isEqual ? 0 : 1]] as const) {
      to.set(from.subarray(0, place));
      to[place] = one;
      to.set(from.subarray(place), place + 1);
    }
    this.#sorted = sorted;
    this.#differs = differs;
  }

  #rank(): void {
    const ranks = new Uint32Array(this.#sorted.length);
    let rank = -1;
    for (let i = 0; i < ranks.length; i++) {
      rank += this.#differs[i] as number;
      ranks[this.#sorted[i] as number] = rank;
    }
    this.#ranks = ranks;
  }
}
