/** Listens on the syncing session while it has nothing to do, in the folder it has open (IDLE, RFC 2177): the one on screen costs no connection of its own. */
import { isFailure } from '../../shared/failure.ts';
import type { Session } from '../imap/session.ts';

/** Until `wait` is over, and rejects as it does. A server that refuses to idle here is simply waited for. */
export async function listenMeanwhile(session: Session, wait: Promise<void>, onNews: () => void): Promise<void> {
  wait.catch(() => {}); // awaited below, unless the line is lost first
  const silence = session.onNews(onNews);
  try {
    const idling = await session.idle().catch((error: unknown) => {
      if (!isFailure(error, 'server-no', 'server-bad', 'unsupported')) throw error;
      return null;
    });
    try {
      await wait;
    } finally {
      await idling?.stop().catch(() => undefined); // a lost line is told by whoever speaks next
    }
  } finally {
    silence();
  }
}

/** What is told of the open mailbox while nobody listens: a server says it once, with the answer to whatever is asked, and IDLE is without it. */
export interface Overheard {
  /** A sync begins: what was told until now is in its SELECT. */
  clear(): void;
  /** Whether it is to be synced again before anybody listens. Not twice: a server whose answers never agree must not keep the line busy. */
  take(): boolean;
  /** Somebody has listened meanwhile. */
  rested(): void;
  stop(): void;
}

export function overhear(session: Pick<Session, 'onNews' | 'selected'>): Overheard {
  let heard = false;
  let taken = false;
  const stop = session.onNews((news) => {
    // Some servers say EXISTS with every answer, whether anything has come or not.
    heard ||= news.kind === 'exists' ? news.count !== session.selected?.exists : news.kind === 'expunge' || news.kind === 'vanished';
  });
  return {
    clear: () => void (heard = false),
    take() {
      if (!heard || taken) return false;
      taken = true;
      return true;
    },
    rested: () => void (taken = false),
    stop,
  };
}
