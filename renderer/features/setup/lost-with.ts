/** What an account takes with it when it is removed: all that has not reached its server. Pure. */
import type { AccountId } from '../../../shared/ids.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { listWords } from '../../../shared/text/locale.ts';

/** Messages first: they exist nowhere else. */
export function lostWith(account: AccountId, operations: readonly OperationRow[]): readonly OperationRow[] {
  const open = operations.filter(({ accountId, state }) => accountId === account && state !== 'done');
  return [...open.filter(isMessage), ...open.filter((row) => !isMessage(row))];
}

/** `1 message and 3 changes have not reached the server and will be lost`. */
export function lostWords(operations: readonly OperationRow[]): string {
  const messages = operations.filter(isMessage).length;
  const changes = operations.length - messages;
  const parts = [messages > 0 ? t('setup.lostMessages', { count: messages }) : '', changes > 0 ? t('setup.lostChanges', { count: changes }) : ''].filter(Boolean);
  return t('setup.lost', { what: listWords(parts), count: operations.length });
}

const isMessage = ({ kind }: OperationRow): boolean => kind === 'send';
