/** Lines that were lost over an operation. Once may be chance; a server that drops the line over the same one each time must not be kept by it from all the others. */
import type { OperationId } from '../../shared/ids.ts';
import type { Clock } from '../ports.ts';

/** From so many on others go first. */
const ASIDE_AFTER = 3;
/** After so many it is given back to the user. */
const GIVEN_UP_AFTER = 10;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

export class LostLines {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onRested: () => void;
  readonly #lost = new Map<OperationId, { times: number; worked: number }>();
  /** By how to end it. */
  readonly #resting = new Map<OperationId, () => void>();
  #worked = 0;
  #stopped = false;

  constructor(clock: Pick<Clock, 'after'>, onRested: () => void) {
    this.#clock = clock;
    this.#onRested = onRested;
  }

  /** Those that others go before. */
  get resting(): Iterable<OperationId> { return this.#resting.keys(); }

  /** The server has answered something else. */
  worked(): void { this.#worked++; }

  /** One more, over each of these. */
  count(ids: readonly OperationId[]): void {
    for (const id of ids) {
      const { times, worked } = this.#lost.get(id) ?? { times: 0, worked: -1 };
      // Where the server answers nothing at all, it is none of its doing.
      const counts = times < ASIDE_AFTER || worked !== this.#worked;
      this.#lost.set(id, { times: counts ? times + 1 : times, worked: this.#worked });
    }
  }

  /** Others should go first. */
  isSuspect(id: OperationId): boolean { return this.#times(id) >= ASIDE_AFTER; }
  isHopeless(id: OperationId): boolean { return this.#times(id) >= GIVEN_UP_AFTER; }

  /** Sets it aside, each time for longer. */
  rest(id: OperationId): void {
    if (this.#stopped) return;
    this.#resting.get(id)?.();
    this.#resting.set(id, this.#clock.after(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#times(id) - ASIDE_AFTER)), () => {
      this.#resting.delete(id);
      this.#onRested();
    }));
  }

  forget(ids: readonly OperationId[]): void {
    for (const id of ids) this.#lost.delete(id);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#resting.values()) cancel();
  }

  #times(id: OperationId): number { return this.#lost.get(id)?.times ?? 0; }
}
