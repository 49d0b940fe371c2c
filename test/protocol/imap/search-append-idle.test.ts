/** SEARCH, APPEND and IDLE: keys, charsets, literals and continuations, and who interrupts whom. */
import { describe, expect, test } from 'vitest';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import { CAPABILITIES, failureOf, loggedIn, selected } from './setup.ts';

const PLAIN_SERVER = { capabilities: 'IMAP4rev1 SASL-IR IDLE' };

describe('UID SEARCH', () => {
  test('every key', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID SEARCH RETURN (ALL) (UID 1:3 TEXT "a \\"b\\"" SUBJECT "s" FROM "f" TO "t" BODY "b" HEADER "Message-ID" "<x@y>" SEEN UNFLAGGED DELETED SINCE 1-Feb-2026 BEFORE 20-Nov-2026 OR UNSEEN NOT FLAGGED (ALL))');
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 9,2:4\r\n${tag} OK\r\n`);
    });
    expect(await session.uidSearch({ and: [{ uid: [[1, 3]] }, { text: 'a "b"' }, { subject: 's' }, { from: 'f' }, { to: 't' }, { body: 'b' }, { header: { field: 'Message-ID', value: '<x@y>' } }, { seen: true }, { flagged: false }, { deleted: true }, { since: new Date(Date.UTC(2026, 1, 1)) }, { before: new Date(Date.UTC(2026, 10, 20, 23)) }, { or: [{ seen: false }, { not: { flagged: true } }] }, { and: [{ all: true }] }] })).toEqual([2, 3, 4, 9]);
  });
  test('without ESEARCH, several lines and MODSEQ; text that is not ASCII as a UTF-8 literal the server asks for', async () => {
    const { session } = await selected(async (line) => {
      const header = await line.expect(/^(\S+) UID SEARCH CHARSET UTF-8 \(TEXT \{6\}$/u);
      line.send('* 4 EXISTS\r\n+ go\r\n');
      expect((await line.literal(6)).toString('utf8')).toBe('Grüß'.slice(0, 6));
      await line.expect(' UNSEEN)');
      line.send(`* SEARCH 5 3\r\n* SEARCH 3 4294967295 (MODSEQ 9)\r\n${header[1]} OK\r\n`);
    }, {}, PLAIN_SERVER);
    expect(await session.uidSearch({ and: [{ text: 'Grüß' }, { seen: false }] })).toEqual([3, 5, 4294967295]);
  });
  test('nothing found is empty; no answer is not', async () => {
    const { session } = await selected(async (line) => {
      let tag = await line.command('UID SEARCH ALL');
      line.send(`* SEARCH\r\n${tag} OK\r\n`);
      tag = await line.command('UID SEARCH TEXT "x"');
      line.send(`${tag} OK\r\n`);
      tag = await line.command('UID SEARCH ALL');
      line.send(`${tag} OK\r\n`);
      tag = await line.command('UID SEARCH ALL');
      line.send(`* SEARCH 1 2\r\n${tag} NO [UNAVAILABLE] later\r\n`);
    }, {}, PLAIN_SERVER);
    expect(await session.uidSearch({ all: true })).toEqual([]);
    expect((await failureOf(session.uidSearch({ text: 'x' }))).code).toBe('protocol');
    expect((await failureOf(session.uidSearch({ all: true }))).code).toBe('protocol');
    expect((await failureOf(session.uidSearch({ all: true }))).code).toBe('server-no');
  });
  test('ESEARCH without ALL is empty; an absurd set ends the session', async () => {
    const { session } = await selected(async (line) => {
      let tag = await line.command(/^UID SEARCH/u);
      line.send(`* ESEARCH (TAG "${tag}") UID\r\n${tag} OK\r\n`);
      tag = await line.command(/^UID SEARCH/u);
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 1:4294967295\r\n${tag} OK\r\n`);
    });
    expect(await session.uidSearch({ all: true })).toEqual([]);
    expect((await failureOf(session.uidSearch({ all: true }))).code).toBe('protocol');
  });
});

describe('APPEND', () => {
  const message = Buffer.from('Subject: x\r\n\r\nbody\r\n');
  test('waits for the server where it must, and where the message is large', async () => {
    const large = Buffer.alloc(200_000, 'a');
    for (const [octets, capabilities] of [[message, 'IMAP4rev1 SASL-IR'], [large, 'IMAP4rev1 SASL-IR LITERAL+'], [large.subarray(0, 5000), 'IMAP4rev1 SASL-IR LITERAL-']] as const) {
      const { session } = await loggedIn(async (line) => {
        const header = await line.expect(/^(\S+) APPEND "A" \(\\Seen\) " 1-Feb-2026 03:04:05 \+0000" \{(\d+)\}$/u);
        line.send('+ go\r\n');
        expect((await line.literal(Number(header[2]))).equals(octets)).toBe(true);
        await line.expect('');
        line.send(`${header[1]} OK [APPENDUID 7 42] ok\r\n`);
      }, {}, { capabilities });
      expect(await session.append('A', octets, { flags: ['\\Seen'], date: new Date(Date.UTC(2026, 1, 1, 3, 4, 5)) })).toEqual({ uidValidity: 7, uid: 42 });
    }
  });
  test('a message never goes unasked: one that is refused could be read as commands; null without APPENDUID', async () => {
    for (const plus of ['LITERAL+', 'LITERAL-']) {
      const { session } = await loggedIn(async (line) => {
        const header = await line.expect(/^(\S+) APPEND "A" \{20\}$/u);
        line.send('+ go\r\n');
        await line.literal(20);
        await line.expect('');
        line.send(`${header[1]} OK ok\r\n`);
      }, {}, { capabilities: `IMAP4rev1 SASL-IR ${plus}` });
      expect(await session.append('A', message, { flags: [] })).toBeNull();
    }
  });
  test('NO or BAD instead of a continuation: nothing of the message is sent, the next command is', async () => {
    const { session, server } = await loggedIn(async (line) => {
      let header = await line.expect(/^(\S+) APPEND "A" \{20\}$/u);
      line.send(`${header[1]} NO [OVERQUOTA] full\r\n`);
      header = await line.expect(/^(\S+) APPEND "B" \{20\}$/u);
      line.send(`${header[1]} NO [TRYCREATE] no\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    }, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    const first = failureOf(session.append('A', message, { flags: [] }));
    const second = failureOf(session.append('B', message, { flags: [] }));
    const third = session.noop();
    expect((await first).code).toBe('over-quota');
    expect(await second).toMatchObject({ code: 'folder-gone', responseCode: 'TRYCREATE' });
    await third;
    await server.done();
  });
  test('OK before the message was sent is a lie, and ends the session', async () => {
    const { session } = await loggedIn(async (line) => {
      const header = await line.expect(/^(\S+) APPEND "A" \{20\}$/u);
      line.send(`${header[1]} OK [APPENDUID 7 42] ok\r\n`);
      await line.hungUp();
    }, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    expect((await failureOf(session.append('A', message, { flags: [] }))).code).toBe('protocol');
    expect((await session.closed).code).toBe('protocol');
  });
});

describe('IDLE', () => {
  test('news while idling; stop sends DONE', async () => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command('IDLE');
      line.send('+ idling\r\n* 4 EXISTS\r\n');
      await line.expect('DONE');
      line.send(`* 5 EXISTS\r\n${tag} OK\r\n`);
    });
    const news: MailboxNews[] = [];
    const first = new Promise<void>((resolve) => session.onNews((item) => {
      news.push(item);
      resolve();
    }));
    const idle = await session.idle();
    await first;
    await idle.stop();
    await idle.stop();
    expect(news).toEqual([{ kind: 'exists', count: 4 }, { kind: 'exists', count: 5 }]);
    await server.done();
  });
  test('a + said once more asks for nothing, before DONE and behind it', async () => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command('IDLE');
      line.send('+ idling\r\n+ still idling\r\n');
      await line.expect('DONE');
      line.send(`+ idling on\r\n${tag} OK done\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    }, {}, PLAIN_SERVER);
    const idle = await session.idle();
    await idle.stop();
    await session.noop();
    await server.done();
    expect(server.heard.filter((text) => text === 'DONE')).toHaveLength(1);
  });

  test('the next command ends it by itself, also one given before the server idles', async () => {
    const { session, server } = await selected(async (line) => {
      let tag = await line.command('IDLE');
      line.send('+\r\n');
      await line.expect('DONE');
      line.send(`${tag} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
      tag = await line.command('IDLE');
      await new Promise((resolve) => setTimeout(resolve, 30));
      line.send('+ idling\r\n');
      await line.expect('DONE');
      line.send(`${tag} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    await session.idle();
    await session.noop();
    const second = session.idle();
    await session.noop();
    await second;
    await server.done();
  });
  test('ended by the server, nobody says DONE any more', async () => {
    const { session, server } = await selected(async (line) => {
      line.send(`+ idling\r\n${await line.command('IDLE')} OK enough\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    const idle = await session.idle();
    await idle.ended;
    await idle.stop();
    await session.noop();
    await server.done();
  });
  test('silence while idling is no silence; after DONE it is', async () => {
    const { session } = await selected(async (line) => {
      await line.command('IDLE');
      line.send('+ idling\r\n');
      await line.expect('DONE');
      await line.hungUp();
    }, { silenceMs: 80 });
    const idle = await session.idle();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await failureOf(idle.stop())).code).toBe('timeout');
  });
  test('refused, and cut while idling', async () => {
    const { session } = await selected(async (line) => {
      line.send(`${await line.command('IDLE')} NO not now\r\n`);
      await line.command('IDLE');
      line.send('+ idling\r\n');
      line.end();
    }, {}, { capabilities: CAPABILITIES });
    expect((await failureOf(session.idle())).code).toBe('server-no');
    const idle = await session.idle();
    expect((await session.closed).code).toBe('connection-lost');
    expect((await failureOf(idle.stop())).code).toBe('connection-lost');
  });
});
