/** STATUS of one mailbox with whatever items this server can tell (RFC 3501 6.3.10; RFC 7162, 7889, 8438, 8474, 9051, 9208). */
import { appendLimit, type Capabilities } from './capabilities.ts';
import { statusItems, type StatusItem } from './commands/status.ts';
import type { MailboxStatusItems } from './mailbox.ts';
import type { Session } from './session.ts';

/** Atoms of which one must be offered; items not here are in every server. */
const NEEDS: Readonly<Partial<Record<StatusItem, readonly string[]>>> = {
  highestModseq: ['CONDSTORE'],
  size: ['STATUS=SIZE'],
  deleted: ['QUOTA=RES-MESSAGE', 'IMAP4rev2'],
  deletedStorage: ['QUOTA=RES-STORAGE'],
  mailboxId: ['OBJECTID'],
  appendLimit: ['APPENDLIMIT'],
};

/** Items that are not offered are missing from the answer. MAILBOXID is asked for in a command of its own: Cyrus 3.6 and 3.12 answer it among others with freed memory (2026-11-20). */
export async function readStatus(session: Pick<Session, 'capabilities' | 'run' | 'enabled'>, wireName: string, items: readonly StatusItem[]): Promise<MailboxStatusItems> {
  const offered = items.filter((item) => isOffered(item, session.capabilities, session.enabled));
  const together = offered.filter((item) => item !== 'mailboxId');
  const commands = [together, offered.filter((item) => item === 'mailboxId')].filter((group) => group.length > 0);
  const answers = await Promise.all(commands.map((group) => session.run(statusItems(wireName, group))));
  const answer: MailboxStatusItems = Object.assign({}, ...answers) as MailboxStatusItems;
  // One limit for all mailboxes is told with the capability (RFC 7889 2) and need not be asked for.
  const limit = appendLimit(session.capabilities);
  if (items.includes('appendLimit') && answer.appendLimit === undefined && limit !== null) answer.appendLimit = limit;
  return answer;
}

function isOffered(item: StatusItem, offered: Capabilities, enabled: ReadonlySet<string>): boolean {
  // Gone from IMAP4rev2 (RFC 9051 appendix E).
  if (item === 'recent') return offered.has('IMAP4rev1') && !enabled.has('IMAP4REV2');
  const needs = NEEDS[item];
  // What a server that names both can do in IMAP4rev2 it need not do before that is on (RFC 9051 appendix A).
  const rev2 = enabled.has('IMAP4REV2') || !offered.has('IMAP4rev1');
  return needs === undefined || needs.some((atom) => offered.has(atom) && (atom !== 'IMAP4rev2' || rev2));
}
