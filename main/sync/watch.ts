/** Watches the inbox on a session of its own: IDLE (RFC 2177) where offered, NOOP otherwise. Reports, never fetches. */
import { FailureError, isFailure, toFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import { keepListening, type Listening } from '../imap/keep-listening.ts';
import { withSession, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock, Log } from '../ports.ts';
import { backoff } from './backoff.ts';
import { createWake } from './wake.ts';

export interface WatchOptions {
  pool: Pool;
  clock: Clock;
  chance(): number;
  log: Log;
  inbox(): Promise<FolderRecord | null>;
  onNews(folderId: FolderId): void;
}

export function watchInbox(options: WatchOptions): { stop(): void } {
  const { pool, clock, log } = options;
  const wake = createWake(clock);
  let stopped = false;
  let listening: Listening | null = null;

  async function run(): Promise<void> {
    for (let attempt = 0; !stopped; attempt++) {
      let askedMs = 0;
      try {
        const inbox = await options.inbox();
        if (inbox) {
          await withSession(pool, 'idle', (session) => watch(session, inbox, () => { attempt = 0; }));
        }
      } catch (error) {
        if (stopped || isFailure(error, 'cancelled')) return;
        // The account's own state is told by the syncing session; the surveys cover for a watcher that cannot connect.
        const { code, retryAfterMs = 0 } = toFailure(error);
        askedMs = retryAfterMs;
        log('info', 'sync.watch-interrupted', { code });
      }
      if (!stopped) await wake.wait(backoff(attempt, options.chance(), askedMs));
    }
  }

  async function watch(session: Session, inbox: FolderRecord, works: () => void): Promise<void> {
    let dead = false;
    void session.closed.then(() => (dead = true));
    const silence = session.onNews(() => options.onNews(inbox.id));
    try {
      const selected = await session.select(inbox.wireName, { readOnly: true });
      // What came between the last sync and this SELECT would otherwise wait for the next survey.
      if (selected.uidNext !== inbox.checkpoint.uidNext || selected.highestModseq !== inbox.checkpoint.highestModseq) options.onNews(inbox.id);
      if (stopped) return;
      listening = keepListening(session, { onAlive: works, after: (ms, act) => clock.after(ms, act) });
      const reason = await listening.over;
      // A line that is over is simply tried again; a refusal is told.
      if (!stopped && !dead) throw new FailureError(reason);
    } finally {
      listening = null;
      silence();
    }
  }

  void run();
  return {
    stop() {
      stopped = true;
      wake.kick();
      void listening?.stop();
    },
  };
}
