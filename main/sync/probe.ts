/** Finds out whether a line still lives: one NOOP, and it is cut if nothing at all comes back in time. */
import { failure, isFailure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Session } from '../imap/session.ts';
import type { Clock } from '../ports.ts';

/** How long a living server may take to say anything. */
const PROBE_MS = 5_000;

/** Resolves true if it lives. A long answer that keeps coming is life too, as long as it comes. Never rejects. */
export async function probe(session: Session, clock: Clock): Promise<boolean> {
  const asked = session.noop().then(() => true, (error: unknown) => isFailure(error, 'server-no', 'server-bad'));
  let alive: boolean | undefined;
  while (alive === undefined) {
    // Not a time: after sleep the clocks of octets and of this moment may differ.
    const heardBefore = session.heardAt;
    let cancel = (): void => {};
    // What was on its way when the line died is heard once, and then nothing more.
    const late = new Promise<boolean | undefined>((resolve) => { cancel = clock.after(PROBE_MS, () => resolve(session.heardAt === heardBefore ? false : undefined)); });
    alive = await Promise.race([asked, late]);
    cancel();
  }
  if (!alive) session.destroy(failure('timeout', say('engine-sync.stoppedAnswering')));
  return alive;
}
