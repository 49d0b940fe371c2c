/** One task at a time: questions before batches, batches in their order, leftovers when nothing else waits. */

export interface Task {
  run(): Promise<void>;
  /** Called instead of `run` if the queue ends first. */
  refuse(): void;
}

/** Questions in a row before a waiting batch gets its turn. */
const MOST_IN_A_ROW = 8;

export class TaskQueue {
  readonly #questions: Task[] = [];
  readonly #batches: Task[] = [];
  readonly #leftovers: (() => Promise<void>)[] = [];
  readonly #onIdle: () => void;
  #inARow = 0;
  #started = false;
  #ended = false;
  #running: Promise<void> | undefined;

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  question(task: Task): void {
    this.#add(this.#questions, task);
  }

  batch(task: Task): void {
    this.#add(this.#batches, task);
  }

  leftover(run: () => Promise<void>): void {
    if (this.#ended) return;
    this.#leftovers.push(run);
    this.#go();
  }

  /** Until then tasks wait. */
  start(): void {
    this.#started = true;
    this.#go();
  }

  /** Refuses what waits and what comes. Resolves when the running task has ended. */
  async end(): Promise<void> {
    this.#ended = true;
    for (const task of [...this.#questions.splice(0), ...this.#batches.splice(0)]) task.refuse();
    this.#leftovers.length = 0;
    await this.#running;
  }

  #add(lane: Task[], task: Task): void {
    if (this.#ended) {
      task.refuse();
      return;
    }
    lane.push(task);
    this.#go();
  }

  #next(): (() => Promise<void>) | undefined {
    const batchesTurn = this.#batches.length > 0 && (this.#questions.length === 0 || this.#inARow >= MOST_IN_A_ROW);
    this.#inARow = batchesTurn ? 0 : this.#inARow + 1;
    const task = (batchesTurn ? this.#batches : this.#questions).shift();
    return task ? () => task.run() : this.#leftovers.shift();
  }

  #go(): void {
    if (this.#running || !this.#started || this.#ended) return;
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#ended) return;
      if (this.#questions.length + this.#batches.length + this.#leftovers.length > 0) this.#go();
      else this.#onIdle();
    });
  }

  async #work(): Promise<void> {
    for (let run = this.#next(); run && !this.#ended; run = this.#next()) await run();
  }
}
