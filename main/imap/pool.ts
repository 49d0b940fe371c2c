/** Lends sessions of one account by purpose, opens them when needed, and makes do with fewer when the server limits them. */
import { fail, failure, toFailure, type Failure } from '../../shared/failure.ts';
import type { Session } from './session.ts';

/** `idle` watches for hours, `sync` fetches for seconds, `search` asks for as long as the server needs, `interactive` is what a person waits for. */
export type Purpose = 'idle' | 'sync' | 'search' | 'interactive';

export interface Lease {
  readonly session: Session;
  /** Gives the session back. Calling it twice is harmless. */
  release(): void;
}

export interface Pool {
  /** Waits for its turn. Rejects with what kept a session from being opened, or 'cancelled'. */
  lease(purpose: Purpose, signal?: AbortSignal): Promise<Lease>;
  /** Newest octet from the server over all sessions, milliseconds since 1970; null before the first. */
  heardAt(): number | null;
  /** Logs out idle sessions and cuts busy ones. Further leases reject. */
  close(): Promise<void>;
  /** Cuts all sessions (network changed, password changed); the next lease opens anew. */
  drop(reason: Failure): void;
}

interface Slot { session: Session | null; busy: boolean; waiting: (() => void)[] }

export function createPool(open: (signal: AbortSignal, purpose: Purpose) => Promise<Session>): Pool {
  const slots: Record<Purpose, Slot> = { idle: emptySlot(), sync: emptySlot(), search: emptySlot(), interactive: emptySlot() };
  let closing = false;
  let heard: number | null = null;
  const stop = new AbortController();

  function heardAt(): number | null {
    for (const { session } of Object.values(slots)) if (session) heard = Math.max(heard ?? 0, session.heardAt);
    return heard;
  }

  async function turn(slot: Slot, signal: AbortSignal | undefined): Promise<void> {
    while (slot.busy) {
      await new Promise<void>((resolve, reject) => {
        const proceed = (): void => {
          signal?.removeEventListener('abort', cancel);
          resolve();
        };
        const cancel = (): void => {
          slot.waiting = slot.waiting.filter((one) => one !== proceed);
          reject(fail('cancelled', 'Cancelled.'));
        };
        slot.waiting.push(proceed);
        signal?.addEventListener('abort', cancel, { once: true });
      });
    }
    slot.busy = true;
  }

  function free(slot: Slot): void {
    slot.busy = false;
    slot.waiting.shift()?.();
  }

  return {
    heardAt,
    async lease(purpose, signal) {
      if (closing) throw fail('cancelled', 'The account is being closed.');
      const slot = slots[purpose];
      await turn(slot, signal);
      try {
        if (closing || signal?.aborted) throw fail('cancelled', 'Cancelled.');
        if (!slot.session) {
          const opening = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
          const session = await open(opening, purpose);
          if (opening.aborted) {
            session.destroy();
            throw fail('cancelled', 'Cancelled.');
          }
          slot.session = session;
          void session.closed.then(() => {
            heard = Math.max(heard ?? 0, session.heardAt);
            if (slot.session === session) slot.session = null;
          });
        }
      } catch (error) {
        free(slot);
        throw error;
      }
      let released = false;
      return {
        session: slot.session,
        release() {
          if (released) return;
          released = true;
          free(slot);
        },
      };
    },
    async close() {
      closing = true;
      stop.abort();
      const reason = failure('cancelled', 'The account is being closed.');
      await Promise.all(Object.values(slots).map(async (slot) => {
        if (slot.busy) slot.session?.destroy(reason);
        else await slot.session?.logout();
        slot.session = null;
        for (const proceed of slot.waiting.splice(0)) proceed();
      }));
    },
    drop(reason) {
      for (const slot of Object.values(slots)) {
        slot.session?.destroy(reason);
        slot.session = null;
      }
    },
  };
}

const emptySlot = (): Slot => ({ session: null, busy: false, waiting: [] });

/** Runs work with a leased session and gives it back whatever happens. */
export async function withSession<T>(pool: Pool, purpose: Purpose, work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const lease = await pool.lease(purpose, signal);
  try {
    return await work(lease.session);
  } catch (error) {
    // A session that died under the work must not be lent again.
    const { code } = toFailure(error);
    if (code === 'protocol' || code === 'timeout') lease.session.destroy(toFailure(error));
    throw error;
  } finally {
    lease.release();
  }
}
