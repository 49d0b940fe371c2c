/** Literals to the server that are read while they are sent: exactly as long as announced, no faster than the line, and what happens when either side stops. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../../../main/imap/command.ts';
import { CommandWriter, type LiteralSource } from '../../../main/imap/wire/encoder.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { failureOf, loggedIn } from './setup.ts';

const PLAIN = { capabilities: 'IMAP4rev1 SASL-IR' };
const PLUS = { capabilities: 'IMAP4rev1 SASL-IR LITERAL+ BINARY' };

/** A command with such a literal, which goes unasked where the server allows that. */
const storing = (literal: LiteralSource): Command<string> => ({
  name: 'APPEND',
  lane: { kind: 'free' },
  parts: () => new CommandWriter().word('APPEND "A" ').source(literal).finish(),
  done: (status) => status.text,
});

/** What became of a source. */
interface Watched extends LiteralSource { readonly seen: { opened: number; taken: number; closed: boolean } }

function source(size: number, chunks: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Watched {
  const seen = { opened: 0, taken: 0, closed: false };
  return {
    size,
    seen,
    async *open() {
      seen.opened++;
      try {
        for await (const chunk of chunks()) {
          seen.taken += chunk.length;
          yield chunk;
        }
      } finally {
        seen.closed = true;
      }
    },
  };
}

const filled = (...sizes: number[]): Buffer[] => sizes.map((size, at) => Buffer.alloc(size, 97 + at));

/** The header of an APPEND, answered with `+` where it waits. */
async function header(line: ScriptLine): Promise<{ tag: string; size: number }> {
  const [, tag, size, plus] = await line.expect(/^(\S+) APPEND "A" ~?\{(\d+)(\+?)\}$/u);
  if (plus === '') line.send('+ go\r\n');
  return { tag: tag!, size: Number(size) };
}

describe('a source', () => {
  test('is sent as it comes; what is given meanwhile waits behind it', async () => {
    const { session, server } = await loggedIn(async (line) => {
      const { tag, size } = await header(line);
      expect((await line.literal(size)).toString('latin1')).toBe(Buffer.concat(filled(3, 100_000, 0, 70_000)).toString('latin1'));
      await line.expect('');
      const noop = await line.command('NOOP');
      line.send(`${tag} OK [APPENDUID 7 42] ok\r\n${noop} OK\r\n`);
    }, {}, PLAIN);
    const stored = session.run(storing(source(170_003, () => filled(3, 100_000, 0, 70_000))));
    await session.noop();
    expect(await stored).toBe('ok');
    await server.done();
  });
  test('of nothing, also as literal8', async () => {
    for (const [binary, shown] of [[false, '{0+}'], [true, '~{0+}']] as const) {
      const { session, server } = await loggedIn(async (line) => {
        const tag = await line.command(`APPEND "A" ${shown}`);
        await line.expect('');
        line.send(`${tag} OK\r\n`);
      }, {}, PLUS);
      await session.run(storing({ ...source(0, () => []), binary }));
      await server.done();
    }
  });
  test('is not read faster than the server takes it', async () => {
    const MEGABYTE = Buffer.alloc(1 << 20, 'x');
    let held = 0;
    const big = source(64 << 20, function* () {
      for (let at = 0; at < 64; at++) yield MEGABYTE;
    });
    const { session, server } = await loggedIn(async (line) => {
      const { tag, size } = await header(line);
      line.pause();
      // Until nothing moves any more: the network's own buffers are full.
      for (let before = -1; before !== big.seen.taken; await sleep(200)) before = big.seen.taken;
      held = big.seen.taken;
      line.resume();
      let left = size;
      for (; left > 0; left -= 1 << 20) await line.literal(Math.min(left, 1 << 20));
      await line.expect('');
      line.send(`${tag} OK\r\n`);
    }, {}, PLAIN);
    await session.run(storing(big));
    expect(held).toBeLessThan(48 << 20);
    expect(big.seen.taken).toBe(64 << 20);
    await server.done();
  });
  test('slower than silence is allowed to be is not the server’s silence', async () => {
    const { session } = await loggedIn(async (line) => {
      const { tag, size } = await header(line);
      await line.literal(size);
      await line.expect('');
      line.send(`${tag} OK\r\n`);
    }, { silenceMs: 60 }, PLUS);
    await session.run(storing(source(3, async function* () {
      for (const octet of filled(1, 1, 1)) {
        await sleep(150);
        yield octet;
      }
    })));
  });
  test('a server that takes nothing more is silent, however long the source would go on', async () => {
    const endless = source(1 << 30, function* () {
      for (;;) yield Buffer.alloc(1 << 16, 'x');
    });
    const { session } = await loggedIn(async (line) => {
      await header(line);
      line.pause();
      await sleep(1500);
    }, { silenceMs: 150 }, PLAIN);
    expect((await failureOf(session.run(storing(endless)))).code).toBe('timeout');
    expect((await session.closed).code).toBe('timeout');
    await expect.poll(() => endless.seen.closed).toBe(true);
  });
});

describe('a source that is not what it said', () => {
  const CASES: [name: string, source: () => Watched, code: string][] = [
    ['too short', () => source(10, () => filled(4, 5)), 'invalid-input'],
    ['empty', () => source(10, () => []), 'invalid-input'],
    ['too long in one chunk', () => source(10, () => filled(4, 7)), 'invalid-input'],
    ['too long in one chunk more', () => source(10, () => filled(4, 6, 1)), 'invalid-input'],
    ['broken with a failure', () => source(10, function* () { yield Buffer.alloc(4, 'x'); throw fail('storage', 'The disk is gone.'); }), 'storage'],
    ['broken with an error', () => source(10, function* () { yield Buffer.alloc(10, 'x'); throw new Error('gone'); }), 'internal'],
    ['not readable at all', () => ({ ...source(10, () => []), open: () => { throw new Error('no such file'); } }), 'internal'],
    ['text with a NUL', () => source(10, () => [Buffer.from('12345\0'), Buffer.from('7890')]), 'invalid-input'],
  ];
  test.each(CASES)('%s: refused with its own reason, the line is given up, and nothing can be taken for the end of the command', async (_name, make, code) => {
    for (const extras of [PLAIN, PLUS]) {
      const given = make();
      const { session, server } = await loggedIn(async (line) => {
        await header(line);
        await line.hungUp();
        // At most the octets that were announced; never the line end that would complete the command.
        const rest = line.leftOver();
        expect(rest.length).toBeLessThanOrEqual(10);
        expect(rest.includes('\r\n')).toBe(false);
      }, {}, extras);
      const refused = failureOf(session.run(storing(given)));
      const behind = failureOf(session.noop());
      expect((await refused).code).toBe(code);
      expect((await behind).code).toBe('connection-lost');
      expect((await session.closed).code).toBe('connection-lost');
      await server.done();
    }
  });
});

describe('the server has enough', () => {
  test('before it asked: the source is never opened, the next command is sent', async () => {
    for (const word of ['NO [OVERQUOTA] full', 'BAD what']) {
      const given = source(100_000, () => filled(100_000));
      const { session, server } = await loggedIn(async (line) => {
        const [, tag] = await line.expect(/^(\S+) APPEND "A" \{100000\}$/u);
        line.send(`${tag} ${word}\r\n`);
        line.send(`${await line.command('NOOP')} OK\r\n`);
      }, {}, PLUS);
      const refused = failureOf(session.run(storing(given)));
      await session.noop();
      expect((await refused).code).toBe(word.startsWith('NO') ? 'over-quota' : 'server-bad');
      expect(given.seen.opened).toBe(0);
      await server.done();
    }
  });
  test('in the middle: its answer counts, and the line is given up, for the rest could be taken for commands', async () => {
    for (const extras of [PLAIN, PLUS]) {
      let refusedYet = (): void => undefined;
      const refusal = new Promise<void>((resolve) => (refusedYet = resolve));
      const given = source(40, async function* () {
        yield Buffer.from('x'.repeat(10));
        await refusal;
        yield Buffer.from('\r\ng9 DELETE INBOX\r\n'.padEnd(30, 'x'));
      });
      const { session, server } = await loggedIn(async (line) => {
        const { tag } = await header(line);
        await line.literal(10);
        line.send(`${tag} NO [OVERQUOTA] full\r\n`);
        await line.hungUp();
      }, {}, extras);
      const failure = await failureOf(session.run(storing(given)));
      expect(failure).toMatchObject({ code: 'over-quota', responseCode: 'OVERQUOTA' });
      expect((await session.closed).code).toBe('connection-lost');
      refusedYet();
      await server.done();
      expect(server.heard.some((text) => text.includes('DELETE'))).toBe(false);
      await expect.poll(() => given.seen.closed).toBe(true);
    }
  });
  test('an OK in the middle is a lie', async () => {
    const given = source(20, async function* () {
      yield Buffer.alloc(10, 'x');
      await sleep(2000, undefined, { ref: false });
    });
    const { session } = await loggedIn(async (line) => {
      const { tag } = await header(line);
      await line.literal(10);
      line.send(`${tag} OK [APPENDUID 7 42] stored\r\n`);
      await line.hungUp();
    }, {}, PLUS);
    expect((await failureOf(session.run(storing(given)))).code).toBe('protocol');
  });
  test('a + in the middle is nothing', async () => {
    const { session } = await loggedIn(async (line) => {
      const { tag, size } = await header(line);
      await line.literal(1);
      line.send('+ more\r\n+ more\r\n');
      await line.literal(size - 1);
      await line.expect('');
      line.send(`${tag} OK\r\n`);
    }, {}, PLUS);
    await session.run(storing(source(3, async function* () {
      for (const octet of filled(1, 1, 1)) {
        yield octet;
        await sleep(20);
      }
    })));
  });
  test('a session destroyed in the middle closes the source', async () => {
    const given = source(20, async function* () {
      yield Buffer.alloc(10, 'x');
      await sleep(30);
      yield Buffer.alloc(10, 'x');
    });
    const { session } = await loggedIn(async (line) => {
      await header(line);
      await line.literal(10);
      await line.hungUp();
    }, {}, PLUS);
    const refused = failureOf(session.run(storing(given)));
    await expect.poll(() => given.seen.taken).toBe(10);
    session.destroy();
    expect((await refused).code).toBe('cancelled');
    await expect.poll(() => given.seen.closed).toBe(true);
  });
});

describe('literal8', () => {
  test('asked for or not, as LITERAL+ and LITERAL- have it', async () => {
    for (const [size, capabilities, shown] of [
      [4096, 'LITERAL-', '~{4096+}'], [4097, 'LITERAL-', '~{4097}'], [65_536, 'LITERAL+', '~{65536+}'], [65_537, 'LITERAL+', '~{65537}'], [1, '', '~{1}'],
    ] as const) {
      const octets = Buffer.alloc(size, 0);
      const { session } = await loggedIn(async (line) => {
        const tag = await line.command(`APPEND "A" ${shown}`);
        if (!shown.includes('+')) line.send('+ go\r\n');
        expect((await line.literal(size)).equals(octets)).toBe(true);
        await line.expect('');
        line.send(`${tag} OK\r\n`);
      }, {}, { capabilities: `IMAP4rev1 SASL-IR BINARY ${capabilities}` });
      await session.run(storing({ size, binary: true, open: () => [octets] }));
    }
  });
  test('with `ask` it waits, whatever the server allows', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('APPEND "A" {1}');
      line.send('+ go\r\n');
      await line.literal(1);
      await line.expect('');
      line.send(`${tag} OK\r\n`);
    }, {}, PLUS);
    await session.run(storing({ size: 1, ask: true, open: () => filled(1) }));
  });
});
