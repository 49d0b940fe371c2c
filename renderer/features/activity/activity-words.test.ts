import { describe, expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import type { AccountActivity } from '../../../shared/model/activity.ts';
import { activityWords, clockTime, queueWords } from './activity-words.ts';

const NOW = new Date(2026, 10, 21, 14, 5, 30).getTime();
const account = (facts: Partial<AccountActivity> = {}): AccountActivity => ({ accountId: accountId('one'), phase: 'ready', status: 'Up to date', since: NOW - 60_000, failure: null, retryAt: null, progress: null, heardAt: NOW - 8_000, waiting: 0, parked: 0, ...facts });

describe('activityWords', () => {
  test('at rest it says when the server was heard', () => {
    expect(activityWords(account(), NOW)).toEqual({ headline: 'Up to date', details: ['Last heard from the server 8 s ago'], problem: null, progress: null });
    expect(activityWords(account({ heardAt: NOW - 500 }), NOW).details).toEqual(['Last heard from the server just now']);
    expect(activityWords(account({ heardAt: null }), NOW).details).toEqual([]);
  });

  test('a sync says how far, how fast and how long', () => {
    const words = activityWords(account({ phase: 'syncing', status: 'Syncing Archive, 41,200 of 100,000', progress: { done: 41_200, total: 100_000, others: 0, rate: 12_000.4, leftMs: 4_900 } }), NOW);
    expect(words).toMatchObject({ headline: 'Syncing Archive', progress: 0.412, details: ['41,200 of 100,000', '12,000 a second', 'about 5 s left', 'Last heard from the server 8 s ago'] });
    expect(activityWords(account({ phase: 'syncing', status: 'Syncing', progress: { done: 0, total: 10, others: 1, rate: null, leftMs: null } }), NOW).details[0]).toBe('0 of 10 · 1 more folder');
  });

  test('offline says since when, why, when it tries again and that nothing is lost', () => {
    const words = activityWords(account({ phase: 'offline', since: NOW - 3_600_000 * 25, retryAt: NOW + 25_000, failure: { code: 'name-not-found', message: 'There is no server called imap.example.org.' } }), NOW);
    expect(words.headline).toBe('Offline since Fri 20 Nov, 13:05');
    expect(words.details[0]).toBe('Tries again in 25 s');
    expect(words.problem).toMatchObject({ reason: 'There is no server called imap.example.org.', server: null });
    expect(words.problem?.advice).toMatch(/online\?.*kept until the server is back\.$/u);
  });

  test('what needs the user says what the server said', () => {
    expect(activityWords(account({ phase: 'needs-you', failure: { code: 'authentication', message: 'Refused.', detail: 'NO [AUTHENTICATIONFAILED]' } }), NOW).problem).toMatchObject({ server: 'NO [AUTHENTICATIONFAILED]', advice: expect.stringContaining('password') as string });
  });
});

test('times of today are short', () => {
  expect(clockTime(NOW - 60_000, NOW)).toBe('14:04');
});

test('what waits and what needs somebody', () => {
  expect(queueWords({ waiting: 1, parked: 0 })).toBe('1 change waits to reach the server');
  expect(queueWords({ waiting: 1200, parked: 2 })).toBe('1,200 changes wait to reach the server, 2 need you');
  expect(queueWords({ waiting: 0, parked: 0 })).toBe('');
});
