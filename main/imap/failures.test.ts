/** What a server's refusal means: the code, whether another try can help, how long to wait. */
import { describe, expect, test } from 'vitest';
import { canRetry, type FailureCode } from '../../shared/failure.ts';
import { byeFailure, greetingFailure, statusFailure } from './failures.ts';
import { Cursor } from './wire/cursor.ts';
import { parseResponse, type StatusResponse } from './wire/response.ts';

function status(line: string): StatusResponse {
  const cursor = new Cursor();
  const octets = Buffer.from(line, 'latin1');
  cursor.set(octets, 0, octets.length);
  const response = parseResponse(cursor);
  if (response.kind !== 'status') throw new Error(`no status: ${line}`);
  return response;
}

type Row = readonly [command: string, line: string, code: FailureCode, retry: boolean, retryAfterMs?: number];
const titled = (rows: readonly Row[]) => rows.map((row) => [row[0], row[1], row] as const);

describe('of a command', () => {
  test.each(titled([
    ['UID FETCH', 'a NO [THROTTLED] slow down', 'throttled', true],
    ['UID FETCH', 'a NO [UNAVAILABLE] UID FETCH Server error', 'server-no', true],
    ['UID FETCH', 'a NO [LIMIT] UID FETCH Rate limit hit.', 'throttled', true],
    ['UID FETCH', 'a NO [SERVERBUG] oh', 'server-no', true],
    ['UID FETCH', 'a NO [EXPUNGEISSUED] Some messages were expunged', 'server-no', true],
    ['UID FETCH', 'a NO [CORRUPTION] index broken', 'server-no', false],
    ['UID FETCH', 'a BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds', 'throttled', true, 299_961],
    ['UID FETCH', 'a NO Internal error. Try again in 5 minutes', 'server-no', false, 300_000],
    ['UID FETCH', 'a BAD Server Unavailable. 15', 'server-no', false],
    ['UID FETCH', 'a BAD User is authenticated but not connected.', 'server-bye', true],
    ['UID STORE', 'a NO [LIMIT] too many keywords in this mailbox', 'server-no', false],
    ['UID STORE', 'a NO [NOPERM] no', 'server-no', false],
    ['UID STORE', 'a NO [CANNOT] no', 'server-no', false],
    ['UID STORE', 'a NO [CLIENTBUG] no', 'server-no', false],
    ['UID STORE', 'a NO [INUSE] mailbox locked', 'server-no', true],
    ['UID STORE', 'a NO [CONTACTADMIN] no', 'server-no', false],
    ['APPEND', 'a NO [OVERQUOTA] full', 'over-quota', false],
    ['APPEND', 'a NO Over quota', 'over-quota', false],
    ['APPEND', 'a NO [TRYCREATE] no such mailbox', 'folder-gone', false],
    ['CREATE', 'a NO [ALREADYEXISTS] there', 'server-no', false],
    ['SELECT', 'a NO [NONEXISTENT] gone', 'folder-gone', false],
    ['SELECT', 'a NO [ALERT] Try again later', 'server-no', false],
    ['NOOP', 'a BAD what', 'server-bad', false],
    ['NOOP', 'a BYE gone', 'server-bye', true],
  ]))('%s: %s', (command, line, [, , code, retry, retryAfterMs]) => {
    const { failure } = statusFailure(command, status(line));
    expect([failure.code, canRetry(failure), failure.retryAfterMs]).toEqual([code, retry, retryAfterMs]);
  });
});

describe('of a login', () => {
  test.each(titled([
    ['LOGIN', 'a NO [AUTHENTICATIONFAILED] no', 'authentication', false],
    ['LOGIN', 'a NO [AUTHORIZATIONFAILED] not that mailbox', 'authentication', false],
    ['LOGIN', 'a NO [EXPIRED] change it', 'authentication', false],
    ['LOGIN', 'a NO [CONTACTADMIN] locked', 'authentication', false],
    ['LOGIN', 'a NO Login failed', 'authentication', false],
    ['LOGIN', 'a NO [AUTHENTICATIONFAILED] Too many concurrent connections. Try again later.', 'throttled', true],
    ['LOGIN', 'a NO [UNAVAILABLE] Temporary authentication failure.', 'server-no', true],
    ['LOGIN', 'a NO Server Unavailable. 15', 'throttled', true],
    ['LOGIN', 'a NO Account is temporarily unavailable.', 'throttled', true],
    ['LOGIN', 'a NO [INUSE] in use', 'throttled', true],
    ['LOGIN', 'a NO [LIMIT] no', 'throttled', true],
    ['LOGIN', 'a NO [PRIVACYREQUIRED] encrypt', 'unprotected', false],
    ['LOGIN', 'a NO [SERVERBUG] oh', 'server-no', true],
    ['LOGIN', 'a NO Login frequency limited, retry after 60', 'throttled', true, 60_000],
    ['LOGIN', 'a BAD what', 'server-bad', false],
  ]))('%s: %s', (command, line, [, , code, retry, retryAfterMs]) => {
    const { failure } = statusFailure(command, status(line), true);
    expect([failure.code, canRetry(failure), failure.retryAfterMs, failure.step]).toEqual([code, retry, retryAfterMs, 'imap-login']);
  });
});

describe('of the line', () => {
  test.each(([
    ['* BYE Too many simultaneous connections', 'throttled'],
    ['* BYE [UNAVAILABLE] shutting down', 'server-bye'],
    ['* BYE [INUSE] elsewhere', 'throttled'],
    ['* BYE Connection closed. 14', 'server-bye'],
    ['* BYE Killed (lost mailbox lock)', 'server-bye'],
    ['* BYE Overloaded, wait 90 seconds', 'server-bye', 90_000],
    ['* BYE Overloaded, try again in 99999 hours', 'server-bye', 3_600_000],
  ] as readonly (readonly [line: string, code: FailureCode, retryAfterMs?: number])[]).map((row) => [row[0], row] as const))('%s', (line, [, code, retryAfterMs]) => {
    const failure = byeFailure(status(line));
    expect([failure.code, canRetry(failure), failure.retryAfterMs]).toEqual([code, true, retryAfterMs]);
  });
  test('a greeting that is NO may pass', () => {
    expect(greetingFailure(status('* NO go away'))).toMatchObject({ code: 'server-bye', detail: 'go away' });
    expect(greetingFailure(status('* NO [LIMIT] go away')).code).toBe('throttled');
  });
});

test('a server that names another one is not followed, and says nothing of the password', () => {
  const line = '[REFERRAL imap://user;AUTH=*@elsewhere.example.org/] Go there';
  for (const failure of [statusFailure('LOGIN', status(`a NO ${line}`), true).failure, statusFailure('SELECT', status(`a NO ${line}`)).failure, greetingFailure(status(`* BYE ${line}`)), byeFailure(status(`* BYE ${line}`))]) {
    expect(failure).toMatchObject({ code: 'server-no', responseCode: 'REFERRAL' });
    expect(canRetry(failure)).toBe(false);
  }
});
