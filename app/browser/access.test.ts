import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createAccess, type Access } from './access.ts';

const AUTHORITY = '127.0.0.1:4711';
const ask = (headers: Record<string, string>): IncomingMessage => ({ headers: { host: AUTHORITY, ...headers }, socket: {} }) as unknown as IncomingMessage;
const cookieOf = (entered: ReturnType<Access['redeem']>): string => entered?.cookie.split(';')[0] ?? '';

describe('access to the browser host', () => {
  test('a token opens the session once', () => {
    const access = createAccess(AUTHORITY);
    const token = access.issueToken();
    const entered = access.redeem(token);
    expect(entered?.cookie).toMatch(/^godwit-4711=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/u);
    expect(access.redeem(token)).toBeUndefined();
    expect(access.refuse(ask({ cookie: `other=1; ${cookieOf(entered)}` }), 'page')).toBeUndefined();
  });

  test('an unknown token, no cookie, a wrong cookie and the cookie of another start are refused', () => {
    const access = createAccess(AUTHORITY);
    const other = createAccess(AUTHORITY);
    expect(access.redeem('')).toBeUndefined();
    expect(access.redeem(other.issueToken())).toBeUndefined();
    expect(access.refuse(ask({}), 'page')).toBe('session');
    expect(access.refuse(ask({ cookie: 'godwit-4711=' }), 'page')).toBe('session');
    expect(access.refuse(ask({ cookie: cookieOf(other.redeem(other.issueToken())) }), 'page')).toBe('session');
  });

  test.each(['localhost:4711', '127.0.0.1', '127.0.0.1:4712', 'evil.example:4711', '127.0.0.1.evil.example:4711', '[::1]:4711', ''])('Host %j is refused before anything else', (host) => {
    const access = createAccess(AUTHORITY);
    const cookie = cookieOf(access.redeem(access.issueToken()));
    for (const kind of ['page', 'token', 'upgrade'] as const) expect(access.refuse(ask({ host, cookie, origin: `http://${AUTHORITY}` }), kind)).toBe('host');
  });

  test.each(['http://evil.example', 'null', 'https://127.0.0.1:4711', 'http://127.0.0.1:4712', 'http://localhost:4711'])('Origin %j is refused with the right cookie', (origin) => {
    const access = createAccess(AUTHORITY);
    const cookie = cookieOf(access.redeem(access.issueToken()));
    for (const kind of ['page', 'token', 'upgrade'] as const) expect(access.refuse(ask({ cookie, origin }), kind)).toBe('origin');
  });

  test('a socket must name its origin; a page load need not', () => {
    const access = createAccess(AUTHORITY);
    const entered = access.redeem(access.issueToken());
    const cookie = cookieOf(entered);
    const protocol = { 'sec-websocket-protocol': `godwit, ${entered!.key}` };
    expect(access.refuse(ask({ cookie, ...protocol }), 'upgrade')).toBe('origin');
    expect(access.refuse(ask({ cookie, origin: `http://${AUTHORITY}`, ...protocol }), 'upgrade')).toBeUndefined();
    expect(access.refuse(ask({ cookie, 'sec-fetch-site': 'none' }), 'page')).toBeUndefined();
    expect(access.refuse(ask({ cookie, 'sec-fetch-site': 'cross-site' }), 'page')).toBe('origin');
    expect(access.refuse(ask({ cookie, 'sec-fetch-site': 'same-site' }), 'token')).toBe('origin');
  });

  test.each(['', 'godwit', 'godwit, wrong'])('a socket with the cookie and %j for a key is refused: cookies go to every port', (offered) => {
    const access = createAccess(AUTHORITY);
    const cookie = cookieOf(access.redeem(access.issueToken()));
    expect(access.refuse(ask({ cookie, origin: `http://${AUTHORITY}`, 'sec-websocket-protocol': offered }), 'upgrade')).toBe('key');
  });

  test('only the newest tokens are kept', () => {
    const access = createAccess(AUTHORITY);
    const first = access.issueToken();
    const last = Array.from({ length: 20 }, () => access.issueToken()).at(-1);
    expect(access.redeem(first)).toBeUndefined();
    expect(access.redeem(last ?? '')).toBeDefined();
  });
});
