/** The connections of one account: opened when needed, shared where the server allows no more, proven before they are lent again, closed when nobody has needed them. */
import { canRetry, fail, failure, FailureError, toFailure, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { connectionLimit, type ConnectionLimit } from './connection-limit.ts';
import { Line } from './line.ts';
import { mostConnections } from './quirks/by-kind.ts';
import { mentionsLostLock } from './quirks/limits.ts';
import type { Session } from './session.ts';

/** `idle` watches for hours, `sync` fetches for seconds, `search` asks for as long as the server needs, `interactive` is what a person waits for, `background` what nobody does. */
export type Purpose = 'idle' | 'background' | 'sync' | 'search' | 'interactive';

export interface LinesOptions {
  open(signal: AbortSignal, purpose: Purpose): Promise<Session>;
  now(): number;
  /** In [0, 1). */
  chance(): number;
}

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

export class Lines {
  readonly #options: LinesOptions;
  readonly #limit: ConnectionLimit;
  readonly #lines = new Set<Line>();
  readonly #opening = new Set<Promise<void>>();
  /** Chosen for a lease that has not moved in yet. */
  readonly #taken = new Set<Line>();
  readonly #stop = new AbortController();
  #freed = Promise.withResolvers<void>();
  #refusal: { failure: Failure; until: number } | null = null;
  /** Counts the drops: what was begun before one is not what is wanted after it. */
  #era = 0;
  #heard: number | null = null;

  constructor(options: LinesOptions) {
    this.#options = options;
    this.#limit = connectionLimit(MOST, options.now, options.chance);
  }

  get heardAt(): number | null {
    // Of before the clock was set back.
    if (this.#heard !== null && this.#heard > Date.now()) this.#heard = null;
    for (const { session } of this.#lines) this.#heard = Math.max(this.#heard ?? 0, session.heardAt);
    return this.#heard;
  }

  /** A session that is open already. */
  add(session: Session): void {
    this.#limit.cap(mostConnections(session.serverKind));
    this.#retireLater(this.#adopt(session));
  }

  /** A line for one more tenant, whom `moveIn` makes: one that is free, a new one, or one that is shared. */
  async claim<T>(purpose: Purpose, signal: AbortSignal | undefined, moveIn: (line: Line) => T): Promise<T> {
    const line = await this.#choose(purpose, signal);
    this.#taken.delete(line);
    if (signal?.aborted === true || this.#stop.signal.aborted) {
      if (line.free) this.#letGo(line);
      throw fail('cancelled', say('engine-ipc.cancelled'));
    }
    return moveIn(line);
  }

  /** Logs out free ones and cuts the others; nothing is opened any more. */
  async close(reason: Failure): Promise<void> {
    this.#stop.abort();
    const all = [...this.#lines];
    this.#lines.clear();
    await Promise.all(all.map(async (line) => {
      if (line.free) await line.session.logout();
      else line.session.destroy(reason);
    }));
  }

  drop(reason: Failure): void {
    this.#era++;
    this.#refusal = null;
    const all = [...this.#lines];
    this.#lines.clear();
    for (const line of all) line.session.destroy(reason);
  }

  async #choose(purpose: Purpose, signal: AbortSignal | undefined): Promise<Line> {
    for (let patient = purpose === 'interactive' || purpose === 'search'; ; ) {
      if (signal?.aborted === true || this.#stop.signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
      const free = [...this.#lines].find((line) => line.free && !this.#taken.has(line));
      if (free !== undefined) {
        this.#taken.add(free);
        if (await proven(free)) return free;
        this.#taken.delete(free);
        continue;
      }
      const count = this.#lines.size + this.#opening.size;
      if (count < this.#limit.most()) {
        if (patient && count >= STANDING) {
          patient = false;
          await orAborted(Promise.race([this.#freed.promise, pause(GRACE_MS)]), signal);
          continue;
        }
        if (this.#lines.size === 0) this.#heed(purpose);
        const line = await this.#open(purpose, signal);
        if (line !== null) return line;
      }
      const shared = leastLoaded(this.#lines);
      if (shared !== undefined) return shared;
      if (this.#opening.size > 0) await orAborted(Promise.race(this.#opening), signal);
    }
  }

  /** Null: look again, another one may do. */
  async #open(purpose: Purpose, signal: AbortSignal | undefined): Promise<Line | null> {
    const era = this.#era;
    const aborts = signal ? AbortSignal.any([this.#stop.signal, signal]) : this.#stop.signal;
    const attempt = this.#options.open(aborts, purpose);
    const settled: Promise<void> = attempt.then(() => undefined, () => undefined).finally(() => this.#opening.delete(settled));
    this.#opening.add(settled);
    let session: Session;
    try {
      session = await attempt;
    } catch (error) {
      if (aborts.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
      if (era !== this.#era) return null;
      return await this.#elsewhere(error);
    }
    this.#opening.delete(settled);
    if (aborts.aborted || era !== this.#era) {
      session.destroy();
      if (aborts.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
      return null;
    }
    this.#refusal = null;
    this.#limit.cap(mostConnections(session.serverKind));
    if (this.#lines.size >= this.#limit.top()) {
      void session.logout();
      return null;
    }
    const line = this.#adopt(session);
    this.#taken.add(line);
    this.#limit.opened(this.#lines.size);
    return line;
  }

  /** After a refused connection: null if one of those there are can be shared. */
  async #elsewhere(error: unknown): Promise<null> {
    const reason = toFailure(error);
    const crowded = reason.code === 'throttled';
    const vague = reason.code === 'connection-lost' || reason.code === 'server-bye' || (reason.code === 'server-no' && canRetry(reason));
    if (crowded || vague) {
      // Those under way may be the ones that took the last place.
      while (this.#opening.size > 0 && this.#lines.size === 0) await Promise.race(this.#opening);
      const line = leastLoaded(this.#lines);
      if (line !== undefined && (crowded || !line.quiet || (await proven(line)))) {
        this.#limit.refused(this.#lines.size, { vague: !crowded, retryAfterMs: reason.retryAfterMs });
        return null;
      }
    }
    const { now } = this.#options;
    if (reason.retryAfterMs !== undefined) this.#refusal = { failure: reason, until: now() + reason.retryAfterMs };
    else if (reason.code === 'authentication') this.#refusal = { failure: reason, until: now() + REFUSED_MS };
    throw error;
  }

  /** Rejects without asking the server what it has just said. */
  #heed(purpose: Purpose): void {
    const now = this.#options.now();
    if (this.#refusal === null || now >= this.#refusal.until) return;
    const { failure: reason, until } = this.#refusal;
    if (reason.code === 'authentication' && purpose === 'sync') return;
    throw new FailureError(reason.retryAfterMs === undefined ? reason : { ...reason, retryAfterMs: until - now });
  }

  #adopt(session: Session): Line {
    const line: Line = new Line(session, () => this.#letGo(line));
    this.#lines.add(line);
    void session.closed.then((reason) => {
      this.#heard = Math.max(this.#heard ?? 0, session.heardAt);
      if (!this.#lines.delete(line)) return;
      if (mentionsLostLock(reason.detail ?? '')) this.#limit.cap(1);
      // Some servers end an old connection instead of refusing the new one.
      else if (reason.code === 'throttled' && this.#lines.size > 0) this.#limit.refused(this.#lines.size, reason);
      this.#tellFreed();
    });
    return line;
  }

  #letGo(line: Line): void {
    this.#tellFreed();
    this.#retireLater(line);
  }

  #tellFreed(): void {
    this.#freed.resolve();
    this.#freed = Promise.withResolvers<void>();
  }

  #retireLater(line: Line): void {
    const since = line.unusedSince;
    setTimeout(() => {
      if (!line.free || line.unusedSince !== since || this.#taken.has(line) || !this.#lines.delete(line)) return;
      void line.session.logout();
    }, this.#lines.size > STANDING ? SURPLUS_UNUSED_MS : UNUSED_MS).unref();
  }
}

/** A line is shared by those whose errands hurt each other least: listening gives way at once. */
function leastLoaded(lines: Iterable<Line>): Line | undefined {
  const load = (line: Line): number => [...line.tenants].reduce((sum, tenant) => sum + 1 + tenant.rank, line.quiet ? 0 : 10);
  return [...lines].filter((line) => !line.over).sort((a, b) => load(a) - load(b))[0];
}

/** False: it was dead, and is closed now. */
async function proven(line: Line): Promise<boolean> {
  const quietMs = Date.now() - Math.max(line.unusedSince, line.session.heardAt);
  // Below zero by a clock that was set back: nobody knows.
  if (quietMs >= 0 && quietMs < DOUBTFUL_MS) return true;
  const timer = setTimeout(() => line.session.destroy(failure('timeout', say('engine-sync.stoppedAnswering'))), PROOF_MS);
  try {
    await line.session.noop();
    return !line.over;
  } catch {
    // Whatever it was: this line is not lent again, and another one is opened.
    line.session.destroy(failure('connection-lost', say('engine-imap.lineLost')));
    return false;
  } finally {
    clearTimeout(timer);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for `work`, or rejects when `signal` fires. A signal may outlive many of them: nothing is left behind on it. */
export async function orAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const give = (): void => reject(fail('cancelled', say('engine-ipc.cancelled')));
  if (signal?.aborted === true) give();
  else signal?.addEventListener('abort', give, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal?.removeEventListener('abort', give);
  }
}
