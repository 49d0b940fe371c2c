/** The window's side of the contract over any transport: calls, cancel, live projections. */
import { failed, failure, success, type Failure, type Result } from '../failure.ts';
import { say } from '../locales/say.ts';
import type { CommandInput, CommandName, CommandOutput, ProjectionInput, ProjectionName, ProjectionValue } from './contract.ts';
import { apply } from './patch.ts';
import type { Transport } from './transport.ts';
import type { FromEngine, FromWindow } from './wire.ts';

export interface Client {
  /** Never rejects: failures are values. A signal that fires cancels on the engine's side too. */
  call<K extends CommandName>(name: K, input: CommandInput<K>, options?: { signal?: AbortSignal }): Promise<Result<CommandOutput<K>>>;
  /** Live answer; `onFailure` means that nothing further comes. Answers a function that stops watching. */
  watch<K extends ProjectionName>(name: K, input: ProjectionInput<K>, on: { onValue(value: ProjectionValue<K>): void; onFailure(failure: Failure): void }): () => void;
  /** Resolves when the line is gone; every open call has failed with `connection-lost` by then. */
  readonly closed: Promise<void>;
  close(): void;
}

interface Watch { value: unknown; onValue(value: unknown): void; onFailure(failure: Failure): void }

const LOST = failure('connection-lost', say('engine-ipc.lineLost'));

export function createClient(transport: Transport): Client {
  let nextId = 1;
  let gone = false;
  const calls = new Map<number, (result: Result<unknown>) => void>();
  const watches = new Map<number, Watch>();
  const post = (message: FromWindow): void => transport.post(message);

  transport.onMessage((raw) => {
    const message = raw as FromEngine;
    if (message.kind === 'reply') {
      calls.get(message.id)?.(message.ok ? success(message.value) : failed(message.failure));
      calls.delete(message.id);
      return;
    }
    const watch = watches.get(message.id);
    if (!watch) return;
    if (message.kind === 'ended') {
      watches.delete(message.id);
      watch.onFailure(message.failure);
      return;
    }
    watch.value = message.kind === 'value' ? message.value : apply(watch.value, message.patch);
    watch.onValue(watch.value);
  });

  const closed = new Promise<void>((resolve) => {
    transport.onClose(() => {
      gone = true;
      for (const settle of calls.values()) settle(failed(LOST));
      calls.clear();
      for (const watch of watches.values()) watch.onFailure(LOST);
      watches.clear();
      resolve();
    });
  });

  return {
    closed,
    close: () => transport.close(),
    call(name, input, options = {}) {
      if (gone) return Promise.resolve(failed(LOST));
      const { signal } = options;
      if (signal?.aborted) return Promise.resolve(failed(failure('cancelled', say('engine-ipc.cancelled'))));
      const id = nextId++;
      return new Promise((resolve) => {
        const cancel = (): void => {
          if (!calls.delete(id)) return;
          post({ kind: 'cancel', id });
          resolve(failed(failure('cancelled', say('engine-ipc.cancelled'))));
        };
        calls.set(id, (result) => {
          signal?.removeEventListener('abort', cancel);
          resolve(result as Result<never>);
        });
        signal?.addEventListener('abort', cancel, { once: true });
        post({ kind: 'call', id, name, input });
      });
    },
    watch(name, input, on) {
      if (gone) {
        queueMicrotask(() => on.onFailure(LOST));
        return () => {};
      }
      const id = nextId++;
      watches.set(id, { value: undefined, onValue: (value) => on.onValue(value as never), onFailure: on.onFailure });
      post({ kind: 'open', id, name, input });
      return () => {
        if (watches.delete(id)) post({ kind: 'close', id });
      };
    },
  };
}
