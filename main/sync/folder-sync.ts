/** Brings one folder of the mirror up to date with the server, newest messages first. Can stop between portions and go on later. */
import { fail } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import { FLAG, packFlags } from '../../shared/model/flags.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FlagChange } from '../mirror/protocol/batch.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { planFolder } from './plan.ts';
import { compareSpines, indexOfUid, type Spine } from './spine.ts';
import { SummaryFetch } from './summary-fetch.ts';

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
  const begun: Promise<unknown> = fresh ? mirror.apply({
    ...(plan.reset ? { resetFolders: [{ folderId: folder.id, uidValidity }] } : {}),
    checkpoints: [{ folderId: folder.id, checkpoint: { uidValidity, uidNext, highestModseq, complete: false } }],
  }) : Promise.resolve();
  let done = 0;
  const summaries = new SummaryFetch({
    session, mirror, folderId: folder.id, known: spine.uids, begun,
    overlay: (uid, bits) => options.overlay(folder.id, uidValidity, uid, bits, 0),
    onStored: (count) => {
      done = Math.min(selected.exists, done + count);
      options.onProgress(done, selected.exists);
    },
  });

  if (plan.flags.kind !== 'none') await syncFlags(session, selected, folder.id, spine, plan.flags, options);
  const [first, difference] = await Promise.all([
    // On screen before the server has listed all there is.
    fresh && selected.exists > 0 ? summaries.newest(uidNext) : new Set<number>(),
    plan.listUids ? compareUids(session, selected, spine) : { missing: [], gone: fresh || selected.exists > 0 ? [] : [...spine.uids] },
    begun,
  ]);
  const listed = first.size ? new Set(difference.missing) : first;
  // Fetched, and expunged by somebody before the list was made.
  const gone = [...difference.gone, ...[...first].filter((uid) => !listed.has(uid))];
  if (gone.length) await mirror.apply({ vanished: [{ folderId: folder.id, uids: gone }] });

  const missing = first.size ? difference.missing.filter((uid) => !first.has(uid)) : difference.missing;
  done = Math.max(0, selected.exists - missing.length);
  const wanted = options.limit !== undefined && missing.length > options.limit ? missing.slice(missing.length - options.limit) : missing;
  const { complete, refused } = await summaries.rest(wanted, () => options.shouldYield());
  const finished = complete && wanted.length === missing.length;
  if (finished) {
    // Without a UIDNEXT the folder counts as stale, and what was refused is asked for again with every survey.
    const next = refused ? 0 : uidNext || Math.max(0, difference.missing.at(-1) ?? 0, spine.uids.at(-1) ?? 0) + 1;
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
