/** What changed in a folder since its checkpoint, by the planned strategy; every UID is listed where the counts do not agree with what it found. */
import { isFailure } from '../../shared/failure.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { Checkpoint, PageWrite } from '../mirror/protocol/records.ts';
import { compareUids, isMassDeletion } from './list-uids.ts';
import type { Doubts } from './open-folder.ts';
import type { Plan } from './plan.ts';
import { indexFrom, type Spine } from './spine.ts';
import { allFlags } from './strategies/all-flags.ts';
import { changedSince } from './strategies/condstore.ts';
import type { FlagChanges } from './strategies/flag-changes.ts';
import { toldAtSelect, type ToldAtSelect } from './strategies/qresync.ts';
import type { Answer } from './strategies/strategy.ts';
import type { SummaryFetch } from './summary-fetch.ts';

/** As many UIDs may be asked for at once without asking first which of them exist. */
const FEW = 200;

export interface FindOptions {
  session: Session;
  selected: SelectedMailbox;
  checkpoint: Checkpoint;
  plan: Extract<Plan, { kind: 'compare' }>;
  told: ToldAtSelect | null;
  doubts: Doubts;
  spine: Spine;
  summaries: SummaryFetch;
  changes: FlagChanges;
}

export interface Found {
  changes: FlagChanges;
  /** Here, and proven not to be on the server; ascending. */
  gone: number[];
  /** On the server, neither in the mirror nor in `pages`; ascending. */
  missing: number[];
  /** Summaries of messages that are new, not in the mirror yet. */
  pages: PageWrite[];
  /** UID of the newest message that is known to be there, 0 if none is. */
  highest: number;
}

/** Rejects with FailureError. Writes nothing. */
export async function findChanges(options: FindOptions): Promise<Found> {
  const { session, selected, plan, spine, told, doubts } = options;
  const [fresh, answer, listed] = await Promise.all([
    // First, so that new mail does not wait on the wire behind the flags of all others.
    plan.list ? NOTHING : askFresh(options),
    askStrategy(options),
    // In the same breath where it is certain to be needed.
    plan.list ? compareUids(session, selected, spine.uids) : null,
  ]);
  const { changes, gone } = answer;
  // Everything the server counted must be accounted for: whatever is said to be gone or new, the sum has to come out.
  const below = plan.fresh ? indexFrom(spine.uids, plan.fresh[0]) : spine.uids.length;
  const goneBelow = plan.fresh ? gone.filter((uid) => uid < plan.fresh![0]).length : gone.length;
  const agreed = !plan.list && !answer.list && fresh !== null && below - goneBelow + fresh.there === selected.exists;
  const all = fresh?.gone.length ? [...new Set([...gone, ...fresh.gone])].sort((a, b) => a - b) : gone;
  if (agreed && !isMassDeletion(all.length, spine.uids.length)) {
    return { changes, gone: all, missing: fresh.missing, pages: fresh.pages, highest: fresh.highest || (spine.uids.at(-1) ?? 0) };
  }
  const difference = listed ?? await compareUids(session, selected, spine.uids);
  const proven = new Set(difference.gone);
  // Somebody may have moved it back while we asked, but nothing comes back under the UID it had (RFC 3501 2.3.1.1).
  if (told && gone.some((uid) => !proven.has(uid))) doubts.add('QRESYNC');
  const here = fresh?.uids;
  if (!here?.size) return { changes, ...difference, pages: [], highest: highestOf(difference.missing, spine) };
  const there = new Set(difference.missing);
  return {
    changes,
    // Fetched, and expunged by somebody before the list was made.
    gone: [...difference.gone, ...[...here].filter((uid) => !there.has(uid))],
    missing: difference.missing.filter((uid) => !here.has(uid)),
    pages: fresh!.pages,
    highest: highestOf(difference.missing, spine),
  };
}

const highestOf = (missing: readonly number[], { uids }: Spine): number => Math.max(missing.at(-1) ?? 0, uids.at(-1) ?? 0);

async function askStrategy({ session, checkpoint, plan, told, doubts, spine, changes }: FindOptions): Promise<Answer> {
  switch (plan.strategy) {
    case 'none':
      return { changes, gone: [], list: false };
    case 'qresync':
      return told ? toldAtSelect(told, spine, changes) : allFlags(session, spine, changes);
    case 'condstore':
      try {
        return await changedSince(session, checkpoint.highestModseq, spine, changes);
      } catch (error) {
        if (!isFailure(error, 'server-bad', 'unsupported')) throw error;
        doubts.add('CONDSTORE');
        return allFlags(session, spine, changes);
      }
    case 'flags':
      return allFlags(session, spine, changes);
  }
}

/** Of the UIDs that are new. `there`: how many of them exist; `uids`: those in `pages`, or in the mirror by now. */
interface Fresh { there: number; uids: Set<number>; pages: PageWrite[]; missing: number[]; gone: number[]; highest: number }
const NOTHING: Fresh = { there: 0, uids: new Set(), pages: [], missing: [], gone: [], highest: 0 };

/** Null: the server would not say. */
async function askFresh({ session, plan, spine, summaries }: FindOptions): Promise<Fresh | null> {
  if (!plan.fresh) return NOTHING;
  const [first, last] = plan.fresh;
  const known = spine.uids.subarray(indexFrom(spine.uids, first));
  if (last - first < FEW && known.length === 0) {
    // All flags take long to come: what is new is not held back for them.
    const few = await summaries.few(plan.fresh, plan.strategy !== 'flags');
    return few && { there: few.uids.size, uids: few.uids, pages: few.pages, missing: [], gone: [], highest: Math.max(0, ...few.uids) };
  }
  const listed = await session.uidSearch({ uid: [[first, last]] });
  const there = new Set(listed);
  const here = new Set(known);
  return { there: listed.length, uids: new Set(), pages: [], missing: listed.filter((uid) => !here.has(uid)), gone: [...known].filter((uid) => !there.has(uid)), highest: listed.at(-1) ?? 0 };
}
