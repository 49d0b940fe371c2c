/** One connection for everybody: nobody sees another's mailbox, and who listens goes on listening. */
import { describe, expect, test } from 'vitest';
import { failure } from '../../../shared/failure.ts';
import type { Command } from '../../../main/imap/command.ts';
import { uidSearch } from '../../../main/imap/commands/search.ts';
import { store } from '../../../main/imap/commands/store.ts';
import { keepListening } from '../../../main/imap/keep-listening.ts';
import { LentSession } from '../../../main/imap/lent-session.ts';
import { Line } from '../../../main/imap/line.ts';
import { withSession } from '../../../main/imap/pool.ts';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import type { Session } from '../../../main/imap/session.ts';
import { SAVED_RESULT } from '../../../main/imap/uid-set.ts';
import { failureOf, loggedIn } from './setup.ts';
import { allows, ordinary, pooled, uidsOf, until, type Pooled } from './pool-setup.ts';
import { rowsOf } from './profiles/life.ts';
import { idle } from './profiles/profile-server.ts';
import { plain, type Profile } from './profiles/profile.ts';

const ONE = allows(1, '* BYE [LIMIT] one connection');

/** A lease that listens to INBOX on the only connection, as the watcher of an account does. */
async function listening(profile: Profile = ordinary): Promise<Pooled & { watcher: Session; news: MailboxNews[]; idles: () => number }> {
  const all = await pooled(profile, ONE);
  await all.pool.lease('sync');
  const { session: watcher } = await all.pool.lease('idle');
  const news: MailboxNews[] = [];
  watcher.onNews((one) => void news.push(one));
  await watcher.select('INBOX', { readOnly: true });
  await watcher.idle();
  const idles = (): number => all.server.state.heard.filter((line) => line === 'IDLE').length;
  return { ...all, watcher, news, idles };
}

const isIdle = ({ server }: Pooled): boolean => [...server.state.open][0]?.push !== null;
const push = ({ server }: Pooled, text: string): void => void [...server.state.open][0]!.push!(text);

describe('IDLE', () => {
  test('is interrupted for another, and resumed in its own mailbox, unseen', async () => {
    const all = await listening();
    expect(await withSession(all.pool, 'interactive', (session) => uidsOf(session, 'Archive'))).toEqual([101, 102]);
    await until(() => isIdle(all) && all.idles() === 2);
    expect(all.server.state.heard.filter((line) => /^(?:SELECT|EXAMINE)/u.test(line))).toEqual(['EXAMINE "INBOX"', 'SELECT "Archive"', 'EXAMINE "INBOX"']);
    expect(all.news).toEqual([]);
    push(all, '* 4 EXISTS');
    await until(() => all.news.length > 0);
    expect(all.news).toEqual([{ kind: 'exists', count: 4 }]);
    expect(all.watcher.selected?.wireName).toBe('INBOX');
  });
  test('what came while the line was lent is news', async () => {
    const all = await listening();
    await withSession(all.pool, 'interactive', async (session) => {
      await session.select('Archive');
      all.server.state.mailboxes.get('INBOX')!.messages.push(plain(4));
      await session.noop();
    });
    await until(() => all.news.length > 0);
    expect(all.news).toEqual([{ kind: 'exists', count: 4 }]);
  });
  test('news of another\'s mailbox are not the watcher\'s', async () => {
    const all = await listening({ ...ordinary, answers: { NOOP: '* 9 EXISTS\r\n* 1 EXPUNGE\r\nTAG OK done' } });
    await withSession(all.pool, 'interactive', async (session) => {
      await session.select('Archive');
      await session.noop();
    });
    await until(() => isIdle(all));
    expect(all.news).toEqual([]);
  });
  test('what the end of IDLE brings is the watcher\'s, although another mailbox is wanted already', async () => {
    const all = await listening({ ...ordinary, answers: { IDLE: async (heard) => `* 2 FETCH (FLAGS (\\Seen))\r\n${await idle(heard)}` } });
    const others: MailboxNews[] = [];
    await withSession(all.pool, 'interactive', async (session) => {
      session.onNews((one) => void others.push(one));
      await session.select('Archive');
    });
    expect(others).toEqual([]);
    expect(all.news).toEqual([{ kind: 'fetch', sequence: 2, uid: null, flags: ['\\Seen'] }]);
  });
  test('a command that needs no mailbox disturbs it for a moment only', async () => {
    const all = await listening();
    await withSession(all.pool, 'interactive', (session) => session.status('Archive'));
    await until(() => isIdle(all) && all.idles() === 2);
    expect(all.server.state.heard.filter((line) => line.startsWith('EXAMINE'))).toHaveLength(1);
  });
  test('a folder renumbered meanwhile: the watcher is told that its line is over, nobody else', async () => {
    const all = await listening();
    await withSession(all.pool, 'interactive', async (session) => {
      await session.select('Archive');
      all.server.state.mailboxes.get('INBOX')!.uidValidity = 8;
    });
    expect(await all.watcher.closed).toMatchObject({ code: 'uid-validity-changed' });
    expect(await withSession(all.pool, 'interactive', (session) => uidsOf(session, 'Archive'))).toEqual([101, 102]);
  });
  test('ended by the server it is taken up again', async () => {
    let first = true;
    const all = await listening({ ...ordinary, answers: { IDLE: async ({ line, connection }) => {
      line.send('+ idling\r\n');
      if (first) {
        first = false;
        return 'TAG OK enough';
      }
      connection.push = () => undefined;
      await line.line();
      return 'TAG OK';
    } } });
    await until(() => all.idles() === 2);
    expect(all.watcher.selected?.wireName).toBe('INBOX');
  });
  test('who speaks itself in between, as to prove the line, listens again', async () => {
    const all = await pooled();
    const { session: watcher } = await all.pool.lease('idle');
    const news: MailboxNews[] = [];
    watcher.onNews((one) => void news.push(one));
    await watcher.select('INBOX', { readOnly: true });
    const listening = keepListening(watcher, { restMs: 1 });
    await until(() => isIdle(all));
    await watcher.noop();
    await until(() => isIdle(all));
    push(all, '* 4 EXISTS');
    await until(() => news.length > 0);
    await listening.stop();
    expect(isIdle(all)).toBe(false);
  });
  test('stopped while it is lent, it is not resumed', async () => {
    const { pool, server, watcher, idles } = await listening();
    const lease = await pool.lease('interactive');
    await lease.session.select('Archive');
    await watcher.logout();
    lease.release();
    await withSession(pool, 'interactive', (session) => uidsOf(session, 'Sent'));
    expect([idles(), server.state.open.size]).toEqual([1, 1]);
  });
});

test('let go while IDLE is only being asked for: the line is free for the next, and listens no more', async () => {
  let gate = Promise.withResolvers<void>();
  const { pool, server } = await pooled(ordinary, async ({ name }) => {
    if (name === 'IDLE') await gate.promise;
    return undefined;
  });
  const lease = await pool.lease('idle');
  await lease.session.select('INBOX');
  const idle = lease.session.idle();
  await until(() => server.state.heard.includes('IDLE'));
  lease.release();
  gate.resolve();
  await idle;
  gate = Promise.withResolvers();
  expect(await withSession(pool, 'interactive', (session) => uidsOf(session, 'Archive'))).toEqual([101, 102]);
  await until(() => [...server.state.open].every(({ push: pushed }) => pushed === null));
  expect(server.state.connections).toBe(1);
});

describe('each finds its own mailbox open', () => {
  test('however the errands of three alternate', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const names = ['INBOX', 'Archive', 'Sent'];
    const own = [[1, 2, 3], [101, 102], [201]];
    let seed = 7;
    const pause = (): Promise<void> => new Promise((resolve) => ((seed = (seed * 16_807) % 2_147_483_647) % 3 === 0 ? setTimeout(resolve, seed % 4) : queueMicrotask(resolve)));
    await Promise.all((['sync', 'interactive', 'search'] as const).map((purpose, at) => withSession(pool, purpose, async (session) => {
      await session.select(names[at]!);
      for (let i = 0; i < 30; i++) {
        await pause();
        expect((await rowsOf(session, { size: true }, [[1, 999]])).map(({ uid }) => uid)).toEqual(own[at]);
        if (i % 5 === 0) await session.uidStore([[own[at]![0]!, own[at]![0]!]], { action: 'add', flags: ['\\Flagged'] });
        expect(session.selected?.wireName).toBe(names[at]);
      }
    })));
    for (const [at, name] of names.entries()) expect(server.state.mailboxes.get(name)!.messages.map(({ flags }) => flags)).toEqual(own[at]!.map((_, index) => (index === 0 ? ['\\Flagged'] : [])));
    expect(server.state.open.size).toBe(1);
  });
  test('found open, it is asked for what came since, before anything is done that may be about that; once', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const uidNext = await withSession(pool, 'interactive', async (session) => (await session.select('INBOX')).uidNext);
    const { heard } = server.state;
    const since = async (work: (session: Session) => Promise<unknown>): Promise<string[]> => {
      const from = heard.length;
      await withSession(pool, 'interactive', work);
      return heard.slice(from).map((line) => line.replace(/ (?:\d|\().*$/u, ''));
    };
    expect(await since((session) => rowsOf(session, { size: true }, [[1, 2]]))).toEqual(['UID FETCH']);
    expect(await since(async (session) => {
      await session.uidStore([[uidNext, uidNext]], { action: 'add', flags: ['\\Flagged'] });
      await session.uidStore([[uidNext, uidNext]], { action: 'remove', flags: ['\\Flagged'] });
    })).toEqual(['NOOP', 'UID STORE', 'UID STORE']);
    expect(await since((session) => session.uidSearch({ all: true }))).toEqual(['NOOP', 'UID SEARCH ALL']);
    expect(await since((session) => uidsOf(session, 'INBOX'))).toEqual(['SELECT "INBOX"', 'UID SEARCH ALL']);
  });
  test('a folder renumbered meanwhile: nothing is done to other messages', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const { session } = await pool.lease('sync');
    await session.select('Archive');
    await withSession(pool, 'interactive', (other) => uidsOf(other, 'Sent'));
    server.state.mailboxes.get('Archive')!.uidValidity = 8;
    expect(await failureOf(session.uidStore([[101, 101]], { action: 'add', flags: ['\\Deleted'] }))).toMatchObject({ code: 'uid-validity-changed' });
    expect(await failureOf(session.uidExpunge([[101, 101]]))).toMatchObject({ code: 'server-bad' });
    expect(server.state.mailboxes.get('Archive')!.messages[0]!.flags).toEqual([]);
  });
  test('with nothing opened nothing is touched, whatever another has open', async () => {
    const { pool } = await pooled(ordinary, ONE);
    await withSession(pool, 'sync', (session) => session.select('INBOX'));
    const lease = await pool.lease('sync');
    await lease.session.select('INBOX');
    const { session } = await pool.lease('interactive');
    expect(await failureOf(session.uidStore([[1, 1]], { action: 'add', flags: ['\\Deleted'] }))).toMatchObject({ code: 'server-bad' });
  });
  test('read and write: who asked for EXAMINE reads on, who asked for SELECT writes', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const { session: watcher } = await pool.lease('idle');
    const { session: writer } = await pool.lease('interactive');
    await writer.select('INBOX');
    await watcher.select('INBOX', { readOnly: true });
    await writer.uidStore([[1, 1]], { action: 'add', flags: ['\\Seen'] });
    await watcher.noop();
    expect(server.state.heard.filter((line) => /^(?:SELECT|EXAMINE)/u.test(line))).toEqual(['SELECT "INBOX"', 'EXAMINE "INBOX"', 'SELECT "INBOX"']);
  });
});

describe('what a command leaves behind', () => {
  test('$ is not taken for what it was, once another mailbox was open', async () => {
    const { pool } = await pooled({ ...ordinary, after: `${ordinary.after} ESEARCH SEARCHRES`, answers: { 'UID SEARCH': 'TAG OK saved' } }, ONE);
    const { session } = await pool.lease('sync');
    await session.select('INBOX');
    await session.run(uidSearch({ all: true }, { returns: { save: true } }));
    await rowsOf(session, { size: true }, SAVED_RESULT);
    await withSession(pool, 'interactive', (other) => other.select('Sent'));
    expect(await failureOf(rowsOf(session, { size: true }, SAVED_RESULT))).toMatchObject({ code: 'server-no' });
    expect(await failureOf(session.uidCopy(SAVED_RESULT, 'Archive'))).toMatchObject({ code: 'server-no' });
  });
  test('$ is empty after a search that was refused, and not used', async () => {
    const { pool } = await pooled({ ...ordinary, after: `${ordinary.after} ESEARCH SEARCHRES`, answers: { 'UID SEARCH': 'TAG NO too much' } }, ONE);
    const { session } = await pool.lease('sync');
    await session.select('INBOX');
    expect(await failureOf(session.run(uidSearch({ all: true }, { returns: { save: true } })))).toMatchObject({ code: 'server-no' });
    expect((await failureOf(rowsOf(session, { size: true }, SAVED_RESULT))).message).toContain('no longer known');
  });
  test('a plain EXPUNGE never meets another\'s mailbox', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const { session: other } = await pool.lease('sync');
    await other.select('INBOX');
    const { session } = await pool.lease('interactive');
    const command: Command<void> = { name: 'EXPUNGE', lane: { kind: 'alone', inMailbox: 'whole' }, parts: () => ['EXPUNGE'], done: () => undefined };
    expect(await failureOf(session.run(command))).toMatchObject({ code: 'server-bad' });
    expect(server.state.heard).not.toContain('EXPUNGE');
  });
});

describe('message numbers', () => {
  const seen = store([[1, 1]], { action: 'add', flags: ['\\Seen'] });
  test('never meet another\'s mailbox', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const { session: other } = await pool.lease('sync');
    await other.select('INBOX');
    const { session } = await pool.lease('interactive');
    expect(await failureOf(session.run(seen))).toMatchObject({ code: 'server-bad' });
    expect(server.state.heard.filter((line) => line.startsWith('STORE'))).toEqual([]);
  });
  test('are not used once the mailbox was opened again', async () => {
    const { pool, server } = await pooled({ ...ordinary, answers: { STORE: 'TAG OK stored' } }, ONE);
    const { session } = await pool.lease('sync');
    await session.select('INBOX');
    await session.run(seen);
    await withSession(pool, 'interactive', (other) => other.select('Sent'));
    expect((await failureOf(session.run(seen))).message).toContain('numbers');
    await session.select('INBOX');
    await session.run(seen);
    expect(server.state.heard.filter((line) => line.startsWith('STORE'))).toHaveLength(2);
  });
});

describe('when it ends', () => {
  test('who comes too late hears so', async () => {
    const { session } = await loggedIn(async (line) => void (await line.hungUp()));
    const line = new Line(session, () => undefined);
    session.destroy();
    await session.closed;
    await Promise.resolve();
    expect(await new LentSession(line, 1).closed).toMatchObject({ code: 'cancelled' });
    expect(line.tenants.size).toBe(0);
  });
  test('a search that is given up cuts the line; the others hear that it was lost, not that they were cancelled', async () => {
    const { pool } = await pooled({ ...ordinary, answers: { 'UID SEARCH': () => null } }, ONE);
    const { session: watcher } = await pool.lease('idle');
    await watcher.select('INBOX');
    const { session } = await pool.lease('search');
    await session.select('Archive');
    const found = failureOf(session.uidSearch({ text: 'x' }));
    const waiting = failureOf(watcher.noop());
    session.destroy(failure('cancelled', 'Given up.'));
    expect((await found).code).toBe('cancelled');
    expect((await waiting).code).toBe('connection-lost');
    expect((await watcher.closed).code).toBe('connection-lost');
    expect((await session.closed).code).toBe('cancelled');
    expect((await withSession(pool, 'interactive', (other) => other.status('Sent'))).messages).toBe(1);
  });
  test('a lease that is only let go leaves the others alone', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const { session: watcher } = await pool.lease('idle');
    await watcher.select('INBOX');
    const lease = await pool.lease('interactive');
    await lease.session.select('Archive');
    lease.session.destroy(failure('cancelled', 'No longer wanted.'));
    lease.release();
    expect((await rowsOf(watcher, { size: true })).map(({ uid }) => uid)).toEqual([1, 2, 3]);
    expect(server.state.connections).toBe(2);
    expect((await failureOf(lease.session.noop())).code).toBe('cancelled');
  });
  test('a server that goes away: all are told, the next lease opens anew', async () => {
    const { pool, server } = await pooled(ordinary, ONE);
    const sessions = [(await pool.lease('sync')).session, (await pool.lease('idle')).session];
    for (const { line } of server.state.open) line.reset();
    for (const session of sessions) expect((await session.closed).code).toBe('connection-lost');
    expect(await withSession(pool, 'interactive', (session) => uidsOf(session, 'Sent'))).toEqual([201]);
  });
  test('closing the pool: everybody hears cancelled, further leases too', async () => {
    const { pool } = await pooled(ordinary, ONE);
    const { session } = await pool.lease('idle');
    await pool.close();
    expect((await session.closed).code).toBe('cancelled');
    expect(await failureOf(pool.lease('interactive'))).toMatchObject({ code: 'cancelled' });
  });
});

test('opening a message does not wait for a large one being saved', async () => {
  const gate = Promise.withResolvers<void>();
  const { pool, server } = await pooled(ordinary, async ({ name, args }) => {
    if (name === 'UID FETCH' && args.startsWith('2 ')) await gate.promise;
    return undefined;
  });
  await pool.lease('sync');
  await pool.lease('idle');
  const saved = withSession(pool, 'interactive', async (session) => {
    await session.select('INBOX');
    return rowsOf(session, { sections: [{ section: '1' }] }, [[2, 2]]);
  });
  await until(() => server.state.heard.some((line) => line.startsWith('UID FETCH 2 ')));
  const opened = await withSession(pool, 'interactive', async (session) => {
    await session.select('INBOX');
    return rowsOf(session, { sections: [{ section: '1' }] }, [[3, 3]]);
  });
  expect(opened[0]!.sections?.get('1')?.toString()).toBe('Text of 3.\r\n');
  gate.resolve();
  expect((await saved)[0]!.sections?.get('1')?.toString()).toBe('Text of 2.\r\n');
  expect(server.state.connections).toBe(4);
});
