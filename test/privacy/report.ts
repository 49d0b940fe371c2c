/** Counts what was tried and what broke, and prints one line for each suite. */

export class Report {
  readonly #print: (line: string) => void;
  tried = 0;
  /** Words of every break. */
  readonly broken: string[] = [];

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** `tried` cases at once; each word is one that broke. */
  many(name: string, tried: number, broken: readonly string[]): void {
    this.tried += tried;
    this.#print(`${broken.length === 0 ? 'ok    ' : 'BROKEN'} ${name}: ${tried} tried, ${broken.length} broken`);
    for (const words of broken.slice(0, 40)) this.#print(`         ${words}`);
    this.broken.push(...broken.map((words) => `${name}: ${words}`));
  }

  count(name: string, good: boolean, words: string): void {
    this.many(name, 1, good ? [] : [words]);
  }

  summary(): string {
    return `${this.tried} tried, ${this.broken.length} broken`;
  }
}
