/** Lends sessions of one account by purpose: few connections, more only briefly, and as few as the server allows; with one, all share it in turn. */
import { fail, failure, toFailure, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { LentSession } from './lent-session.ts';
import type { SelectedMailbox } from './mailbox.ts';
import { Lines, orAborted, type Purpose } from './lines.ts';
import type { Session } from './session.ts';

export interface Lease {
  readonly session: Session;
  /** Somebody else uses its connection too, at this moment. */
  readonly shared: boolean;
  /** Gives the session back. Calling it twice is harmless. */
  release(): void;
}

export interface Pool {
  /** Waits for its turn: one search at a time; the others share a connection where the server allows no more. Rejects with what kept a session from being opened, or 'cancelled'. */
  lease(purpose: Purpose, signal?: AbortSignal): Promise<Lease>;
  /** Newest octet from the server over all sessions, milliseconds since 1970; null before the first. */
  heardAt(): number | null;
  /** Logs out idle sessions and cuts busy ones. Further leases reject. */
  close(): Promise<void>;
  /** Cuts all sessions (network changed, password changed); the next lease opens anew. */
  drop(reason: Failure): void;
}

export interface PoolOptions {
  now?(): number;
  /** In [0, 1). */
  chance?(): number;
  /** A session that is open already; the pool's from now on. */
  first?: Session;
  /** Told with every SELECT and EXAMINE, whoever asked for it. */
  onSelected?(selected: SelectedMailbox): void;
}

const RANK: Readonly<Record<Purpose, number>> = { interactive: 3, sync: 2, search: 1, background: 0, idle: 0 };

export function createPool(open: (signal: AbortSignal, purpose: Purpose) => Promise<Session>, options: PoolOptions = {}): Pool {
  const lines = new Lines({ open, now: options.now ?? Date.now, chance: options.chance ?? Math.random });
  let searching = Promise.resolve();
  let closing = false;
  if (options.first !== undefined) lines.add(options.first);
  if (options.first?.selected) options.onSelected?.(options.first.selected);

  async function lend(purpose: Purpose, signal: AbortSignal | undefined, after: () => void): Promise<Lease> {
    const session = await lines.claim(purpose, signal, (line) => new LentSession(line, RANK[purpose], options.onSelected));
    return {
      session,
      get shared() { return session.shared; },
      release() {
        session.leave();
        after();
      },
    };
  }

  return {
    heardAt: () => lines.heardAt,
    async lease(purpose, signal) {
      if (closing) throw fail('cancelled', say('engine-imap.accountClosing'));
      if (purpose !== 'search') return lend(purpose, signal, () => undefined);
      const turn = Promise.withResolvers<void>();
      const before = searching;
      searching = before.then(() => turn.promise);
      try {
        await orAborted(before, signal);
        return await lend(purpose, signal, turn.resolve);
      } catch (error) {
        turn.resolve();
        throw error;
      }
    },
    async close() {
      closing = true;
      await lines.close(failure('cancelled', say('engine-imap.accountClosing')));
    },
    drop: (reason) => lines.drop(reason),
  };
}

/** Runs work with a leased session and gives it back whatever happens. */
export async function withSession<T>(pool: Pool, purpose: Purpose, work: (session: Session, lease: Lease) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const lease = await pool.lease(purpose, signal);
  try {
    return await work(lease.session, lease);
  } catch (error) {
    // A session that died under the work must not be lent again.
    const { code } = toFailure(error);
    if (code === 'protocol' || code === 'timeout') lease.session.destroy(toFailure(error));
    throw error;
  } finally {
    lease.release();
  }
}
