import { describe, expect, test } from 'vitest';
import { accountId, operationId } from '../../../shared/ids.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { lostWith, lostWords } from './lost-with.ts';

const ANN = accountId('ann');
const row = (id: string, extra: Partial<OperationRow> = {}): OperationRow => ({ id: operationId(id), accountId: ANN, kind: 'move', title: id, state: 'waiting', failure: null, createdAt: 0, canUndo: false, ...extra });

describe('what is lost with an account', () => {
  test('everything of this account that is not done, messages first', () => {
    const rows = [row('a'), row('done', { state: 'done' }), row('other', { accountId: accountId('ben') }), row('parked', { state: 'parked' }), row('letter', { kind: 'send', state: 'running' })];
    expect(lostWith(ANN, rows).map(({ title }) => title)).toEqual(['letter', 'a', 'parked']);
  });

  test('is said with numbers', () => {
    expect(lostWords([row('letter', { kind: 'send' })])).toBe('1 message has not reached the server and will be lost');
    expect(lostWords([row('letter', { kind: 'send' }), row('a'), row('b')])).toBe('1 message and 2 changes have not reached the server and will be lost');
    expect(lostWords([row('a')])).toBe('1 change has not reached the server and will be lost');
  });
});
