/** Watches the inbox on a session of its own: IDLE (RFC 2177) where offered, NOOP otherwise. Reports, never fetches. */
import { isFailure, toFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import { withSession, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock, Log } from '../ports.ts';
import { backoff } from './backoff.ts';
import { createWake } from './wake.ts';

/** RFC 2177 says every 29 minutes; NAT tables forget after ten. */
const REARM_MS = 9 * 60_000;
const POLL_MS = 30_000;

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
    void session.closed.then(() => {
      dead = true;
      wake.kick();
    });
    const silence = session.onNews(() => options.onNews(inbox.id));
    try {
      const selected = await session.select(inbox.wireName, { readOnly: true });
      // What came between the last sync and this SELECT would otherwise wait for the next survey.
      if (selected.uidNext !== inbox.checkpoint.uidNext || selected.highestModseq !== inbox.checkpoint.highestModseq) options.onNews(inbox.id);
      const idles = session.capabilities.has('IDLE');
      while (!stopped && !dead) {
        if (idles) {
          const idle = await session.idle();
          await wake.wait(REARM_MS);
          if (!dead) await idle.stop();
          if (!dead) works();
        } else {
          await wake.wait(POLL_MS);
          if (!dead && !stopped) await session.noop();
          if (!dead) works();
        }
      }
    } finally {
      silence();
    }
  }

  void run();
  return {
    stop() {
      stopped = true;
      wake.kick();
    },
  };
}
