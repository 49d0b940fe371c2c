/** A list of unsigned 32-bit numbers that grows: four octets each, however many. */

export class GrowingNumbers {
  length = 0;
  #numbers = new Uint32Array(64);

  /** 0 beyond the end. */
  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#numbers[index] = value;
  }

  /** Answers its index. */
  push(value: number): number {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length] = value;
    return this.length++;
  }
}
