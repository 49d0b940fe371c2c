import { expect, test } from 'vitest';
import type { AccountPhase } from '../../../shared/model/account.ts';
import { newsOf, settled, type Standing } from './announcements.ts';

const standing = (phase: AccountPhase, parked = 0): Standing => ({ accounts: [{ id: '1', name: 'ann@example.org', phase }], parked });

/** What is said on the way through these. */
function said(...steps: Standing[]): string[] {
  let last: Standing | null = null;
  return steps.flatMap((step) => {
    const now = settled(last, step);
    const news = last ? newsOf(last, now) : '';
    last = now;
    return news ? [news] : [];
  });
}

test('a start and its syncs say nothing', () => {
  expect(said(standing('connecting'), standing('syncing'), standing('ready'), standing('syncing'), standing('ready'))).toEqual([]);
});

test('falling out and coming back is said once each', () => {
  expect(said(standing('ready'), standing('offline'), standing('connecting'), standing('offline'), standing('connecting'), standing('syncing'), standing('ready'))).toEqual(['ann@example.org is offline.', 'ann@example.org is connected again.']);
  expect(said(standing('connecting'), standing('needs-you'))).toEqual(['ann@example.org needs you.']);
});

test('what was refused is said, what was settled is not', () => {
  expect(said(standing('ready'), standing('ready', 1), standing('ready', 3), standing('ready', 2))).toEqual(['One action was refused and needs you.', '3 actions were refused and need you.']);
});
