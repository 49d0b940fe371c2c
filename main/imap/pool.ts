/** Lends sessions of one account by purpose: few connections, more only briefly, and as few as the server allows; with one, all share it in turn. */
import { canRetry, fail, failure, FailureError, toFailure, type Failure } from '../../shared/failure.ts';
import { connectionLimit } from './connection-limit.ts';
import { LentSession } from './lent-session.ts';
import { Line } from './line.ts';
import { mostConnections } from './quirks/by-kind.ts';
import { mentionsLostLock } from './quirks/limits.ts';
import type { Session } from './session.ts';

/** `idle` watches for hours, `sync` fetches for seconds, `search` asks for as long as the server needs, `interactive` is what a person waits for. */
export type Purpose = 'idle' | 'sync' | 'search' | 'interactive';

export interface Lease {
  readonly session: Session;
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
}

const RANK: Readonly<Record<Purpose, number>> = { interactive: 3, sync: 2, search: 1, idle: 0 };
/** Kept open: one that listens, one that syncs, one for the user. */
const STANDING = 3;
/** Open at the same time while somebody would have to wait otherwise. */
const MOST = 5;
/** A person's errand is mostly done before another login would be. */
const GRACE_MS = 150;
const UNUSED_MS = 5 * 60_000;
const SURPLUS_UNUSED_MS = 30_000;
/** A line that nobody has used for so long may have died without a word. */
const DOUBTFUL_MS = 60_000;
const PROOF_MS = 5_000;
/** A refused password is not tried by anyone but the sync, which knows when: servers lock accounts for that. */
const REFUSED_MS = 10 * 60_000;

export function createPool(open: (signal: AbortSignal, purpose: Purpose) => Promise<Session>, options: PoolOptions = {}): Pool {
  const now = options.now ?? Date.now;
  const limit = connectionLimit(MOST, now, options.chance ?? Math.random);
  const lines = new Set<Line>();
  const opening = new Set<Promise<void>>();
  /** Chosen for a lease that has not moved in yet. */
  const taken = new Set<Line>();
  let freed = Promise.withResolvers<void>();
  let searching = Promise.resolve();
  let refusal: { failure: Failure; until: number } | null = null;
  let closing = false;
  let heard: number | null = null;
  const stop = new AbortController();

  function heardAt(): number | null {
    for (const { session } of lines) heard = Math.max(heard ?? 0, session.heardAt);
    return heard;
  }

  function tellFreed(): void {
    freed.resolve();
    freed = Promise.withResolvers<void>();
  }

  function check(signal: AbortSignal | undefined): void {
    if (closing) throw fail('cancelled', 'The account is being closed.');
    if (signal?.aborted === true) throw fail('cancelled', 'Cancelled.');
  }

  function adopt(session: Session): Line {
    const line: Line = new Line(session, () => {
      tellFreed();
      retireLater(line);
    });
    lines.add(line);
    void session.closed.then((reason) => {
      heard = Math.max(heard ?? 0, session.heardAt);
      if (!lines.delete(line)) return;
      if (mentionsLostLock(reason.detail ?? '')) limit.cap(1);
      // Some servers end an old connection instead of refusing the new one.
      else if (reason.code === 'throttled' && lines.size > 0) limit.refused(lines.size, reason);
      tellFreed();
    });
    return line;
  }

  function retireLater(line: Line): void {
    const since = line.unusedSince;
    setTimeout(() => {
      if (!line.free || line.unusedSince !== since || taken.has(line)) return;
      lines.delete(line);
      void line.session.logout();
    }, lines.size > STANDING ? SURPLUS_UNUSED_MS : UNUSED_MS).unref();
  }

  /** A line is shared by those whose errands hurt each other least: listening gives way at once. */
  function leastLoaded(): Line | undefined {
    const load = (line: Line): number => [...line.tenants].reduce((sum, tenant) => sum + 1 + tenant.rank, line.quiet ? 0 : 10);
    return [...lines].filter((line) => !line.over).sort((a, b) => load(a) - load(b))[0];
  }

  async function proven(line: Line): Promise<boolean> {
    if (Date.now() - Math.max(line.unusedSince, line.session.heardAt) < DOUBTFUL_MS) return true;
    const timer = setTimeout(() => line.session.destroy(failure('timeout', 'The server stopped answering.')), PROOF_MS);
    try {
      await line.session.noop();
      return !line.over;
    } catch {
      // Whatever it was: this line is not lent again, and another one is opened.
      line.session.destroy(failure('connection-lost', 'The line to the server was lost.'));
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  async function opened(purpose: Purpose, signal: AbortSignal | undefined): Promise<Line | null> {
    const aborts = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
    const attempt = open(aborts, purpose);
    const settled: Promise<void> = attempt.then(() => undefined, () => undefined).finally(() => opening.delete(settled));
    opening.add(settled);
    let session: Session;
    try {
      session = await attempt;
    } catch (error) {
      if (aborts.aborted) throw fail('cancelled', 'Cancelled.');
      return await elsewhere(error);
    }
    opening.delete(settled);
    if (aborts.aborted) {
      session.destroy();
      throw fail('cancelled', 'Cancelled.');
    }
    refusal = null;
    limit.cap(mostConnections(session.serverKind));
    if (lines.size >= limit.top()) {
      void session.logout();
      return null;
    }
    const line = adopt(session);
    taken.add(line);
    limit.opened(lines.size);
    return line;
  }

  /** After a refused connection: null if one of those there are can be shared. */
  async function elsewhere(error: unknown): Promise<null> {
    const reason = toFailure(error);
    const crowded = reason.code === 'throttled';
    const vague = reason.code === 'connection-lost' || reason.code === 'server-bye' || (reason.code === 'server-no' && canRetry(reason));
    if (crowded || vague) {
      // Those under way may be the ones that took the last place.
      while (opening.size > 0 && lines.size === 0) await Promise.race(opening);
      const line = leastLoaded();
      if (line !== undefined && (crowded || !line.quiet || (await proven(line)))) {
        limit.refused(lines.size, { vague: !crowded, retryAfterMs: reason.retryAfterMs });
        return null;
      }
    }
    if (reason.retryAfterMs !== undefined) refusal = { failure: reason, until: now() + reason.retryAfterMs };
    else if (reason.code === 'authentication') refusal = { failure: reason, until: now() + REFUSED_MS };
    throw error;
  }

  function heed(purpose: Purpose): void {
    if (refusal === null || now() >= refusal.until) return;
    const { failure: reason, until } = refusal;
    if (reason.code === 'authentication' && purpose === 'sync') return;
    throw new FailureError(reason.retryAfterMs === undefined ? reason : { ...reason, retryAfterMs: until - now() });
  }

  async function lineFor(purpose: Purpose, signal: AbortSignal | undefined): Promise<Line> {
    for (let patient = purpose === 'interactive' || purpose === 'search'; ; ) {
      check(signal);
      const free = [...lines].find((line) => line.free && !taken.has(line));
      if (free !== undefined) {
        taken.add(free);
        if (await proven(free)) return free;
        taken.delete(free);
        continue;
      }
      const count = lines.size + opening.size;
      if (count < limit.most()) {
        if (patient && count >= STANDING) {
          patient = false;
          await Promise.race([freed.promise, pause(GRACE_MS), aborted(signal)]);
          continue;
        }
        if (lines.size === 0) heed(purpose);
        const line = await opened(purpose, signal);
        if (line !== null) return line;
      }
      const shared = leastLoaded();
      if (shared !== undefined) return shared;
      if (opening.size > 0) await Promise.race([...opening, aborted(signal)]);
    }
  }

  async function lend(purpose: Purpose, signal: AbortSignal | undefined, after: () => void): Promise<Lease> {
    const line = await lineFor(purpose, signal);
    taken.delete(line);
    if (signal?.aborted === true && line.free) {
      tellFreed();
      retireLater(line);
    }
    check(signal);
    const session = new LentSession(line, RANK[purpose]);
    return {
      session,
      release() {
        session.leave();
        after();
      },
    };
  }

  if (options.first !== undefined) retireLater(adopt(options.first));

  return {
    heardAt,
    async lease(purpose, signal) {
      check(signal);
      if (purpose !== 'search') return lend(purpose, signal, () => undefined);
      const turn = Promise.withResolvers<void>();
      const before = searching;
      searching = before.then(() => turn.promise);
      try {
        await Promise.race([before, aborted(signal)]);
        return await lend(purpose, signal, turn.resolve);
      } catch (error) {
        turn.resolve();
        throw error;
      }
    },
    async close() {
      closing = true;
      stop.abort();
      const reason = failure('cancelled', 'The account is being closed.');
      await Promise.all([...lines].map(async (line) => {
        if (line.free) await line.session.logout();
        else line.session.destroy(reason);
      }));
      lines.clear();
      tellFreed();
    },
    drop(reason) {
      refusal = null;
      for (const line of [...lines]) line.session.destroy(reason);
      lines.clear();
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Rejects when `signal` fires. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(fail('cancelled', 'Cancelled.'));
    if (signal?.aborted === true) give();
    else signal?.addEventListener('abort', give, { once: true });
  });
}

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
