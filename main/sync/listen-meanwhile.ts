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
