/** The words of servers that have enough. */
import { expect, test } from 'vitest';
import { mentionsLostLock, mentionsPassing, mentionsThrottling, retryHint } from './limits.ts';

test.each([
  'Too many simultaneous connections. (Failure)',
  'Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
  'Request is throttled. Suggested Backoff Time: 299961 milliseconds',
  'UID FETCH Rate limit hit.',
  'Too many open connections',
  'Too many concurrent connections to this mailbox',
  'too many logins from your host',
  'LOGOUT Intrusion prevention active',
])('throttling: %s', (text) => expect(mentionsThrottling(text)).toBe(true));

test.each(['Login failed: authentication failure', 'Mailbox does not exist', 'Message too large', 'Too many arguments', 'Connection closed. 14', ''])('not throttling: %s', (text) => expect(mentionsThrottling(text)).toBe(false));

test.each<[string, number | null]>([
  ['Request is throttled. Suggested Backoff Time: 299961 milliseconds', 299_961],
  ['Please try again in 5 minutes', 300_000],
  ['try again after 30 seconds', 30_000],
  ['retry after 60', 60_000],
  ['Wait 2 hours', 3_600_000],
  ['wait for 10 min', 600_000],
  ['try again in 999999999999 hours', 3_600_000],
  ['Try again later', null],
  ['try again in a moment', null],
  ['Suggested Backoff Time: soon', null],
])('how long: %s', (text, ms) => expect(retryHint(text)).toBe(ms));

test('it will pass; the lock is lost', () => {
  expect(mentionsPassing('Server Unavailable. 15')).toBe(true);
  expect(mentionsPassing('Login failed')).toBe(false);
  expect(mentionsLostLock('Killed (lost mailbox lock)')).toBe(true);
});
