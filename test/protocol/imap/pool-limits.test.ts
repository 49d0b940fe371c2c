/** Servers that allow few connections: what the pool learns of it, and that everything still works. */
import { describe, expect, test, vi } from 'vitest';
import { withSession } from '../../../main/imap/pool.ts';
import { failureOf } from './setup.ts';
import { allows, ordinary, pooled, uidsOf, until } from './pool-setup.ts';
import { rowsOf } from './profiles/life.ts';
import { THROTTLED } from './profiles/exchange.ts';
import { uw } from './profiles/uw.ts';

const REFUSALS = [
  ['BYE at the greeting', '* BYE Too many connections, try again later'],
  ['BYE [LIMIT]', '* BYE [LIMIT] no more'],
  ['NO [LIMIT] at login', 'TAG NO [LIMIT] Sorry'],
  ['NO [INUSE] at login', 'TAG NO [INUSE] mailbox in use'],
  ['as Gmail says it', 'TAG NO [ALERT] Too many simultaneous connections. (Failure)'],
  ['as Dovecot says it', 'TAG NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)'],
  ['as Exchange says it', THROTTLED],
  ['as Courier says it: not a word', ''],
] as const;

describe.each(REFUSALS)('%s', (_, words) => {
  test.each([1, 3, 5, 10, 15])('a server that allows %i: every errand is run, at most five are opened', async (most) => {
    const { pool, server } = await pooled(ordinary, allows(most, words));
    const sync = await pool.lease('sync');
    const watch = await pool.lease('idle');
    await watch.session.select('INBOX', { readOnly: true });
    await watch.session.idle();
    let peak = 0;
    const errand = (purpose: 'interactive' | 'search', name: string): Promise<number[]> =>
      withSession(pool, purpose, async (session) => {
        const uids = await uidsOf(session, name);
        peak = Math.max(peak, [...server.state.open].filter(({ loggedIn }) => loggedIn).length);
        return uids;
      });
    const errands = await Promise.all([uidsOf(sync.session, 'Sent'), errand('interactive', 'Archive'), errand('interactive', 'INBOX'), errand('interactive', 'Sent'), errand('search', 'Archive')]);
    expect(errands).toEqual([[201], [101, 102], [1, 2, 3], [201], [101, 102]]);
    expect(peak).toBeLessThanOrEqual(Math.min(most, 5));
    // What was learned is kept: no further connection is tried.
    const tried = server.state.connections;
    expect(await errand('interactive', 'Archive')).toEqual([101, 102]);
    expect(server.state.connections).toBe(tried);
  });
});

test('the limit is tried again after a while, one by one', async () => {
  let most = 1;
  const { pool, server, clock } = await pooled(ordinary, (heard) => allows(most, '* BYE Too many connections')(heard));
  await pool.lease('sync');
  await pool.lease('idle');
  expect(server.state.connections).toBe(2);
  await (await pool.lease('interactive')).session.noop();
  expect(server.state.connections).toBe(2);
  most = 3;
  clock.now += 11 * 60_000;
  await Promise.all([pool.lease('interactive'), pool.lease('interactive')]);
  expect(server.state.connections).toBe(3);
  clock.now += 2 * 60_000;
  await pool.lease('interactive');
  expect(server.state.open.size).toBe(3);
});

test('fewer connections than were allowed, and not a word why another one is refused: that is learned as well', async () => {
  let [most, words] = [3, '* BYE Too many connections'];
  const { pool, server } = await pooled(ordinary, (heard) => allows(most, words)(heard));
  const leases = [await pool.lease('sync'), await pool.lease('idle'), await pool.lease('background')];
  await pool.lease('interactive');
  [most, words] = [1, ''];
  for (const { session } of leases.slice(1)) session.destroy();
  for (const { line } of [...server.state.open].slice(1)) line.end();
  await until(() => server.state.open.size === 1);
  const tried = server.state.connections;
  for (let i = 0; i < 3; i++) expect(await withSession(pool, 'interactive', (session) => uidsOf(session, 'INBOX'))).toEqual([1, 2, 3]);
  expect(server.state.connections).toBe(tried + 1);
});

test('a server that ends the old connection instead: learned, and the next lease shares', async () => {
  const { pool, server } = await pooled();
  const sync = await pool.lease('sync');
  await pool.lease('idle');
  for (const { line } of [...server.state.open].slice(0, 1)) {
    line.send('* BYE [LIMIT] Too many connections\r\n');
    line.end();
  }
  expect(await sync.session.closed).toMatchObject({ code: 'throttled' });
  expect(await uidsOf((await pool.lease('sync')).session, 'INBOX')).toEqual([1, 2, 3]);
  expect(server.state.connections).toBe(2);
});

test('UW imapd gives a mailbox to one connection only: there is one', async () => {
  const { pool, server } = await pooled(uw);
  const [sync, watch] = await Promise.all([pool.lease('sync'), pool.lease('idle')]);
  await watch.session.select('INBOX', { readOnly: true });
  await watch.session.idle();
  expect(await uidsOf(sync.session, 'INBOX')).toEqual([1, 2]);
  expect(await uidsOf((await pool.lease('interactive')).session, 'INBOX')).toEqual([1, 2]);
  expect([...server.state.open].filter(({ loggedIn }) => loggedIn)).toHaveLength(1);
});

describe('nothing open, and refused', () => {
  test('with a hint: nobody comes back before', async () => {
    let refuses = true;
    const { pool, server, clock } = await pooled(ordinary, ({ name }) => (refuses && (name === 'AUTHENTICATE' || name === 'LOGIN') ? THROTTLED : undefined));
    expect(await failureOf(pool.lease('sync'))).toMatchObject({ code: 'throttled', retryAfterMs: 299_961 });
    const tried = server.state.connections;
    clock.now += 100_000;
    expect(await failureOf(pool.lease('interactive'))).toMatchObject({ code: 'throttled', retryAfterMs: 199_961 });
    expect(server.state.connections).toBe(tried);
    refuses = false;
    clock.now += 200_000;
    expect(await uidsOf((await pool.lease('interactive')).session, 'INBOX')).toEqual([1, 2, 3]);
  });
  test('a wrong password is not tried by every click, but by the sync and after a change', async () => {
    let refuses = true;
    const { pool, server } = await pooled(ordinary, ({ name }) => (refuses && (name === 'AUTHENTICATE' || name === 'LOGIN') ? 'TAG NO [AUTHENTICATIONFAILED] no' : undefined));
    expect(await failureOf(pool.lease('sync'))).toMatchObject({ code: 'authentication' });
    expect(server.state.connections).toBe(1);
    for (let i = 0; i < 5; i++) expect(await failureOf(pool.lease('interactive'))).toMatchObject({ code: 'authentication' });
    expect(server.state.connections).toBe(1);
    expect(await failureOf(pool.lease('sync'))).toMatchObject({ code: 'authentication' });
    expect(server.state.connections).toBe(2);
    refuses = false;
    pool.drop({ code: 'connection-lost', message: 'Another password.' });
    expect(await rowsOf((await selected(pool.lease('interactive'))), { size: true })).toHaveLength(3);
  });
});

async function selected(lease: ReturnType<Awaited<ReturnType<typeof pooled>>['pool']['lease']>): Promise<Parameters<typeof rowsOf>[0]> {
  const { session } = await lease;
  await session.select('INBOX');
  return session;
}

test('a refusal of the old password says nothing about the new one', async () => {
  const gate = Promise.withResolvers<void>();
  const { pool, server } = await pooled(ordinary, async ({ name, server: { connections } }) => {
    if (connections > 1 || (name !== 'AUTHENTICATE' && name !== 'LOGIN')) return undefined;
    await gate.promise;
    return 'TAG NO [AUTHENTICATIONFAILED] no';
  });
  const lease = pool.lease('sync');
  await until(() => server.state.heard.some((line) => line.startsWith('AUTHENTICATE')));
  pool.drop({ code: 'connection-lost', message: 'Another password.' });
  gate.resolve();
  await (await lease).session.noop();
  expect(server.state.connections).toBe(2);
  expect(await uidsOf((await pool.lease('interactive')).session, 'INBOX')).toEqual([1, 2, 3]);
});

test.each([['two minutes later', 120_000], ['the clock set back an hour', -3_600_000]])('a line that has died unused is not lent again: %s', async (_when, ms) => {
  let dead = false;
  const { pool, server } = await pooled(ordinary, ({ name, line }) => {
    if (!dead || name !== 'NOOP') return undefined;
    dead = false;
    line.reset();
    return 'gone';
  });
  await withSession(pool, 'interactive', (session) => uidsOf(session, 'INBOX'));
  dead = true;
  const later = vi.spyOn(Date, 'now').mockImplementation(((real) => () => real + ms)(Date.now()));
  try {
    expect(await withSession(pool, 'interactive', (session) => uidsOf(session, 'Archive'))).toEqual([101, 102]);
    expect(pool.heardAt()).toBe(Date.now());
  } finally {
    later.mockRestore();
  }
  expect(server.state.connections).toBe(2);
});
