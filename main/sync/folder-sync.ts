/** Brings one folder of the mirror up to date with the server, newest messages first. Can stop between portions and go on later. */
import { fail, isFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import { FLAG, packFlags } from '../../shared/model/flags.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FlagChange } from '../mirror/protocol/batch.ts';
import type { FolderRecord, PageWrite } from '../mirror/protocol/records.ts';
import { createPageBuilder } from './page-builder.ts';
import { planFolder, portions } from './plan.ts';
import { compareSpines, coveringSet, indexOfUid, type Spine } from './spine.ts';
import { SUMMARY_ITEMS } from './summary.ts';

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
/** A folder that loses so many and so large a share of its messages at once is asked about twice. */
const MASS_DELETION = { count: 50, share: 0.2 };

/** What the user has done and the server has not confirmed, laid over the server's flags. `before`: bits in the mirror, 0 if new. */
export type Overlay = (folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number) => number;

export interface FolderSyncOptions {
  mirror: MirrorClient;
  overlay: Overlay;
  /** Fetch at most so many missing summaries now. */
  limit?: number;
  /** Asked between portions; true leaves the rest for later. */
  shouldYield(): boolean;
  /** Summaries here, and on the server. */
  onProgress(done: number, total: number): void;
}

/** `finished`: every message that the server hands out has its summary here; `refused` counts those it would not, or left out. */
export interface FolderOutcome { finished: boolean; reset: boolean; uidValidity: number; refused: number }

/** Rejects with FailureError; what was committed before stays and is not fetched again. */
export async function syncFolder(session: Session, folder: FolderRecord, options: FolderSyncOptions): Promise<FolderOutcome> {
  const { mirror } = options;
  const [selected, known] = await Promise.all([session.select(folder.wireName), readSpine(mirror, folder.id)]);
  let spine = known;
  const plan = planFolder(folder.checkpoint, selected, spine.uids.length);
  if (plan.unchanged) return { finished: true, reset: false, uidValidity: selected.uidValidity, refused: 0 };
  const fresh = plan.reset || folder.checkpoint.uidValidity === 0;
  if (plan.reset) spine = { uids: new Uint32Array(), flags: new Uint16Array() };
  const { uidValidity, uidNext, highestModseq } = selected;
  // Its own mod-sequence is kept from the start: an interrupted first sync asks for what has changed since then.
  const begun = fresh && mirror.apply({
    ...(plan.reset ? { resetFolders: [{ folderId: folder.id, uidValidity }] } : {}),
    checkpoints: [{ folderId: folder.id, checkpoint: { uidValidity, uidNext, highestModseq, complete: false } }],
  });

  if (plan.flags.kind !== 'none') await syncFlags(session, selected, folder.id, spine, plan.flags, options);
  const [difference] = await Promise.all([
    plan.listUids ? compareUids(session, selected, spine) : { missing: [], gone: fresh || selected.exists > 0 ? [] : [...spine.uids] },
    begun,
  ]);
  if (difference.gone.length) await mirror.apply({ vanished: [{ folderId: folder.id, uids: difference.gone }] });

  const { missing } = difference;
  const wanted = options.limit !== undefined && missing.length > options.limit ? missing.slice(missing.length - options.limit) : missing;
  const { complete, refused } = await fetchSummaries(session, selected, folder.id, wanted, spine, missing.length, options);
  const finished = complete && wanted.length === missing.length;
  if (finished) {
    // Without a UIDNEXT the folder counts as stale, and what was refused is asked for again with every survey.
    const next = refused ? 0 : uidNext || Math.max(0, missing.at(-1) ?? 0, spine.uids.at(-1) ?? 0) + 1;
    await mirror.apply({ checkpoints: [{ folderId: folder.id, checkpoint: { uidValidity, uidNext: next, highestModseq, complete: true } }] });
  }
  return { finished, reset: plan.reset, uidValidity, refused };
}

export async function readSpine(mirror: MirrorClient, folderId: FolderId): Promise<Spine> {
  const { uids, flags } = await mirror.query('spine', { folderId });
  // Copies: the answer's bytes may start at an odd address.
  return { uids: new Uint32Array(new Uint8Array(uids).buffer), flags: new Uint16Array(new Uint8Array(flags).buffer) };
}

async function compareUids(session: Session, selected: SelectedMailbox, spine: Spine): Promise<{ missing: number[]; gone: number[] }> {
  const ask = async (): Promise<number[]> => {
    const uids = await session.uidSearch({ all: true });
    if (uids.length >= selected.exists) return uids;
    // Somebody may have expunged some in between: what does the folder hold now?
    const { exists, uidValidity } = await session.select(selected.wireName);
    const now = await session.uidSearch({ all: true });
    // An answer shorter than EXISTS is not the whole truth: deleting by it would empty the mirror.
    if (now.length < exists || uidValidity !== selected.uidValidity) throw fail('protocol', 'The server listed fewer messages than it says the folder has.', { step: 'sync' });
    return now;
  };
  const difference = compareSpines(spine.uids, await ask());
  const many = difference.gone.length > MASS_DELETION.count && difference.gone.length > spine.uids.length * MASS_DELETION.share;
  return many ? compareSpines(spine.uids, await ask()) : difference;
}

async function syncFlags(session: Session, selected: SelectedMailbox, folderId: FolderId, spine: Spine, which: { kind: 'changed-since'; modseq: string } | { kind: 'all' }, options: FolderSyncOptions): Promise<void> {
  const changed: { change: FlagChange; before: number }[] = [];
  const collect = (message: FetchedMessage): void => {
    const index = message.flags ? indexOfUid(spine.uids, message.uid) : -1;
    if (index < 0) return;
    const packed = packFlags(message.flags!);
    const before = spine.flags[index]!;
    const bits = options.overlay(folderId, selected.uidValidity, message.uid, packed.bits, before);
    if (bits !== before || bits & FLAG.keywords) changed.push({ change: [message.uid, packed.bits, packed.keywords], before });
  };
  const known = [[spine.uids[0]!, spine.uids.at(-1)!] as const];
  await session.uidFetch(known, { flags: true }, which.kind === 'changed-since' ? { changedSince: which.modseq } : {}, collect);
  // Laid over at the last moment: what the user did while the answer came must not be undone by it.
  const changes = changed.map(({ change: [uid, bits, keywords], before }): FlagChange => [uid, options.overlay(folderId, selected.uidValidity, uid, bits, before), keywords]);
  if (changes.length) await options.mirror.apply({ flags: [{ folderId, changes }] });
}

/** Not `complete` if it stopped early because something more urgent waits. */
async function fetchSummaries(session: Session, selected: SelectedMailbox, folderId: FolderId, wanted: readonly number[], spine: Spine, missing: number, options: FolderSyncOptions): Promise<{ complete: boolean; refused: number }> {
  const { mirror, overlay } = options;
  const total = selected.exists;
  let done = Math.max(0, total - missing);
  let pagesInFlight = 0;
  const writes = new Set<Promise<unknown>>();
  let failed: { error: unknown } | null = null;

  const send = (pages: PageWrite[]): Promise<unknown> => {
    pagesInFlight += pages.length;
    const write: Promise<unknown> = mirror.apply({ pages }).then(
      () => {
        pagesInFlight -= pages.length;
        writes.delete(write);
        for (const page of pages) done = Math.min(total, done + page.uids.length / 4);
        options.onProgress(done, total);
      },
      (error: unknown) => {
        failed ??= { error };
      },
    );
    writes.add(write);
    return write;
  };

  let refused = 0;
  let refusals = 0;
  /** A server may refuse a whole FETCH for one message it cannot read (Yahoo: NO [UNAVAILABLE]); halving finds that one. */
  const fetchPortion = async (uids: readonly number[]): Promise<void> => {
    try {
      // A row may be left out of an answer that ends in OK: expunged meanwhile, or not to be had. The next survey tells.
      refused += uids.length - (await fetchWhole(uids));
    } catch (error) {
      if (!isFailure(error, 'server-no') || ++refusals > MOST_REFUSALS) throw error;
      if (uids.length === 1) {
        refused++;
        return;
      }
      const middle = uids.length >>> 1;
      await fetchPortion(uids.slice(middle));
      await fetchPortion(uids.slice(0, middle));
    }
  };

  /** Answers how many of them came. */
  const fetchWhole = async (uids: readonly number[]): Promise<number> => {
    const expected = new Set(uids);
    const builder = createPageBuilder(folderId, (uid, bits) => overlay(folderId, selected.uidValidity, uid, bits, 0));
    let pages: PageWrite[] = [];
    await session.uidFetch(coveringSet(uids, spine.uids), SUMMARY_ITEMS, {}, (message) => {
      if (failed) throw failed.error;
      // News of a flag comes in between and has no size. A summary whose ENVELOPE could not be read is kept all the same: it is a message.
      if (message.size === undefined || message.uid === 0) return undefined;
      expected.delete(message.uid);
      const page = builder.add(message);
      if (!page || pages.push(page) < PAGES_PER_BATCH) return undefined;
      const write = send(pages);
      pages = [];
      return pagesInFlight > MAX_PAGES_IN_FLIGHT ? write.then(() => undefined) : undefined;
    });
    const last = builder.flush();
    if (last) pages.push(last);
    if (pages.length) await send(pages);
    return uids.length - expected.size;
  };

  const running = new Set<Promise<void>>();
  let complete = true;
  for (const portion of portions(wanted, FIRST_PORTION, PORTION)) {
    if (failed) break;
    if (running.size > 0 && options.shouldYield()) {
      complete = false;
      break;
    }
    const fetching: Promise<void> = fetchPortion(portion).catch((error: unknown) => {
      failed ??= { error };
    }).finally(() => running.delete(fetching));
    running.add(fetching);
    if (running.size >= PIPELINED) await Promise.race(running);
  }
  await Promise.all(running);
  await Promise.all(writes);
  const broken = failed as { error: unknown } | null;
  if (broken) throw broken.error;
  return { complete, refused };
}
