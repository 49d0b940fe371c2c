import { describe, expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { footState, stateLine } from './account-state.ts';

const account = (extra: Partial<AccountSummary>): AccountSummary => ({ id: accountId('a'), email: 'ann@example.org', name: '', demo: false, phase: 'ready', status: 'Up to date', failure: null, heardAt: null, progress: null, ...extra });

describe('stateLine', () => {
  test('tells how fresh it is, by the account heard from longest ago', () => {
    expect(stateLine([account({ heardAt: 92_000 }), account({ heardAt: 60_000 })], 100_000)).toBe('Up to date, heard from server 40 s ago');
  });

  test('what needs the user comes before everything else, and says whose it is', () => {
    expect(stateLine([account({ phase: 'syncing', status: 'Syncing' }), account({ email: 'b@example.org', phase: 'needs-you', status: 'Wrong password' })], 0)).toBe('b@example.org: Wrong password');
    expect(stateLine([account({ phase: 'offline', status: '' })], 0)).toBe('offline');
  });

  test('no account, no words', () => {
    expect(stateLine([], 0)).toBe('');
  });
});

describe('footState', () => {
  test('says in a few words how fresh it is', () => {
    expect(footState([account({ heardAt: 92_000 })], 100_000)).toEqual({ first: 'Up to date · 8 s ago', second: '', progress: null });
  });

  test('the count of a sync has a line and a bar of its own', () => {
    expect(footState([account({ phase: 'syncing', status: 'Syncing Archive, 2014, 41,200 of 100,000', progress: { done: 41_200, total: 100_000, others: 0 } })], 0)).toEqual({ first: 'Syncing Archive, 2014', second: '41,200 of 100,000', progress: 0.412 });
    expect(footState([account({ phase: 'syncing', status: 'Checking Archive', progress: { done: 0, total: 0, others: 0 } })], 0)).toEqual({ first: 'Checking Archive', second: '', progress: null });
  });

  test('the folders behind it are counted; of small ones no bar flickers', () => {
    const second = (done: number, total: number, others: number) => footState([account({ phase: 'syncing', status: `Syncing Notes, ${done} of ${total}`, progress: { done, total, others } })], 0);
    expect(second(2, 3, 271)).toEqual({ first: 'Syncing Notes', second: '2 of 3 · 271 more folders', progress: null });
    expect(second(500, 1000, 1)).toEqual({ first: 'Syncing Notes', second: '500 of 1,000 · 1 more folder', progress: 0.5 });
    expect(second(2, 4, 0).progress).toBe(0.5);
  });

  test('what stops everything says why, or whose it is', () => {
    const refused = account({ phase: 'needs-you', status: 'Wrong password', failure: { code: 'authentication', message: 'The password was refused.' } });
    expect(footState([refused], 0)).toEqual({ first: 'Needs you', second: 'The password was refused.', progress: null });
    expect(footState([refused, account({ email: 'b@example.org' })], 0).second).toBe('ann@example.org');
  });

  test('no account, no words', () => {
    expect(footState([], 0)).toEqual({ first: '', second: '', progress: null });
  });
});
