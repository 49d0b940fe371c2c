/** Brings one folder of the mirror up to date with the server, newest messages first. Can stop between portions and go on later. */
import type { FolderId } from '../../shared/ids.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Batch } from '../mirror/protocol/batch.ts';
import type { Checkpoint, FolderRecord } from '../mirror/protocol/records.ts';
import type { Early } from './early-inbox.ts';
import { findChanges, type Found } from './find-changes.ts';
import { compareUids } from './list-uids.ts';
import { openFolder, type Doubts } from './open-folder.ts';
import { flagsIn } from './page-flags.ts';
import { planFolder, type Plan } from './plan.ts';
import { rematch, type Rematch } from './rematch.ts';
import { stillToCome, type Spine } from './spine.ts';
import { FlagChanges } from './strategies/flag-changes.ts';
import { SummaryFetch } from './summary-fetch.ts';

/** What the user has done and the server has not confirmed, laid over the server's flags. `before`: bits in the mirror, 0 if new. */
export type Overlay = (folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number) => number;

export interface FolderSyncOptions {
  mirror: MirrorClient;
  overlay: Overlay;
  /** Of this account; what is found out is added. */
  doubts?: Doubts;
  /** UIDVALIDITY has changed, and messages were known again; `uidOf` is undefined for those that were not. Awaited before the mirror shows it, and once more after. */
  onRenumbered?(uidValidity: number, uidOf: (uid: number) => number | undefined): Promise<void>;
  /** Fetch at most so many missing summaries now. */
  limit?: number;
  /** It is open already, before the other folders are known. */
  early?: Early;
  /** Asked between portions; true leaves the rest for later. */
  shouldYield(): boolean;
  /** Summaries here, and on the server. */
  onProgress(done: number, total: number): void;
}

/** `finished`: every message that the server hands out has its summary here; `refused` counts those it would not, or left out. */
export interface FolderOutcome { finished: boolean; reset: boolean; uidValidity: number; refused: number }

/** Rejects with FailureError; what was committed before stays and is not fetched again. */
export async function syncFolder(session: Session, folder: FolderRecord, options: FolderSyncOptions): Promise<FolderOutcome> {
  const { mirror, doubts = new Set(), early } = options;
  if (early) return new FolderSync(session, folder, early.selected, { uids: new Uint32Array(), flags: new Uint16Array() }, options).first(false);
  const [{ selected, told, trust }, known] = await Promise.all([openFolder(session, folder, doubts), readSpine(mirror, folder.id)]);
  const asked = told !== null;
  const plan = planFolder(folder.checkpoint, selected, known.uids.length, trust, { asked, told: asked && (told.flags.size > 0 || told.vanished.length > 0) });
  if (plan.kind === 'unchanged') return { finished: true, reset: false, uidValidity: selected.uidValidity, refused: 0 };
  const reset = plan.kind === 'first' && plan.reset;
  const again = reset ? await rematch(session, folder, selected, known, mirror) : null;
  if (again) return new FolderSync(session, folder, selected, again.spine, options).renumbered(again);
  const sync = new FolderSync(session, folder, selected, reset ? { uids: new Uint32Array(), flags: new Uint16Array() } : known, options);
  if (plan.kind === 'first') return sync.first(reset);
  return sync.compare(plan, () => findChanges({ session, selected, checkpoint: folder.checkpoint, plan, told, doubts, spine: known, summaries: sync.summaries, changes: sync.flagChanges() }));
}

class FolderSync {
  readonly summaries: SummaryFetch;
  readonly #session: Session;
  readonly #folder: FolderRecord;
  readonly #selected: SelectedMailbox;
  readonly #spine: Spine;
  readonly #options: FolderSyncOptions;
  readonly #begun = Promise.withResolvers<unknown>();
  #done = 0;

  constructor(session: Session, folder: FolderRecord, selected: SelectedMailbox, spine: Spine, options: FolderSyncOptions) {
    this.#session = session;
    this.#folder = folder;
    this.#selected = selected;
    this.#spine = spine;
    this.#options = options;
    this.summaries = new SummaryFetch({
      session, mirror: options.mirror, folderId: folder.id, uidValidity: selected.uidValidity, known: spine.uids, ...(folder.checkpoint.uidValidity === selected.uidValidity ? { arrivalsFrom: Math.max(1, folder.checkpoint.uidNext) } : {}), begun: this.#begun.promise,
      overlay: (uid, bits) => options.overlay(folder.id, selected.uidValidity, uid, bits, 0),
      onStored: (count) => {
        this.#done = Math.min(selected.exists, this.#done + count);
        options.onProgress(this.#done, selected.exists);
      },
    });
  }

  flagChanges(): FlagChanges {
    return new FlagChanges(this.#spine, (uid, bits, before) => this.#options.overlay(this.#folder.id, this.#selected.uidValidity, uid, bits, before));
  }

  /** Nothing is known: the newest are on screen before the server has listed all there is. */
  async first(reset: boolean): Promise<FolderOutcome> {
    const { exists, uidValidity, uidNext, highestModseq } = this.#selected;
    const { mirror, early } = this.#options;
    const { id: folderId } = this.#folder;
    const here = this.summaries.pagesOf(early?.newest?.messages ?? []);
    // Its own mod-sequence is kept from the start: an interrupted first sync asks for what has changed since then.
    const begun = mirror.apply({
      ...(early?.folder ? { folders: [early.folder] } : {}),
      // Where none is known, the checkpoint itself is refused if there is another by now.
      ...(reset ? { under: [{ folderId, uidValidity: this.#folder.checkpoint.uidValidity }] } : {}),
      ...(reset ? { resetFolders: [{ folderId, uidValidity }] } : {}),
      ...(here.pages.length ? { pages: this.summaries.laid(here.pages) } : {}),
      checkpoints: [{ folderId, checkpoint: { uidValidity, uidNext, highestModseq, complete: false } }],
    });
    this.#begun.resolve(begun);
    if (here.pages.length) void begun.then(() => this.summaries.stored(here.pages), () => undefined); // told below
    const coming = here.pages.length ? begun.then(() => here.uids) : this.#newest();
    const compared = async (): Promise<readonly number[]> => {
      // What is on screen first comes first, and the other folders before the depth of this one. What is here already need not be stored for that.
      if (early && here.pages.length === 0) await Promise.allSettled([coming]);
      return exists > 0 ? (await compareUids(this.#session, this.#selected, this.#spine.uids)).missing : [];
    };
    const [newest, missing] = await Promise.all([coming, compared(), this.#begun.promise, early?.surveyed]);
    const { rest, unlisted } = stillToCome(newest, missing);
    // Fetched, and expunged by somebody before the list was made.
    if (unlisted.length) await mirror.apply({ ...this.#under(), vanished: [{ folderId, uids: unlisted }] });
    return this.#fetchRest(rest, missing.at(-1) ?? 0, reset);
  }

  async #newest(): Promise<Set<number>> {
    const { newest } = this.#options.early ?? {};
    await newest?.ended;
    if (!newest?.messages) return this.summaries.newest(this.#selected);
    const { uids, pages } = this.summaries.pagesOf(newest.messages);
    if (pages.length) await this.summaries.write(pages);
    return uids;
  }

  /** What was known again stays, in one batch with the checkpoint: at no moment is there half of it. */
  async renumbered(again: Rematch): Promise<FolderOutcome> {
    this.#begun.resolve(undefined);
    const { mirror, overlay, onRenumbered } = this.#options;
    const { id: folderId } = this.#folder;
    const { uidValidity, highestModseq } = this.#selected;
    const { missing, highest, uidOf } = again;
    await onRenumbered?.(uidValidity, uidOf);
    await mirror.apply({
      renumbered: [again.write((uid, bits, before) => overlay(folderId, uidValidity, uid, bits, before))],
      checkpoints: [{ folderId, checkpoint: missing.length ? { uidValidity, uidNext: 0, highestModseq, complete: false } : this.#final(highest, 0) }],
    });
    // What the user did in between still named the old ones.
    await onRenumbered?.(uidValidity, uidOf);
    if (missing.length === 0) return { finished: true, reset: true, uidValidity, refused: 0 };
    return this.#fetchRest(missing, highest, true);
  }

  /** What changed, and what is new if that is little, in one batch with the checkpoint that covers it. */
  async compare(plan: Extract<Plan, { kind: 'compare' }>, find: () => Promise<Found>): Promise<FolderOutcome> {
    this.#begun.resolve(undefined);
    const { id: folderId, checkpoint } = this.#folder;
    const { uidValidity, highestModseq } = this.#selected;
    const { changes, gone, missing, pages: held, highest } = await find();
    const pages = this.summaries.laid(held);
    // Half a catch-up is kept as one: below the old UIDNEXT all is here, and the flags are those of now.
    const covered = plan.fresh !== null && missing.every((uid) => uid >= plan.fresh![0]);
    const now: Checkpoint = missing.length ? { uidValidity, uidNext: checkpoint.uidNext, highestModseq, complete: covered } : this.#final(highest, 0);
    const flags = [...changes.list(), ...flagsIn(pages)];
    const moved = JSON.stringify(now) !== JSON.stringify(pick(checkpoint));
    if (moved || flags.length || gone.length || pages.length) {
      await this.#options.mirror.apply({
        ...this.#under(),
        ...(pages.length ? { pages } : {}),
        ...(flags.length ? { flags: [{ folderId, changes: flags }] } : {}),
        ...(gone.length ? { vanished: [{ folderId, uids: gone }] } : {}),
        ...(moved ? { checkpoints: [{ folderId, checkpoint: now }] } : {}),
      });
    }
    if (missing.length === 0) return { finished: true, reset: false, uidValidity, refused: 0 };
    return this.#fetchRest(missing, highest, false);
  }

  /** `highest`: UID of the newest message that is known to be there. */
  async #fetchRest(missing: readonly number[], highest: number, reset: boolean): Promise<FolderOutcome> {
    const { limit, shouldYield, mirror } = this.#options;
    this.#done = Math.max(0, this.#selected.exists - missing.length);
    const wanted = limit !== undefined && missing.length > limit ? missing.slice(missing.length - limit) : missing;
    const { complete, refused } = await this.summaries.rest(wanted, () => shouldYield());
    const finished = complete && wanted.length === missing.length;
    if (finished) await mirror.apply({ ...this.#under(), checkpoints: [{ folderId: this.#folder.id, checkpoint: this.#final(highest, refused) }] });
    return { finished, reset, uidValidity: this.#selected.uidValidity, refused };
  }

  /** Only what the mirror holds under this UIDVALIDITY is meant: a folder that was made anew, in the mirror or by somebody else, is read from its beginning. */
  #under(): Pick<Batch, 'under'> { return { under: [{ folderId: this.#folder.id, uidValidity: this.#selected.uidValidity }] }; }

  /** Where the server does not say UIDNEXT it is worked out, and what was refused is asked for again with every survey. */
  #final(highest: number, refused: number): Checkpoint {
    const { uidValidity, uidNext, highestModseq } = this.#selected;
    return { uidValidity, uidNext: refused ? 0 : uidNext || highest + 1, highestModseq, complete: true };
  }
}

const pick = ({ uidValidity, uidNext, highestModseq, complete }: Checkpoint): Checkpoint => ({ uidValidity, uidNext, highestModseq, complete });

export async function readSpine(mirror: MirrorClient, folderId: FolderId): Promise<Spine> {
  const { uids, flags } = await mirror.query('spine', { folderId });
  // Copies: the answer's bytes may start at an odd address.
  return { uids: new Uint32Array(new Uint8Array(uids).buffer), flags: new Uint16Array(new Uint8Array(flags).buffer) };
}
