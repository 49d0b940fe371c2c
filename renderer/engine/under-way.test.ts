import { expect, test } from 'vitest';
import type { OperationRow } from '../../shared/model/activity.ts';
import { underWayWords } from './under-way.ts';

const row = (kind: OperationRow['kind'], state: OperationRow['state'], createdAt: number) => ({ kind, state, createdAt }) as OperationRow;

test('what is late is said, letters first; what is done, parked or young is not', () => {
  const now = 100_000;
  expect(underWayWords([row('send', 'done', 0), row('send', 'parked', 0), row('send', 'waiting', now - 1000)], now)).toBe('');
  expect(underWayWords([row('move', 'waiting', 0), row('set-flags', 'running', 0)], now)).toBe('2 changes not on the server yet');
  expect(underWayWords([row('move', 'waiting', 0), row('send', 'waiting', 0)], now)).toBe('1 message not sent yet');
});
