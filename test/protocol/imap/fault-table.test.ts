/** Every command × everything that can go wrong with its answer: a typed failure, never an empty result, never a hang, and the next lease works. */
import { describe, expect, test } from 'vitest';
import { FailureError, type FailureCode } from '../../../shared/failure.ts';
import { withSession } from '../../../main/imap/pool.ts';
import type { Session } from '../../../main/imap/session.ts';
import { ordinary, pooled, uidsOf } from './pool-setup.ts';
import { rowsOf } from './profiles/life.ts';
import { STANDARD, EXTENSIONS } from './profiles/standard.ts';
import { fetchAnswer } from './profiles/fetch-answer.ts';
import type { Answer, Heard } from './profiles/profile.ts';

const SILENCE_MS = 150;
const set = [[1, 2]] as const;

/** `wire`: the command whose answer goes wrong. Each answers something that is not empty when all is well. */
const COMMANDS: readonly { wire: string; run: (session: Session) => Promise<unknown> }[] = [
  { wire: 'LIST', run: (session) => session.list() },
  { wire: 'STATUS', run: (session) => session.status('Archive') },
  { wire: 'SELECT', run: (session) => session.select('Archive') },
  { wire: 'UID FETCH', run: (session) => rowsOf(session, { flags: true, size: true, sections: [{ section: '1' }] }) },
  { wire: 'UID STORE', run: (session) => session.uidStore(set, { action: 'add', flags: ['\\Seen'] }) },
  { wire: 'UID SEARCH', run: (session) => session.uidSearch({ all: true }) },
  { wire: 'UID COPY', run: (session) => session.uidCopy(set, 'Archive') },
  { wire: 'UID MOVE', run: (session) => session.uidMove(set, 'Archive') },
  { wire: 'UID EXPUNGE', run: (session) => session.uidExpunge(set).then(() => 'done') },
  { wire: 'APPEND', run: (session) => session.append('Archive', Buffer.from('Subject: x\r\n\r\ny'), { flags: [] }) },
  { wire: 'NOOP', run: (session) => session.noop().then(() => 'done') },
  { wire: 'IDLE', run: async (session) => (await session.idle()).stop().then(() => 'done') },
];

interface Wrong { name: string; codes: readonly FailureCode[]; act: (heard: Heard) => Promise<string | null | 'gone'> }

const FAULTS: readonly Wrong[] = [
  { name: 'NO', codes: ['server-no'], act: async () => 'TAG NO not now' },
  { name: 'BAD', codes: ['server-bad'], act: async () => 'TAG BAD what' },
  { name: 'untagged BYE', codes: ['server-bye'], act: async ({ line }) => {
    line.send('* BYE going down\r\n');
    line.end();
    return 'gone';
  } },
  { name: 'untagged BYE, and the line stays', codes: ['server-bye'], act: async () => '* BYE going down' },
  { name: 'tagged BYE', codes: ['server-bye'], act: async () => 'TAG BYE gone' },
  { name: 'garbage', codes: ['protocol'], act: async () => '\x01\x02\xff garbage {' },
  { name: 'an HTML page', codes: ['protocol'], act: async () => '<html><body>Log in to this network</body></html>' },
  { name: 'no answer', codes: ['timeout'], act: async () => null },
  { name: 'a + nobody asked for, and no more', codes: ['timeout', 'protocol'], act: async () => '+ more' },
  { name: 'the wrong tag', codes: ['protocol'], act: async () => 'x99 OK done' },
  { name: 'half a line, then FIN', codes: ['connection-lost'], act: async ({ line, tag }) => {
    line.send(`${tag} O`);
    line.end();
    return 'gone';
  } },
  { name: 'half a line, then RST', codes: ['connection-lost'], act: async ({ line, tag }) => {
    line.send(`${tag} O`);
    setTimeout(() => line.reset(), 5);
    return 'gone';
  } },
];

async function rightAnswer(heard: Heard): Promise<string> {
  const answer: Answer = heard.name === 'UID FETCH' ? fetchAnswer : (STANDARD[heard.name] ?? EXTENSIONS[heard.name]?.answer ?? 'TAG OK done');
  return (typeof answer === 'string' ? answer : await answer(heard)) ?? '';
}

describe.each(COMMANDS)('$wire', ({ wire, run }) => {
  test.each(FAULTS)('$name', async ({ codes, act }) => {
    let armed = false;
    const { pool } = await pooled(ordinary, async (heard) => {
      if (!armed || heard.name !== wire) return undefined;
      armed = false;
      return act(heard);
    }, { silenceMs: SILENCE_MS });
    const outcome = await withSession(pool, 'sync', async (session) => {
      await session.select('INBOX');
      armed = true;
      return run(session);
    }).then((value) => ({ value }), (error: unknown) => ({ error }));
    const { error } = outcome as { error: unknown };
    // A refused IDLE is no news, but it is told all the same.
    expect(error, JSON.stringify(outcome)).toBeInstanceOf(FailureError);
    expect(codes).toContain((error as FailureError).failure.code);
    expect((error as FailureError).failure.message).not.toBe('');
    expect(await withSession(pool, 'interactive', (session) => uidsOf(session, 'Sent'))).toEqual([201]);
  });

  test('one octet at a time: slow, and right', async () => {
    let armed = false;
    const { pool } = await pooled(ordinary, async (heard) => {
      if (!armed || heard.name !== wire || wire === 'IDLE') return undefined;
      const text = `${(await rightAnswer(heard)).replace(/^TAG(?= |$)/gmu, heard.tag)}\r\n`;
      for (const octet of text) {
        heard.line.send(octet);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return null;
    }, { silenceMs: SILENCE_MS });
    const value = await withSession(pool, 'sync', async (session) => {
      await session.select('INBOX');
      armed = true;
      return run(session);
    });
    expect(value).toBeTruthy();
    if (Array.isArray(value)) expect(value).toHaveLength(3);
  });
});

describe('before there is a session', () => {
  const doors = ['GREETING', 'CAPABILITY', 'AUTHENTICATE'] as const;
  test.each(doors.flatMap((door) => FAULTS.map((wrong) => [door, wrong.name, wrong] as const)))('%s: %s', async (door, name, { act }) => {
    let armed = true;
    const { pool } = await pooled(ordinary, async (heard) => {
      if (!armed || heard.name !== door) return undefined;
      const said = await act(heard);
      return said === 'gone' ? said : said?.replace(/^TAG/u, door === 'GREETING' ? '*' : 'TAG') ?? said;
    }, { silenceMs: SILENCE_MS, deadlineMs: 400 });
    const error = await pool.lease('sync').then(() => null, (reason: unknown) => reason);
    // Without PLAIN there is still LOGIN, on a line that holds.
    if (error === null) expect([door, name]).toEqual(['AUTHENTICATE', expect.stringMatching(/^(?:NO|BAD)$/u)]);
    else expect((error as FailureError).failure).toMatchObject({ step: expect.stringMatching(/^imap-/u) as string });
    armed = false;
    if (error !== null) expect((error as FailureError).failure.code).not.toBe('internal');
    pool.drop({ code: 'connection-lost', message: 'Again.' });
    expect(await withSession(pool, 'interactive', (session) => uidsOf(session, 'Sent'))).toEqual([201]);
  });
});
