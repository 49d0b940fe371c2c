/** Pipelining (RFC 3501 5.5): what may travel together does, what could be confused waits. */
import { describe, expect, test } from 'vitest';
import type { ScriptLine } from '../../support/script-server.ts';
import { CAPABILITIES, failureOf, selected } from './setup.ts';

/** Lines that have come without any having been answered. */
async function batch(line: ScriptLine, count: number): Promise<string[]> {
  const lines: string[] = [];
  for (let index = 0; index < count; index++) lines.push(await line.line());
  return lines;
}
const tagOf = (text: string | undefined): string => text!.split(' ')[0]!;

describe('sent together', () => {
  test('FETCH of different messages, STORE, STATUS, COPY; answered in another order', async () => {
    const { session, server } = await selected(async (line) => {
      const sent = await batch(line, 5);
      expect(sent.map((text) => text.replace(/^\S+ /u, ''))).toEqual(['UID FETCH 1 (UID RFC822.SIZE)', 'UID FETCH 2 (UID RFC822.SIZE)', 'STATUS "A" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)', 'UID STORE 3 +FLAGS.SILENT (\\Seen)', 'UID COPY 1 "A"']);
      line.send(`* 2 FETCH (UID 2 RFC822.SIZE 22)\r\n* STATUS A (MESSAGES 1 UIDVALIDITY 2)\r\n${tagOf(sent[4])} OK [COPYUID 1 1 5] ok\r\n${tagOf(sent[1])} OK\r\n`);
      line.send(`* 1 FETCH (UID 1 RFC822.SIZE 11)\r\n${tagOf(sent[2])} OK\r\n${tagOf(sent[3])} NO no\r\n${tagOf(sent[0])} OK\r\n`);
    });
    const sizes: (number | undefined)[][] = [[], []];
    const done = [
      session.uidFetch([[1, 1]], { size: true }, {}, (row) => void sizes[0]!.push(row.size)),
      session.uidFetch([[2, 2]], { size: true }, {}, (row) => void sizes[1]!.push(row.size)),
      session.status('A'),
      failureOf(session.uidStore([[3, 3]], { action: 'add', flags: ['\\Seen'] })),
      session.uidCopy([[1, 1]], 'A'),
    ];
    await Promise.all(done);
    expect(sizes).toEqual([[11], [22]]);
    expect(await done[3]).toMatchObject({ code: 'server-no' });
    await server.done();
  });
  test('searches that carry their tag', async () => {
    const { session } = await selected(async (line) => {
      const [a, b] = (await batch(line, 2)).map(tagOf);
      line.send(`* ESEARCH (TAG "${b}") UID ALL 2\r\n* ESEARCH (TAG "${a}") UID ALL 1\r\n${a} OK\r\n${b} OK\r\n`);
    });
    expect(await Promise.all([session.uidSearch({ text: 'a' }), session.uidSearch({ text: 'b' })])).toEqual([[1], [2]]);
  });
  test.each([[200, CAPABILITIES], [20, `${CAPABILITIES} CLIENTACCESSRULES`]])('at most %s at a time', async (most, capabilities) => {
    const { session, server } = await selected(async (line) => {
      const sent = await batch(line, most);
      await new Promise((resolve) => setTimeout(resolve, 50));
      line.finish();
      line.send(`${sent.map((text) => `${tagOf(text)} OK`).join('\r\n')}\r\n`);
      for (const text of await batch(line, 10)) line.send(`${tagOf(text)} OK\r\n`);
    }, {}, { capabilities });
    await Promise.all(Array.from({ length: most + 10 }, () => session.noop()));
    await server.done();
  });
});

describe('long sets', () => {
  const odd = Array.from({ length: 5000 }, (_, index) => [index * 2 + 1, index * 2 + 1] as const);
  test('travel in lines any server takes, and come back as one answer', async () => {
    const lengths: number[] = [];
    const { session, server } = await selected(async (line) => {
      for (let destination = 1; ; ) {
        const text = await line.line();
        lengths.push(text.length);
        const [tag, , verb, set] = text.split(' ');
        if (verb === 'EXPUNGE') return line.send(`${tag} OK\r\n`);
        const count = set!.split(',').length;
        line.send(verb === 'COPY' ? `${tag} OK [COPYUID 3 ${set} ${destination}:${destination + count - 1}] ok\r\n` : `${tag} OK [MODIFIED ${set!.split(',')[0]}] ok\r\n`);
        destination += count;
      }
    });
    const copied = await session.uidCopy(odd, 'A');
    expect(copied?.source).toEqual(odd.map(([uid]) => uid));
    expect(copied?.destination).toEqual(odd.map((_, index) => index + 1));
    expect((await session.uidStore(odd, { action: 'add', flags: ['\\Seen'] })).modified.length).toBe(lengths.length / 2);
    await session.uidExpunge([[1, 1]]);
    expect(Math.max(...lengths)).toBeLessThan(8200);
    await server.done();
  });
  test('one part refused refuses the whole, after the rest is done', async () => {
    const { session } = await selected(async (line) => {
      for (let count = 0; ; count++) {
        const text = await line.line();
        const [tag, , , set] = text.split(' ');
        line.send(count === 1 ? `${tag} NO [UNAVAILABLE] not now\r\n` : `* 1 FETCH (UID ${set!.split(',')[0]} RFC822.SIZE 1)\r\n${tag} OK\r\n`);
      }
    });
    let rows = 0;
    expect(await failureOf(session.uidFetch(odd, { size: true }, {}, () => void rows++))).toMatchObject({ code: 'server-no', responseCode: 'UNAVAILABLE' });
    expect(rows).toBeGreaterThan(1);
    const settled = rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(rows).toBe(settled);
  });
});

describe('kept apart', () => {
  const waits = async (run: (session: Awaited<ReturnType<typeof selected>>['session']) => Promise<unknown>[], answers: [RegExp, (tag: string) => string][], capabilities?: string): Promise<void> => {
    const { session, server } = await selected(async (line) => {
      for (const [pattern, answer] of answers) {
        const tag = await line.command(pattern);
        await new Promise((resolve) => setTimeout(resolve, 20));
        line.finish(); // the next has not been sent yet
        line.send(answer(tag));
      }
    }, {}, capabilities === undefined ? {} : { capabilities });
    await Promise.all(run(session));
    await server.done();
  };
  const ok = (tag: string): string => `${tag} OK\r\n`;

  test('FETCH and STORE of the same message', () =>
    waits((session) => [session.uidFetch([[1, 5]], { flags: true }, {}, () => undefined), session.uidStore([[5, 5]], { action: 'add', flags: ['\\Seen'] }), session.uidFetch([[3, 9]], { flags: true }, {}, () => undefined)],
      [[/^UID FETCH/u, ok], [/^UID STORE/u, ok], [/^UID FETCH/u, ok]]));
  test('COPY and what changes the same messages, MOVE and whatever asks about them', () =>
    waits((session) => [
      session.uidCopy([[1, 5]], 'A'), session.uidStore([[5, 5]], { action: 'add', flags: ['\\Deleted'] }), session.uidMove([[5, 9]], 'A'),
      session.uidFetch([[9, 9]], { flags: true }, {}, () => undefined), session.uidMove([[9, 9]], 'A'), session.uidSearch({ all: true }),
    ], [[/^UID COPY/u, ok], [/^UID STORE/u, ok], [/^UID MOVE/u, ok], [/^UID FETCH/u, ok], [/^UID MOVE/u, ok], [/^UID SEARCH/u, (tag) => `* ESEARCH (TAG "${tag}") UID\r\n${tag} OK\r\n`]]));
  test('searches without a tag', () =>
    waits((session) => [session.uidSearch({ text: 'a' }), session.uidSearch({ text: 'b' })], [[/"a"$/u, (tag) => `* SEARCH 1\r\n${tag} OK\r\n`], [/"b"$/u, (tag) => `* SEARCH 2\r\n${tag} OK\r\n`]], 'IMAP4rev1 SASL-IR'));
  test('SELECT and what works in the selected mailbox', () =>
    waits((session) => [session.uidFetch([[1, 5]], { flags: true }, {}, () => undefined), session.select('B'), session.uidFetch([[1, 5]], { flags: true }, {}, () => undefined)],
      [[/^UID FETCH/u, ok], [/^SELECT/u, (tag) => `* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n${tag} OK\r\n`], [/^UID FETCH/u, ok]]));
  test('STATUS of one mailbox twice', () =>
    waits((session) => [session.status('A'), session.status('A')], [[/^STATUS/u, (tag) => `* STATUS A (MESSAGES 1 UIDVALIDITY 1)\r\n${tag} OK\r\n`], [/^STATUS/u, (tag) => `* STATUS A (MESSAGES 2 UIDVALIDITY 1)\r\n${tag} OK\r\n`]]));

  test('nothing is slipped into a command that waits for its literal', async () => {
    const { session, server } = await selected(async (line) => {
      const header = await line.expect(/^(\S+) APPEND "A" \{3\}$/u);
      await new Promise((resolve) => setTimeout(resolve, 30));
      line.finish();
      line.send('+ go\r\n');
      await line.literal(3);
      await line.expect('');
      const noop = await line.command('NOOP');
      line.send(`${header[1]} OK\r\n${noop} OK\r\n`);
    }, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    await Promise.all([session.append('A', Buffer.from('abc'), { flags: [] }), session.noop()]);
    await server.done();
  });
  test('a command that cannot be written rejects and does not hold up the next', async () => {
    const { session, server } = await selected(async (line) => line.send(ok(await line.command('NOOP'))));
    const refused = failureOf(session.status('a\r\nb'));
    await session.noop();
    expect((await refused).code).toBe('invalid-input');
    await server.done();
  });
});
