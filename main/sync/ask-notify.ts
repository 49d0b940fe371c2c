/** Asks the server to tell by itself what happens in all folders (NOTIFY, RFC 5465). */
import { isFailure } from '../../shared/failure.ts';
import { notify, type NotifyEvents, type NotifyGroup } from '../imap/commands/notify.ts';
import type { Session } from '../imap/session.ts';

/** From much to little: RFC 5465 5 leaves a server to support fewer events. */
const WISHES: readonly NotifyEvents[] = [
  { messages: true, flags: true, mailboxName: true, subscription: true },
  { messages: true, flags: true, mailboxName: true },
  { messages: true, mailboxName: true },
];

/** True: it will, and has said how every folder stands now. Rejects only when the line is lost. */
export async function askNotify(session: Session): Promise<boolean> {
  if (!session.capabilities.has('NOTIFY')) return false;
  for (const all of WISHES) {
    const open: NotifyEvents = { messages: true, ...(all.flags === true ? { flags: true } : {}) };
    const groups: NotifyGroup[] = [{ mailboxes: { kind: 'selected-delayed' }, events: open }, { mailboxes: { kind: 'personal' }, events: all }];
    try {
      await session.run(notify(groups, { status: true }));
      return true;
    } catch (error) {
      // IDLE and the sweeps do without it.
      if (isFailure(error, 'server-no', 'server-bad')) return false;
      if (!isFailure(error, 'unsupported')) throw error;
    }
  }
  return false;
}
