/** Asks for what the summaries of messages are made of, with the server's own names of conversations where it tells them. */
import { isFailure } from '../../shared/failure.ts';
import type { FetchedMessage } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { UidSet } from '../imap/uid-set.ts';
import { SUMMARY_ITEMS, summaryItems } from './summary.ts';

/** Sessions of servers that offered the names and did not understand the question for them. */
const withoutThreads = new WeakSet<Session>();

/** Rejects as Session.uidFetch does. A server that does not understand the question for its conversations is asked without. */
export async function fetchSummaries(session: Session, set: UidSet, onRow: (message: FetchedMessage) => void | Promise<void>): Promise<void> {
  const items = withoutThreads.has(session) ? SUMMARY_ITEMS : summaryItems(session.capabilities);
  try {
    await session.uidFetch(set, items, {}, onRow);
  } catch (error) {
    if (items === SUMMARY_ITEMS || !isFailure(error, 'server-bad')) throw error;
    withoutThreads.add(session);
    await session.uidFetch(set, SUMMARY_ITEMS, {}, onRow);
  }
}
