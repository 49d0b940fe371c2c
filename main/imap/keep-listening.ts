/** Keeps a session listening: IDLE begun anew before any server or router forgets it (RFC 2177), NOOP every so often where there is no IDLE. */
import { failure, toFailure, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Session } from './session.ts';

export interface ListenOptions {
  /** Milliseconds after which IDLE is begun anew, with a NOOP in between for servers that say nothing while idling. Default 9 minutes: RFC 2177 allows 29, NAT tables forget after ten. */
  rearmMs?: number;
  /** Milliseconds between two NOOPs without IDLE. Default 30 seconds. */
  pollMs?: number;
  /** Milliseconds before IDLE is begun again after another command had interrupted it. Default 1 second. */
  restMs?: number;
  /** The server has answered: the line works. */
  onAlive?: () => void;
  /** Runs once after `ms`; the answer cancels. */
  after?: (ms: number, run: () => void) => () => void;
}

export interface Listening {
  /** Ends IDLE and resolves when the server has; never rejects. */
  stop(): Promise<void>;
  /** Resolves with what ended it: 'cancelled' after stop. */
  readonly over: Promise<Failure>;
}

const REARM_MS = 9 * 60_000;
const LONGEST_MS = 29 * 60_000;
const POLL_MS = 30_000;
const REST_MS = 1000;

/** The mailbox is selected already. News comes through `session.onNews`. */
export function keepListening(session: Session, options: ListenOptions = {}): Listening {
  const rearmMs = Math.min(options.rearmMs ?? REARM_MS, LONGEST_MS);
  const after = options.after ?? afterTime;
  let stopped = false;
  let wake: () => void = () => undefined;

  /** Until the time is over, `other` settles, or it is stopped. */
  async function pause(ms: number, other?: Promise<unknown>): Promise<void> {
    let cancel = (): void => undefined;
    await Promise.race([
      new Promise<void>((resolve) => {
        wake = resolve;
        cancel = after(ms, resolve);
        if (stopped) resolve();
      }),
      session.closed,
      ...(other === undefined ? [] : [other]),
    ]);
    cancel();
  }

  async function listen(): Promise<void> {
    if (!session.capabilities.has('IDLE')) {
      await pause(options.pollMs ?? POLL_MS);
      if (!stopped) await session.noop();
      return;
    }
    const idling = await session.idle();
    let interrupted = false;
    const ended = (idling.ended ?? new Promise<never>(() => undefined)).then(() => void (interrupted = true));
    await pause(rearmMs, ended);
    if (interrupted) {
      await pause(options.restMs ?? REST_MS);
      return;
    }
    await Promise.all([idling.stop(), ...(stopped ? [] : [session.noop()])]);
  }

  async function run(): Promise<Failure> {
    let over = false;
    void session.closed.then(() => (over = true));
    try {
      while (!stopped && !over) {
        await listen();
        if (!over) options.onAlive?.();
      }
    } catch (error) {
      return toFailure(error);
    }
    return over ? session.closed : failure('cancelled', say('engine-imap.nobodyListens'));
  }

  const over = run();
  return {
    over,
    async stop() {
      stopped = true;
      wake();
      await over;
    },
  };
}

function afterTime(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
