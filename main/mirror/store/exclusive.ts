/** One user of the database at a time among all workers and pages of this origin: two would each believe their own memory. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';

/** Resolves with what gives it back. Rejects with FailureError 'mirror-unavailable' if another one keeps it for `deadline` ms. The browser gives back what a killed worker held. */
export async function exclusive(name: string, deadline: number): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  navigator.locks
    .request(name, { signal: AbortSignal.timeout(deadline) }, () => {
      held.resolve();
      return released.promise;
    })
    .catch((error: unknown) => {
      held.reject(fail('mirror-unavailable', say('engine-mirror.inUse'), { detail: error instanceof Error ? error.message : String(error) }));
    });
  await held.promise;
  return released.resolve;
}
