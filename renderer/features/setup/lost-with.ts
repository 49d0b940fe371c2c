/** What an account takes with it when it is removed: all that has not reached its server. Pure. */
import type { AccountId } from '../../../shared/ids.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';

/** Messages first: they exist nowhere else. */
export function lostWith(account: AccountId, operations: readonly OperationRow[]): readonly OperationRow[] {
  const open = operations.filter(({ accountId, state }) => accountId === account && state !== 'done');
  return [...open.filter(isMessage), ...open.filter((row) => !isMessage(row))];
}

/** `1 message and 3 changes have not reached the server and will be lost`. */
export function lostWords(operations: readonly OperationRow[]): string {
  const messages = operations.filter(isMessage).length;
  const changes = operations.length - messages;
  const parts = [count(messages, 'message'), count(changes, 'change')].filter(Boolean);
  return `${parts.join(' and ')} ${operations.length === 1 ? 'has' : 'have'} not reached the server and will be lost`;
}

const isMessage = ({ kind }: OperationRow): boolean => kind === 'send';
const count = (number: number, word: string): string => (number === 0 ? '' : `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`);
