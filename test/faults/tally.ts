/** Counts what was tried and what broke, and says how to see a break again. */
import { INVARIANTS, type Break, type Invariant } from './invariants.ts';

/** `I0`: it never came back at all. */
type Counted = Invariant | 'I0';

export class Tally {
  readonly #name: string;
  readonly #broken = new Map<Counted, number>();
  readonly #parked = new Map<string, number>();
  readonly #print: (line: string) => void;
  tried = 0;
  /** Runs in which something broke. */
  failed = 0;
  /** Runs in which the fault never came: they were over before. */
  missed = 0;

  constructor(name: string, print: (line: string) => void) {
    this.#name = name;
    this.#print = print;
  }

  /** `where`: enough to try just this one again. */
  async attempt(where: string, run: () => Promise<{ breaks: readonly Break[]; parked?: readonly string[]; struck?: boolean }>): Promise<void> {
    this.tried++;
    try {
      const { breaks, parked = [], struck = true } = await run();
      if (!struck) this.missed++;
      for (const title of parked) this.#parked.set(title, (this.#parked.get(title) ?? 0) + 1);
      if (breaks.length === 0) return;
      this.failed++;
      for (const invariant of new Set(breaks.map((one) => one.invariant))) this.#broken.set(invariant, (this.#broken.get(invariant) ?? 0) + 1);
      this.#print(`  BROKEN ${this.#name} ${where}`);
      for (const { invariant, words } of breaks.slice(0, 8)) this.#print(`    ${invariant}: ${words}`);
    } catch (error) {
      this.failed++;
      this.#broken.set('I0', (this.#broken.get('I0') ?? 0) + 1);
      this.#print(`  NEVER CAME BACK ${this.#name} ${where}\n    ${wordsOf(error)}`);
    }
  }

  say(line: string): void { this.#print(line); }

  summary(): string {
    const each = (['I0', ...INVARIANTS] as const).map((invariant) => `${invariant} ${this.#broken.get(invariant) ?? 0}`).join(', ');
    const parked = [...this.#parked].map(([title, count]) => `\n    parked ${count}×: ${title}`).join('');
    return `${this.#name}: ${this.tried} tried, ${this.failed} broken (${each})${this.missed === 0 ? '' : `, ${this.missed} over before the fault came`}${parked}`;
  }
}

/** imapflow says in fields of its own what it sent and what it was told. */
function wordsOf(error: unknown): string {
  const { executedCommand, responseText } = error as { executedCommand?: string; responseText?: string };
  const words = error instanceof Error ? error.message : String(error);
  return executedCommand === undefined ? words : `the other client: ${words}: ${executedCommand}: ${responseText ?? ''}`;
}

/** Runs all of it, `width` at a time. */
export async function abreast<T>(items: readonly T[], width: number, run: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await run(item);
  }));
}
