/** Union-find over numbered elements, each set also a ring so that its members can be walked. */
import { GrowingNumbers } from './growing-numbers.ts';

export class DisjointSets {
  readonly #parents = new GrowingNumbers();
  readonly #sizes = new GrowingNumbers();
  readonly #next = new GrowingNumbers();

  get size(): number { return this.#parents.length; }

  /** A new element in a set of its own. */
  add(): number {
    const element = this.#parents.push(this.#parents.length);
    this.#sizes.push(1);
    this.#next.push(element);
    return element;
  }

  /** The element that stands for the set. */
  root(element: number): number {
    let at = element;
    for (let parent = this.#parents.at(at); parent !== at; parent = this.#parents.at(at)) {
      const above = this.#parents.at(parent);
      this.#parents.set(at, above);
      at = above;
    }
    return at;
  }

  /** True if they were in two sets before. */
  join(a: number, b: number): boolean {
    let large = this.root(a);
    let small = this.root(b);
    if (large === small) return false;
    if (this.#sizes.at(large) < this.#sizes.at(small)) [large, small] = [small, large];
    this.#parents.set(small, large);
    this.#sizes.set(large, this.#sizes.at(large) + this.#sizes.at(small));
    // Two rings become one by crossing over.
    const after = this.#next.at(large);
    this.#next.set(large, this.#next.at(small));
    this.#next.set(small, after);
    return true;
  }

  *members(element: number): Generator<number> {
    yield element;
    for (let at = this.#next.at(element); at !== element; at = this.#next.at(at)) yield at;
  }
}
