/** Every UID of the server beside those of the mirror: the only proof that messages are gone. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import { compareSpines, type SpineDifference } from './spine.ts';

/** A folder that loses so many and so large a share of its messages at once is asked about twice. */
const MASS_DELETION = { count: 50, share: 0.2 };

export const isMassDeletion = (gone: number, known: number): boolean => gone > MASS_DELETION.count && gone > known * MASS_DELETION.share;

/** Looks at a folder that others change at the same time. */
const MOST_LOOKS = 3;

/** Rejects 'server-no' where the server contradicts itself, 'uid-validity-changed' where the folder was renumbered meanwhile. */
export async function compareUids(session: Session, selected: SelectedMailbox, known: Uint32Array): Promise<SpineDifference> {
  const { wireName, exists, uidValidity } = selected;
  // A folder that is empty need not be searched, and not every server answers that.
  const listed = exists > 0 ? await session.uidSearch({ all: true }) : [];
  const first = compareSpines(known, listed);
  if (listed.length >= exists && !isMassDeletion(first.gone.length, known.length)) return first;
  for (let look = 0; look < MOST_LOOKS; look++) {
    // Somebody may have expunged some in between, or the server was not itself: what does the folder hold now?
    const now = await session.select(wireName);
    if (now.uidValidity !== uidValidity) throw fail('uid-validity-changed', say('engine-sync.renumberedWhileCompared'), { step: 'sync' });
    const again = await session.uidSearch({ all: true });
    // An answer shorter than EXISTS is not the whole truth: deleting by it would empty the mirror.
    if (again.length < now.exists) continue;
    const { missing, gone } = compareSpines(known, again);
    // What one of two whole lists names is there.
    const there = new Set(listed.length < exists ? [] : listed);
    return { missing, gone: gone.filter((uid) => !there.has(uid)) };
  }
  // Of this folder only: the line and the other folders are not to blame.
  throw fail('server-no', say('engine-sync.fewerListed'), { step: 'sync' });
}
