/** Fetches the summaries of a folder into pages of the mirror: no faster than the mirror takes them, around what a server will not hand out. */
import { isFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { UidSet } from '../imap/uid-set.ts';
import type { Batch } from '../mirror/protocol/batch.ts';
import type { PageWrite } from '../mirror/protocol/records.ts';
import { ExpectedUids } from './expected-uids.ts';
import { fetchSummaries } from './fetch-summaries.ts';
import { createPageBuilder } from './page-builder.ts';
import { flagsIn, laidOver } from './page-flags.ts';
import { portions } from './plan.ts';
import { coveringSet } from './spine.ts';

/** Messages of the first portion: one screen and a little more. */
const FIRST_PORTION = 100;
/** Messages per FETCH after that. */
const PORTION = 4_000;
/** FETCH commands on the wire at once, so that the server never waits for us between portions. */
const PIPELINED = 2;
/** Pages written in one transaction: each has its price. */
const PAGES_PER_BATCH = 8;
/** Pages on their way to the mirror before reading from the socket pauses. */
const MAX_PAGES_IN_FLIGHT = 24;
/** Refused FETCH commands of one folder after which the refusal is taken for the folder's, not a message's. */
const MOST_REFUSALS = 64;

export interface SummaryFetchOptions {
  session: Session;
  mirror: { apply(batch: Batch): Promise<unknown> };
  folderId: FolderId;
  /** Of the folder as it is open. */
  uidValidity: number;
  /** Lays over the server's flags what the user did meanwhile. */
  overlay(uid: number, bits: number): number;
  /** UIDs the mirror has, ascending. */
  known: Uint32Array;
  /** From this UID on, operations of ours may have put messages there meanwhile: their flags are told too. None, if left out. */
  arrivalsFrom?: number;
  /** What must be in the mirror before the first page. */
  begun: Promise<unknown>;
  /** So many summaries more are in the mirror. */
  onStored(count: number): void;
}

/** UIDs of the newest few, as they most probably are; null where nothing can be said. */
export function newestRange({ exists, uidNext }: Pick<SelectedMailbox, 'exists' | 'uidNext'>): readonly [number, number] | null {
  return exists === 0 || uidNext < 2 ? null : [Math.max(1, uidNext - FIRST_PORTION), uidNext - 1];
}

export class SummaryFetch {
  readonly #options: SummaryFetchOptions;
  readonly #writes = new Set<Promise<unknown>>();
  #pagesInFlight = 0;
  #failed: { error: unknown } | null = null;
  #refused = 0;
  #refusals = 0;

  constructor(options: SummaryFetchOptions) {
    this.#options = options;
  }

  /** The newest few of a folder of which nothing is known yet; answers those that came. A refusal is none: they are asked for again. */
  async newest(selected: SelectedMailbox): Promise<Set<number>> {
    const came = new Set<number>();
    const range = newestRange(selected);
    if (range === null) return came;
    try {
      await this.#fetch([range], (uid) => came.add(uid));
    } catch (error) {
      if (!isFailure(error, 'server-no')) throw error;
    }
    return came;
  }

  /** What has come already, for `stored` to count once the mirror has it, and `laid` before that. */
  pagesOf(messages: readonly FetchedMessage[]): { uids: Set<number>; pages: PageWrite[] } {
    const uids = new Set<number>();
    const pages: PageWrite[] = [];
    const builder = createPageBuilder(this.#options.folderId);
    const keep = (page: PageWrite | null): void => { if (page) pages.push(page); };
    for (const message of messages) {
      if (message.size === undefined || message.uid === 0) continue;
      uids.add(message.uid);
      keep(builder.add(message));
    }
    keep(builder.flush());
    return { uids, pages };
  }

  stored(pages: readonly PageWrite[]): void {
    this.#options.onStored(pages.reduce((sum, page) => sum + page.uids.length / 4, 0));
  }

  /** A few new ones. `hold`: not written, but for `laid` and whoever asked, so that they come into the mirror together with what else has changed. Null where the server refuses: then they are asked for in parts. */
  async few(range: readonly [number, number], hold: boolean): Promise<{ uids: Set<number>; pages: PageWrite[] } | null> {
    const uids = new Set<number>();
    const pages: PageWrite[] = [];
    const builder = createPageBuilder(this.#options.folderId);
    try {
      await fetchSummaries(this.#options.session, [range], (message) => {
        if (message.size === undefined || message.uid === 0) return;
        uids.add(message.uid);
        const page = builder.add(message);
        if (page) pages.push(page);
      });
    } catch (error) {
      if (!isFailure(error, 'server-no')) throw error;
      return null;
    }
    const last = builder.flush();
    if (last) pages.push(last);
    if (hold || pages.length === 0) return { uids, pages };
    await this.write(pages);
    return { uids, pages: [] };
  }

  async write(pages: PageWrite[]): Promise<void> {
    await this.#send(pages);
    if (this.#failed) throw this.#failed.error;
  }

  /** Newest first. `wanted` ascending. `complete`: not stopped early by `shouldYield`; `refused`: those the server would not hand out, or left out. */
  async rest(wanted: readonly number[], shouldYield: () => boolean): Promise<{ complete: boolean; refused: number }> {
    const running = new Set<Promise<void>>();
    let complete = true;
    for (const portion of portions(wanted, FIRST_PORTION, PORTION)) {
      if (this.#failed) break;
      if (running.size > 0 && shouldYield()) {
        complete = false;
        break;
      }
      const fetching: Promise<void> = this.#portion(portion).catch((error: unknown) => {
        this.#failed ??= { error };
      }).finally(() => running.delete(fetching));
      running.add(fetching);
      if (running.size >= PIPELINED) await Promise.race(running);
    }
    await Promise.all(running);
    await Promise.all(this.#writes);
    if (this.#failed) throw this.#failed.error;
    return { complete, refused: this.#refused };
  }

  /** A server may refuse a whole FETCH for one message it cannot read (Yahoo: NO [UNAVAILABLE]); halving finds that one. */
  async #portion(uids: readonly number[]): Promise<void> {
    try {
      const expected = new ExpectedUids(uids);
      await this.#fetch(coveringSet(uids, this.#options.known), (uid) => expected.came(uid));
      // A row may be left out of an answer that ends in OK: expunged meanwhile, or not to be had. The next survey tells.
      this.#refused += expected.left;
    } catch (error) {
      if (!isFailure(error, 'server-no') || ++this.#refusals > MOST_REFUSALS) throw error;
      if (uids.length === 1) {
        this.#refused++;
        return;
      }
      const middle = uids.length >>> 1;
      await this.#portion(uids.slice(middle));
      await this.#portion(uids.slice(0, middle));
    }
  }

  async #fetch(set: UidSet, onRow: (uid: number) => void): Promise<void> {
    const builder = createPageBuilder(this.#options.folderId);
    let pages: PageWrite[] = [];
    await fetchSummaries(this.#options.session, set, (message) => {
      if (this.#failed) throw this.#failed.error;
      // News of a flag comes in between and has no size. A summary whose ENVELOPE could not be read is kept all the same: it is a message.
      if (message.size === undefined || message.uid === 0) return undefined;
      onRow(message.uid);
      const page = builder.add(message);
      if (!page || pages.push(page) < PAGES_PER_BATCH) return undefined;
      const write = this.#send(pages);
      pages = [];
      return this.#pagesInFlight > MAX_PAGES_IN_FLIGHT ? write.then(() => undefined) : undefined;
    });
    const last = builder.flush();
    if (last) pages.push(last);
    if (pages.length) await this.#send(pages);
  }

  /** As they are to be written at this moment. */
  laid(pages: readonly PageWrite[]): PageWrite[] { return laidOver(pages, this.#options.overlay); }

  #batch(pages: readonly PageWrite[]): Batch {
    const { folderId, uidValidity, arrivalsFrom } = this.#options;
    const laid = this.laid(pages);
    const flags = arrivalsFrom === undefined ? [] : flagsIn(laid, arrivalsFrom);
    return { under: [{ folderId, uidValidity }], pages: laid, ...(flags.length > 0 ? { flags: [{ folderId, changes: flags }] } : {}) };
  }

  #send(pages: readonly PageWrite[]): Promise<unknown> {
    this.#pagesInFlight += pages.length;
    const write: Promise<unknown> = this.#options.begun.then(() => this.#options.mirror.apply(this.#batch(pages))).then(
      () => {
        this.#pagesInFlight -= pages.length;
        this.#writes.delete(write);
        this.stored(pages);
      },
      (error: unknown) => {
        this.#failed ??= { error };
      },
    );
    this.#writes.add(write);
    return write;
  }
}
