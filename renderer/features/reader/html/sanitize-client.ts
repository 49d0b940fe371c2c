/** Asks the worker to sanitise a message: one at a time, with a time limit, answers kept; what somebody waits for before what somebody might want. */
import { LIMITS } from '../../../../shared/html/policy.ts';
import type { Sanitized } from './sanitize.ts';

export interface SanitizeRequest { id: number; html: string; all: boolean }
export type SanitizeReply = { id: number; ok: true } & Sanitized | { id: number; ok: false; reason: string };

/** `too-complex`: not done in time, or the sanitiser failed on it. The message can still be read as text. */
export type SanitizeResult = { ok: true } & Sanitized | { ok: false; reason: 'too-complex' };

/** The part of Worker that is used. */
export interface SanitizeWorker {
  postMessage(request: SanitizeRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SanitizeReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

const startWorker = (): SanitizeWorker => new Worker(new URL('./sanitize.worker.ts', import.meta.url), { type: 'module', name: 'sanitize' });

/** `isWanted`: somebody waits for it. */
interface Job extends SanitizeRequest { key: string; isWanted: boolean; resolve: (result: SanitizeResult) => void }

/** Milliseconds that what somebody waits for gives to what nobody waits for: most is done by then, and a new worker takes time too. */
export const GRACE = 50;

const KEPT_LENGTH = 16_000_000;

export class SanitizeClient {
  readonly #start: () => SanitizeWorker;
  readonly #kept = new Map<string, Promise<SanitizeResult>>();
  readonly #answers = new WeakMap<Promise<SanitizeResult>, SanitizeResult>();
  #keptLength = 0;
  #worker: SanitizeWorker | undefined;
  #queue: Job[] = [];
  #running: { job: Job; timer: ReturnType<typeof setTimeout> } | undefined;
  #nextId = 1;

  constructor(start: () => SanitizeWorker = startWorker) {
    this.#start = start;
  }

  /** The same text gives the same promise while it is kept. Never rejects. */
  sanitize(html: string, all = false): Promise<SanitizeResult> {
    return this.#ask(html, all, true);
  }

  /** For the case that it is asked for: never in the way of what is. */
  warmUp(html: string): void {
    void this.#ask(html, false, false);
  }

  #ask(html: string, all: boolean, isWanted: boolean): Promise<SanitizeResult> {
    const key = `${all ? 'all' : 'begin'}:${html}`;
    const kept = this.#kept.get(key);
    if (kept) {
      // Map order is age: asked again is young again.
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      const waiting = isWanted ? [this.#running?.job, ...this.#queue].find((job) => job?.key === key) : undefined;
      if (waiting) {
        waiting.isWanted = true;
        this.#makeWay();
      }
      return kept;
    }
    const promise = new Promise<SanitizeResult>((resolve) => {
      this.#queue.push({ id: this.#nextId++, html, all, key, isWanted, resolve });
    });
    this.#kept.set(key, promise);
    this.#keptLength += key.length;
    for (const [oldest] of this.#kept) {
      if (this.#keptLength <= KEPT_LENGTH || oldest === key) break;
      this.#kept.delete(oldest);
      this.#keptLength -= oldest.length;
    }
    this.#next();
    if (isWanted) this.#makeWay();
    return promise;
  }

  /** The answer, if it was asked for before and is there. */
  known(html: string, all = false): SanitizeResult | null {
    const kept = this.#kept.get(`${all ? 'all' : 'begin'}:${html}`);
    return (kept && this.#answers.get(kept)) ?? null;
  }

  #next(): void {
    if (this.#running) return;
    const [job] = this.#queue.splice(Math.max(0, this.#queue.findIndex(({ isWanted }) => isWanted)), 1);
    if (!job) return;
    try {
      this.#worker ??= this.#open();
    } catch {
      this.#finish(job, { ok: false, reason: 'too-complex' });
      return;
    }
    this.#running = { job, timer: setTimeout(() => this.#giveUp(), job.all ? LIMITS.timeAll : LIMITS.time) };
    this.#worker.postMessage({ id: job.id, html: job.html, all: job.all });
  }

  /** What nobody waits for is ended soon where somebody waits behind it. */
  #makeWay(): void {
    const running = this.#running;
    if (!running || running.job.isWanted) return;
    setTimeout(() => { if (this.#running === running && !running.job.isWanted && this.#queue.some(({ isWanted }) => isWanted)) this.#giveUp(); }, GRACE);
  }

  #open(): SanitizeWorker {
    const worker = this.#start();
    worker.onmessage = ({ data }) => {
      if (data.id !== this.#running?.job.id) return;
      this.#finish(this.#running.job, data.ok ? { ok: true, html: data.html, cut: data.cut, sheet: data.sheet } : { ok: false, reason: 'too-complex' });
    };
    worker.onerror = () => this.#giveUp();
    return worker;
  }

  /** A worker in an endless loop can only be ended; the next message gets a new one. */
  #giveUp(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const job = this.#running?.job;
    if (job) this.#finish(job, { ok: false, reason: 'too-complex' });
  }

  #finish(job: Job, result: SanitizeResult): void {
    if (this.#running) clearTimeout(this.#running.timer);
    this.#running = undefined;
    // A failure may have been a busy machine: the next look at the message tries again.
    if (!result.ok && this.#kept.delete(job.key)) this.#keptLength -= job.key.length;
    const kept = this.#kept.get(job.key);
    if (kept) this.#answers.set(kept, result);
    job.resolve(result);
    this.#next();
  }
}

export const sanitizer = new SanitizeClient();
