/** Lines that break, servers that stop, lie or flood: always a failure with its reason, never an empty answer, and all waiting commands are told. */
import { describe, expect, test } from 'vitest';
import { getMetadata } from '../../../main/imap/commands/get-metadata.ts';
import { uidStore } from '../../../main/imap/commands/store.ts';
import { DEFAULT_LIMITS } from '../../../main/imap/wire/limits.ts';
import { CAPABILITIES, failureOf, loggedIn, selected } from './setup.ts';

const ROW = '* 1 FETCH (UID 1 RFC822.SIZE 1)\r\n';

describe('the line breaks', () => {
  const answer = `${ROW}* 2 FETCH (UID 2 RFC822.SIZE 10 BODY[] {10}\r\n0123456789)\r\n`;
  test('after every octet of a FETCH answer: connection-lost, and only whole rows were delivered', async () => {
    const { length } = `${answer}TAG OK\r\n`;
    for (let at = 0; at < length - 1; at += at < ROW.length ? 5 : 1) {
      const { session } = await selected(async (line) => {
        const tag = await line.command(/^UID FETCH/u);
        line.send(`${answer}${tag} OK\r\n`.slice(0, at));
        line.end();
      });
      const rows: number[] = [];
      const refused = await failureOf(session.uidFetch([[1, 9]], { size: true }, {}, (row) => void rows.push(row.uid)));
      expect(refused.code).toBe('connection-lost');
      expect(rows).toEqual(at < ROW.length ? [] : at < answer.length ? [1] : [1, 2]);
    }
  });
  test('every waiting command hears it, and every later one', async () => {
    const { session } = await selected(async (line) => {
      await line.command(/^UID FETCH/u);
      line.reset();
    });
    const waiting = [failureOf(session.uidFetch([[1, 9]], { size: true }, {}, () => undefined)), failureOf(session.uidStore([[1, 9]], { action: 'add', flags: ['\\Seen'] })), failureOf(session.noop())];
    for (const refused of await Promise.all(waiting)) expect(refused.code).toBe('connection-lost');
    expect((await failureOf(session.noop())).code).toBe('connection-lost');
    expect((await session.closed).code).toBe('connection-lost');
  });
  test('BYE gives its reason, throttling is told apart, LOGOUT expects it', async () => {
    for (const [words, code] of [['[UNAVAILABLE] Server shutting down.', 'server-bye'], ['Too many simultaneous connections', 'throttled'], ['[LIMIT] no', 'throttled']] as const) {
      const { session } = await loggedIn(async (line) => {
        await line.command('NOOP');
        line.send(`* BYE ${words}\r\n`);
        line.end();
      });
      expect(await failureOf(session.noop())).toMatchObject({ code });
      expect((await session.closed).code).toBe(code);
    }
    for (const polite of [true, false]) {
      const { session } = await loggedIn(async (line) => {
        const tag = await line.command('LOGOUT');
        if (polite) line.send(`* BYE see you\r\n${tag} OK\r\n`);
        line.end();
      });
      await session.logout();
      expect((await session.closed).code).toBe('cancelled');
    }
  });
  test('LOGOUT that is never answered ends anyway', async () => {
    const { session } = await loggedIn(async (line) => {
      await line.command('LOGOUT');
      await line.hungUp();
    });
    await session.logout();
    expect((await session.closed).code).toBe('cancelled');
  });
  test('destroy rejects what is under way with the reason given', async () => {
    const { session } = await loggedIn(async (line) => {
      await line.command('NOOP');
      await line.hungUp();
    });
    const waiting = failureOf(session.noop());
    setTimeout(() => session.destroy({ code: 'timeout', message: 'x' }), 20);
    expect((await waiting).code).toBe('timeout');
    session.destroy();
    expect((await session.closed).code).toBe('timeout');
  });
});

describe('silence', () => {
  test('in the middle of an answer is a timeout', async () => {
    const { session } = await selected(async (line) => {
      await line.command(/^UID FETCH/u);
      line.send(`${ROW}* 2 FETCH (UID 2 BODY[] {10}\r\n012`);
      await line.hungUp();
    }, { silenceMs: 100 });
    const rows: number[] = [];
    expect((await failureOf(session.uidFetch([[1, 9]], { size: true }, {}, (row) => void rows.push(row.uid)))).code).toBe('timeout');
    expect(rows).toEqual([1]);
  });
  test('of a quiet session is none; a slow answer is none', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('NOOP');
      await line.sendSlowly(`* OK x\r\n${tag} OK\r\n`);
    }, { silenceMs: 120 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await session.noop();
  });
  test('of a server that reads a whole mailbox for us may last longer', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID SEARCH/u);
      await new Promise((resolve) => setTimeout(resolve, 300));
      line.send(`* SEARCH 2\r\n${tag} OK\r\n`);
      await line.command(/^UID SEARCH/u);
      await line.hungUp();
    }, { silenceMs: 120 }, { capabilities: 'IMAP4rev1 SASL-IR' });
    expect(await session.uidSearch({ text: 'curlew' })).toEqual([2]);
    expect((await failureOf(session.uidSearch({ text: 'curlew' }))).code).toBe('timeout');
  });
  test('while we are the ones who do not read is none', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(`${ROW}${tag} OK\r\n`);
    }, { silenceMs: 60 });
    await session.uidFetch([[1, 9]], { size: true }, {}, () => new Promise((resolve) => setTimeout(resolve, 300)));
  });
  test('of a server that never asks for the literal', async () => {
    const { session } = await loggedIn(async (line) => {
      await line.line();
      await line.hungUp();
    }, { silenceMs: 80 }, { capabilities: 'IMAP4rev1 SASL-IR' });
    expect((await failureOf(session.append('A', Buffer.from('x'), { flags: [] }))).code).toBe('timeout');
  });
});

describe('hostile answers end the session with protocol', () => {
  test.each([
    ['a literal of 4 GB', '* 1 FETCH (UID 1 BODY[] {4294967295}\r\n'],
    ['a literal of 19 digits', '* 1 FETCH (UID 1 BODY[] {9999999999999999999}\r\n'],
    ['numbers beyond 32 bits', '* 4294967296 EXISTS\r\n'],
    ['a UID beyond 32 bits', '* 1 FETCH (UID 4294967296)\r\n'],
    ['a negative number', '* -1 EXISTS\r\ng99 OK\r\n'],
    ['a tag nobody used', 'g99 OK done\r\n'],
    ['a tag used before', 'g1 OK done\r\n'],
    ['no response at all', 'hello\r\n'],
    ['an unclosed quote', '* 1 FETCH (UID 1 X "abc\r\n'],
    ['an unclosed list', '* 1 FETCH (UID 1 X (((\r\n'],
    ['a flood of continuations', '+ more\r\n'.repeat(60)],
    ['VANISHED with *', '* VANISHED 1:*\r\n'],
    ['an empty line', '\r\n'],
  ])('%s', async (_, octets) => {
    const { session } = await selected(async (line) => {
      await line.command('NOOP');
      line.send(octets);
      await line.hungUp();
    });
    expect((await failureOf(session.noop())).code).toBe('protocol');
    expect((await session.closed).code).toBe('protocol');
  });
  test('an endless line, within the memory of its limit', async () => {
    const { session } = await selected(async (line) => {
      await line.command('NOOP');
      const piece = Buffer.alloc(64 * 1024, 97);
      for (let sent = 0; sent < 100; sent++) line.send(piece);
      await line.hungUp();
    }, {}, { limits: { ...DEFAULT_LIMITS, line: 1 << 20 } });
    expect((await failureOf(session.noop())).code).toBe('protocol');
  });
  test('deep parentheses are survived', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      const deep = `${'('.repeat(100_000)}"text" "plain" NIL NIL NIL "7bit" 1 1${')'.repeat(100_000)}`;
      line.send(`* 1 FETCH (UID 1 BODYSTRUCTURE ${deep})\r\n* 2 FETCH (UID 2 BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" 1 1))\r\n${tag} OK\r\n`);
    });
    const rows: number[] = [];
    await session.uidFetch([[1, 9]], { bodyStructure: true }, {}, (row) => void rows.push(row.uid));
    expect(rows).toEqual([1, 2]);
  });
  test('an answer without end to one command costs the line, not the memory', async () => {
    const { session } = await selected(async (line) => {
      await line.command(/^GETMETADATA/u);
      const answer = `* METADATA INBOX (/private/x {8388608}\r\n${'x'.repeat(8 << 20)})\r\n`;
      for (let times = 0; times < 17; times++) line.send(answer);
      await line.hungUp();
    }, {}, { capabilities: `${CAPABILITIES} METADATA` });
    expect((await failureOf(session.run(getMetadata('INBOX', ['/private/x'])))).code).toBe('protocol');
  });
  test('one message told of for ever is one row', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID STORE 5 /u);
      line.send(`${'* 1 FETCH (UID 5 FLAGS (\\Seen))\r\n'.repeat(10_000)}* 1 FETCH (UID 5 MODSEQ (9))\r\n${tag} OK\r\n`);
    });
    expect((await session.run(uidStore([[5, 5]], { action: 'add', flags: ['\\Seen'], answer: true }))).rows).toMatchObject([{ uid: 5, flags: ['\\Seen'], modseq: '9' }]);
  });
  test('a million untagged answers are survived', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('NOOP');
      line.send(`${'* 4 EXISTS\r\n* X-NONSENSE (a\r\n* NO [ALERT {5}\r\n'.repeat(333_334)}${tag} OK\r\n`);
    });
    let news = 0;
    session.onNews(() => news++);
    await session.noop();
    expect(news).toBe(333_334);
  });
});
