/** COMPRESS=DEFLATE (RFC 4978): the switch at the very octet, both directions, and streams that lie. */
import { constants, createDeflateRaw, createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { transcript } from '../../../main/imap/transcript.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { failureOf, loggedIn, opened, playLogin, serve } from './setup.ts';

const OFFERED = { capabilities: 'IMAP4rev1 SASL-IR LITERAL+ COMPRESS=DEFLATE' };
const COMPRESS = { compress: true, silenceMs: 3000 };

/** One packed stream in each direction. */
class Packed {
  readonly #line: ScriptLine;
  readonly #deflate = createDeflateRaw();
  readonly #inflate = createInflateRaw();
  #text = '';

  constructor(line: ScriptLine) {
    this.#line = line;
    this.#inflate.on('data', (octets: Buffer) => (this.#text += octets.toString('latin1')));
  }

  /** The octets of a packet that says `text`. */
  pack(text: string): Promise<Buffer> {
    return new Promise((resolve) => {
      const pieces: Buffer[] = [];
      const collect = (octets: Buffer): void => void pieces.push(octets);
      this.#deflate.on('data', collect).write(Buffer.from(text, 'latin1'));
      this.#deflate.flush(constants.Z_SYNC_FLUSH, () => {
        this.#deflate.off('data', collect);
        resolve(Buffer.concat(pieces));
      });
    });
  }

  async say(text: string): Promise<void> {
    this.#line.send(await this.pack(text));
  }

  /** What the client has packed, up to the end of `pattern`. */
  async hear(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#text);
      if (match !== null) {
        this.#text = this.#text.slice(match.index + match[0].length);
        return match;
      }
      const octets = await this.#line.some();
      await new Promise<void>((resolve) => this.#inflate.write(octets, () => resolve()));
    }
  }
}

describe('the switch', () => {
  const alerts: string[] = [];

  test('commands and answers after it are packed; what was given while it was under way too', async () => {
    const { session, server } = await loggedIn(async (line) => {
      const tag = await line.command('COMPRESS DEFLATE');
      line.send(`${tag} OK go\r\n`);
      const packed = new Packed(line);
      const [, first] = await packed.hear(/^(\S+) NOOP\r\n/u);
      const [, second] = await packed.hear(/(\S+) STATUS "Archive" [^\r]+\r\n/u);
      await packed.say(`${first} OK\r\n* STATUS "Archive" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 1 UNSEEN 0)\r\n${second} OK\r\n`);
    }, COMPRESS, OFFERED);
    const [, status] = await Promise.all([session.noop(), session.status('Archive')]);
    expect(status).toMatchObject({ messages: 3 });
    await server.done();
  });

  test('octets right behind the OK belong to the packed stream, wherever the packet was cut', async () => {
    for (const cut of [0, 1, 2, 5]) {
      const { session, server } = await loggedIn(async (line) => {
        const tag = await line.command('COMPRESS DEFLATE');
        const packed = new Packed(line);
        const octets = Buffer.concat([Buffer.from(`${tag} OK go\r\n`), await packed.pack('* OK [ALERT] packed\r\n')]);
        const at = Buffer.byteLength(`${tag} OK go\r\n`) + cut;
        line.send(octets.subarray(0, at));
        await new Promise((resolve) => setTimeout(resolve, 5));
        line.send(octets.subarray(at));
        const [, noop] = await packed.hear(/(\S+) NOOP\r\n/u);
        await packed.say(`${noop} OK\r\n`);
      }, { ...COMPRESS, onAlert: (text) => alerts.push(text) }, OFFERED);
      await session.noop();
      await server.done();
    }
    expect(alerts).toEqual(Array(4).fill('packed'));
  });

  test('a refusal changes nothing; a server that does not offer it is not asked', async () => {
    const refused = await loggedIn(async (line) => {
      const tag = await line.command('COMPRESS DEFLATE');
      line.send(`${tag} NO [COMPRESSIONACTIVE] already\r\n`);
      const noop = await line.command('NOOP');
      line.send(`${noop} OK\r\n`);
    }, COMPRESS, OFFERED);
    await refused.session.noop();
    await refused.server.done();
    const asks = await loggedIn(async (line) => {
      const noop = await line.command('NOOP');
      line.send(`${noop} OK\r\n`);
    }, COMPRESS, { capabilities: 'IMAP4rev1 SASL-IR' });
    await asks.session.noop();
    await asks.server.done();
  });

  test('a large literal both ways, a line that ends without ending its stream, and a log in clear', async () => {
    const body = `Subject: x\r\n\r\n${'all work and no play\r\n'.repeat(20_000)}`;
    const log = transcript();
    const { session, server } = await loggedIn(async (line) => {
      const tag = await line.command('COMPRESS DEFLATE');
      line.send(`${tag} OK go\r\n`);
      const packed = new Packed(line);
      const [, append] = await packed.hear(/(\S+) APPEND "Sent" \{(\d+)\}\r\n/u);
      await packed.say('+ go\r\n');
      await packed.hear(new RegExp(`^[^]{${body.length}}\r\n`, 'u'));
      await packed.say(`${append} OK [APPENDUID 1 2] kept\r\n`);
      line.end();
    }, COMPRESS, { ...OFFERED, transcript: log });
    expect(await session.append('Sent', Buffer.from(body), { flags: [] })).toMatchObject({ uid: 2 });
    await server.done();
    expect((await session.closed).code).toBe('connection-lost');
    expect(log.lines().join('\n')).toContain('OK [APPENDUID 1 2] kept');
    expect(log.lines().join('\n')).not.toContain('no play');
  });
});

describe('streams that lie', () => {
  const broken = (play: (line: ScriptLine, packed: Packed) => Promise<void> | void): Promise<Awaited<ReturnType<typeof failureOf>>> =>
    loggedIn(async (line) => {
      const tag = await line.command('COMPRESS DEFLATE');
      line.send(`${tag} OK go\r\n`);
      await play(line, new Packed(line));
      await line.hungUp();
    }, COMPRESS, OFFERED).then(({ session }) => failureOf(session.noop()));

  test('what is no stream', async () => {
    expect(await broken((line) => line.send('* OK still in clear\r\n'))).toMatchObject({ code: 'protocol', message: 'The compressed line cannot be read.' });
  });
  test('a stream that breaks in the middle', async () => {
    expect(await broken(async (line, packed) => {
      await packed.say('* OK fine\r\n');
      line.send(Buffer.alloc(64, 0xff));
    })).toMatchObject({ code: 'protocol' });
  });
  test('a stream that ends, and octets that belong to none', async () => {
    expect(await broken((line) => line.send(Buffer.concat([deflateRawSync('* OK bye then\r\n'), Buffer.from('* OK in clear\r\n')])))).toMatchObject({ code: 'connection-lost' });
  });
  test('a stream that ends, then nothing, is a silence like any other', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('COMPRESS DEFLATE');
      line.send(`${tag} OK go\r\n`);
      line.send(deflateRawSync('* OK bye then\r\n'));
      await line.hungUp();
    }, { ...COMPRESS, silenceMs: 150 }, OFFERED);
    expect((await failureOf(session.noop())).code).toBe('timeout');
  });
  test('a bomb: kilobytes that would be a line of 64 megabytes', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 << 20, 97), { level: 9 });
    expect(inflateRawSync(bomb).length).toBe(64 << 20);
    const before = process.memoryUsage().rss;
    expect(await broken((line) => line.send(bomb))).toMatchObject({ code: 'protocol', detail: 'The line is too long.' });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });
});

test('PREAUTH or not, nothing is packed before the login', async () => {
  const server = await serve(async (line) => {
    await playLogin(line, OFFERED.capabilities);
    await line.command('COMPRESS DEFLATE');
    line.end();
  });
  const session = await opened(server, COMPRESS);
  await session.closed;
  expect(server.heard.findIndex((text) => text.includes('COMPRESS'))).toBeGreaterThan(server.heard.findIndex((text) => text.includes('AUTHENTICATE')));
});
