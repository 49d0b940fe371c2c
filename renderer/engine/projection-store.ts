/** One watched projection outside React: keeps the last value while a new input loads or the line is gone. */
import { canRetry, type Failure } from '../../shared/failure.ts';
import type { Client } from '../../shared/ipc/client.ts';
import type { ProjectionInput, ProjectionName, ProjectionValue } from '../../shared/ipc/contract.ts';
import { keepIdentity } from './keep-identity.ts';

export interface ProjectionState<K extends ProjectionName> {
  readonly value: ProjectionValue<K> | null;
  /** What `value` answers; while a new input loads this is still the one before. */
  readonly input: ProjectionInput<K> | null;
  /** Why nothing further comes for the newest input. A lost line is not one: it is watched again. */
  readonly failure: Failure | null;
}

const RETRY_WAIT = 2000;

export class ProjectionStore<K extends ProjectionName> {
  #state: ProjectionState<K> = { value: null, input: null, failure: null };
  #listeners = new Set<() => void>();

  readonly get = (): ProjectionState<K> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Watches until the answered function is called. */
  open(client: Client, name: K, input: ProjectionInput<K>): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = (): void => {};
    // It was about another input.
    if (this.#state.failure) this.#become({ ...this.#state, failure: null });
    const start = (): void => {
      stop = client.watch(name, input, {
        onValue: (value) => this.#become({ value: keepIdentity(this.#state.value, value), input, failure: null }),
        onFailure: (reason) => {
          if (reason.code === 'connection-lost') return; // the line reports it and opens this again
          this.#become({ ...this.#state, failure: reason });
          if (canRetry(reason)) timer = setTimeout(start, RETRY_WAIT);
        },
      });
    };
    start();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }

  clear(): void {
    this.#become({ value: null, input: null, failure: null });
  }

  #become(next: ProjectionState<K>): void {
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
