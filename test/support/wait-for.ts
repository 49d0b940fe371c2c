/** Waits for a projection to show something, as a person at a window does. */
import type { Client } from '../../shared/ipc/client.ts';
import type { ProjectionInput, ProjectionName, ProjectionValue } from '../../shared/ipc/contract.ts';

/** `patienceMs`: how long it may take; `logged`: what is told beside what was seen last when that is over. */
export interface Waiting { client: Client; patienceMs: number; logged: readonly unknown[] }

/** The newest value of a projection that satisfies `until`; rejects with what it saw last when it has not come in time. */
export function waitFor<K extends ProjectionName>({ client, patienceMs, logged }: Waiting, name: K, input: ProjectionInput<K>, until: (value: ProjectionValue<K>) => boolean): Promise<ProjectionValue<K>> {
  return new Promise((resolve, reject) => {
    let last: unknown;
    const stop = client.watch(name, input, {
      onValue(value) {
        last = value;
        if (!until(value)) return;
        done();
        resolve(value);
      },
      onFailure(failure) {
        done();
        reject(new Error(`${name} ended: ${JSON.stringify(failure)}`));
      },
    });
    const timer = setTimeout(() => {
      done();
      reject(new Error(`${name} never got there; last: ${JSON.stringify(last)?.slice(0, 2000)}; log: ${JSON.stringify(logged.slice(-10))}`));
    }, patienceMs);
    const done = (): void => {
      clearTimeout(timer);
      queueMicrotask(() => stop());
    };
  });
}
