/** Listens on a session of its own: NOTIFY over all folders where offered (RFC 5465), IDLE on the inbox (RFC 2177), NOOP where there is neither. Reports, never fetches. */
import { FailureError, isFailure, toFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import { keepListening, type Listening } from '../imap/keep-listening.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import { withSession, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock, Log } from '../ports.ts';
import { askNotify } from './ask-notify.ts';
import { backoff } from './backoff.ts';
import { probe } from './probe.ts';
import { createWake } from './wake.ts';

export interface WatchOptions {
  pool: Pool;
  clock: Clock;
  chance(): number;
  log: Log;
  inbox(): Promise<FolderRecord | null>;
  onNews(folderId: FolderId): void;
  /** How a folder that is not open stands now. Without a wire name the server has lost count: all may have changed. */
  onStatus(wireName: string | null, items: MailboxStatusItems): void;
  /** Folders came, went or were renamed. */
  onFolders(): void;
}

export interface Watcher {
  /** The server tells of every folder by itself at this moment. */
  readonly tellsAll: boolean;
  /** Is the line still alive? If not, or if there is none, it is opened anew at once. */
  probe(): void;
  stop(): void;
}

export function watchAccount(options: WatchOptions): Watcher {
  const { pool, clock, log } = options;
  const wake = createWake(clock);
  let stopped = false;
  let tellsAll = false;
  let current: Session | null = null;
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
    const silence = session.onNews((news) => {
      switch (news.kind) {
        case 'mailbox-status': options.onStatus(news.wireName, news.items); break;
        case 'notification-overflow':
          // The server tells nothing more until it is asked anew (RFC 5465 5.8): with the next session; sweeps do until then.
          tellsAll = false;
          options.onStatus(null, {});
          break;
        case 'mailbox-list': options.onFolders(); break;
        default: options.onNews(inbox.id);
      }
    });
    try {
      current = session;
      const selected = await session.select(inbox.wireName, { readOnly: true });
      // What came between the last sync and this SELECT would otherwise wait for the next survey.
      if (selected.uidNext !== inbox.checkpoint.uidNext || selected.highestModseq !== inbox.checkpoint.highestModseq) options.onNews(inbox.id);
      tellsAll = await askNotify(session);
      if (stopped) return;
      listening = keepListening(session, { onAlive: works, after: (ms, act) => clock.after(ms, act) });
      const reason = await listening.over;
      // A line that is over is simply tried again; a refusal is told.
      if (!stopped && !dead) throw new FailureError(reason);
    } finally {
      tellsAll = false;
      current = listening = null;
      silence();
    }
  }

  void run();
  return {
    get tellsAll() { return tellsAll; },
    probe() {
      wake.kick();
      if (current) void probe(current, clock);
    },
    stop() {
      stopped = true;
      wake.kick();
      void listening?.stop();
    },
  };
}
