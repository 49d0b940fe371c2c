/** Finds messages whose UIDs no longer hold, by their Message-ID. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Session } from '../imap/session.ts';
import type { OperationBase, Target } from './operation-base.ts';

/** Ascending UIDs in the selected mailbox, from `from` on. */
export function findByMessageId(session: Session, messageId: string, from = 1): Promise<number[]> {
  const header = { header: { field: 'Message-ID', value: messageId } };
  return session.uidSearch(from > 1 ? { and: [{ uid: [[from, 0xffff_ffff]] }, header] } : header);
}

/**
 * The operation with UIDs of the selected mailbox. Trusted as they are under the same UIDVALIDITY; else found by Message-ID, and only where
 * there is no doubt: as many messages have it as were meant. Those that are gone are left out. Throws 'message-gone' if all are, 'uid-validity-changed' in doubt.
 */
export async function withPresentUids<O extends OperationBase>(operation: O, session: Session, uidValidity: number): Promise<O> {
  if (operation.uidValidity === uidValidity && operation.targets.every(({ uid }) => uid > 0)) return operation;
  // Of a copy that was not made; another message of that name is not meant.
  if (operation.uidValidity === 0 && operation.targets.some(({ uid }) => uid > 0)) throw fail('message-gone', say('engine-operations.noCopy'), { step: 'operation' });
  const present: Target[] = [];
  for (const target of operation.targets) {
    if (operation.uidValidity === uidValidity && target.uid > 0) present.push(target);
    else if (target.messageId === '') throw doubt();
  }
  const wanted = Map.groupBy(operation.targets.filter((target) => !present.includes(target)), ({ messageId }) => messageId);
  for (const [messageId, targets] of wanted) {
    const hits = await findByMessageId(session, messageId);
    if (hits.length > targets.length) throw doubt();
    present.push(...hits.map((uid, n) => ({ ...targets[n]!, uid })));
  }
  if (present.length === 0) throw fail('message-gone', say('engine-operations.messagesGone'), { step: 'operation' });
  return { ...operation, uidValidity, targets: present };
}

const doubt = () => fail('uid-validity-changed', say('engine-operations.renumberedSince'), { step: 'operation' });
