/** A projection that many parts of the screen show, watched once: opened with the first listener, closed after the last. */
import type { ProjectionInput, ProjectionName } from '../../shared/ipc/contract.ts';
import type { Connection } from './connection.ts';
import { keepIdentity } from './keep-identity.ts';
import { ProjectionStore, type ProjectionState } from './projection-store.ts';

/** Those that are asked for without input. */
export type SharedName = { [K in ProjectionName]: Record<never, never> extends ProjectionInput<K> ? K : never }[ProjectionName];

export class SharedProjection<K extends SharedName> {
  readonly #connection: Connection;
  readonly #name: K;
  readonly #store = new ProjectionStore<K>();
  /** By what takes them. */
  readonly #parts = new WeakMap<(state: ProjectionState<K>) => unknown, { of: ProjectionState<K>; part: unknown }>();
  #listeners = 0;
  #leave: (() => void) | null = null;

  constructor(connection: Connection, name: K) {
    this.#connection = connection;
    this.#name = name;
  }

  readonly get = (): ProjectionState<K> => this.#store.get();

  /** What `select` takes of it, taken once for all that show it: the very same until something in it changes. */
  part<T>(select: (state: ProjectionState<K>) => T): T {
    const state = this.#store.get();
    const last = this.#parts.get(select);
    if (last?.of === state) return last.part as T;
    const part = last ? keepIdentity(last.part, select(state)) : select(state);
    this.#parts.set(select, { of: state, part });
    return part as T;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const off = this.#store.subscribe(listener);
    this.#listeners++;
    this.#leave ??= this.#follow();
    return () => {
      off();
      this.#listeners--;
      // One screen replaces another: what both show is not asked for twice.
      setTimeout(() => {
        if (this.#listeners > 0) return;
        this.#leave?.();
        this.#leave = null;
      });
    };
  };

  /** Watches over every line there will be, until the answered function is called. */
  #follow(): () => void {
    let client = this.#connection.state().client;
    const open = (): (() => void) => (client ? this.#store.open(client, this.#name, {} as ProjectionInput<K>) : () => {});
    let stop = open();
    const off = this.#connection.subscribe(() => {
      const next = this.#connection.state().client;
      if (next === client) return;
      stop();
      client = next;
      stop = open();
    });
    return () => {
      off();
      stop();
    };
  }
}

const shared = new WeakMap<Connection, Map<SharedName, unknown>>();

/** The one of this connection. */
export function sharedProjection<K extends SharedName>(connection: Connection, name: K): SharedProjection<K> {
  const all = shared.get(connection) ?? new Map<SharedName, unknown>();
  shared.set(connection, all);
  const found = (all.get(name) as SharedProjection<K> | undefined) ?? new SharedProjection(connection, name);
  all.set(name, found);
  return found;
}
