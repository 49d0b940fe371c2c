/** How long what is only nice to have waits for a sync. */
import type { Clock } from '../ports.ts';
import type { AccountState } from './account-state.ts';

/** Milliseconds it waits for a sync, and how soon one must be over by its own pace to be waited for a second time. */
const WAIT_MS = 3_000;

export interface Syncing {
  readonly state: Pick<AccountState, 'phase' | 'progress'>;
  /** Answers how to stop. */
  readonly changed: { on(listener: (state: Pick<AccountState, 'phase'>) => void): () => void };
}

/** Resolves when nothing is synced any more, or that has taken too long. */
export async function untilCalm(sync: Syncing, clock: Clock): Promise<void> {
  await endOrTime(sync, clock);
  // What is nearly done comes later still if it has to share the server.
  const leftMs = sync.state.progress?.leftMs;
  if (sync.state.phase === 'syncing' && typeof leftMs === 'number' && leftMs <= WAIT_MS) await endOrTime(sync, clock);
}

function endOrTime(sync: Syncing, clock: Clock): Promise<void> {
  if (sync.state.phase !== 'syncing') return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      off();
      cancel();
      resolve();
    };
    const cancel = clock.after(WAIT_MS, end);
    const off = sync.changed.on(({ phase }) => { if (phase !== 'syncing') end(); });
  });
}
