/** A section of any size into a sink: order, back-pressure, failing sinks, cut lines, other messages' literals. */
import { describe, expect, test } from 'vitest';
import type { LiteralSink } from '../../../main/imap/command.ts';
import { uidFetchStream } from '../../../main/imap/commands/fetch-stream.ts';
import { CAPABILITIES, failureOf, selected } from './setup.ts';

const BIG = 400_000;
const pattern = (size: number): Buffer => Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 0x7f | 1));

class Collected implements LiteralSink {
  readonly chunks: Buffer[] = [];
  ended = 0;
  write(chunk: Buffer): void {
    this.chunks.push(Buffer.from(chunk));
  }
  end(): void {
    this.ended++;
  }
  get all(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

const literal = (octets: Buffer): Buffer => Buffer.concat([Buffer.from(`{${octets.length}}\r\n`), octets]);

describe('into the sink', () => {
  test('a large literal in pieces, and what follows it', async () => {
    const octets = pattern(BIG);
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 5 (UID BODY.PEEK[2.1])');
      line.send(Buffer.concat([Buffer.from('* 1 FETCH (UID 5 BODY[2.1] '), literal(octets), Buffer.from(` FLAGS ())\r\n* 9 EXISTS\r\n${tag} OK done\r\n`)]));
      const noop = await line.command('NOOP');
      line.send(`${noop} OK\r\n`);
    });
    const news: unknown[] = [];
    session.onNews((item) => void news.push(item));
    const sink = new Collected();
    const [octetsWritten] = await Promise.all([session.run(uidFetchStream({ uid: 5, section: '2.1', sink })), session.noop()]);
    expect(octetsWritten).toBe(BIG);
    expect(sink.all.equals(octets)).toBe(true);
    expect([sink.chunks.length > 1, sink.ended]).toEqual([true, 1]);
    expect(news).toMatchObject([{ kind: 'exists', count: 9 }]);
  });
  test.each([
    ['a small literal', Buffer.from('* 1 FETCH (UID 5 BODY[] {3}\r\nabc)'), 'abc', 3],
    ['a quoted string', Buffer.from('* 1 FETCH (UID 5 BODY[] "a\\"c")'), 'a"c', 3],
    ['RFC822', Buffer.from('* 1 FETCH (RFC822 "abc" UID 5)'), 'abc', 3],
    ['NIL', Buffer.from('* 1 FETCH (UID 5 BODY[] NIL)'), '', null],
  ])('%s', async (_, row, text, count) => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 5 (UID BODY.PEEK[])');
      line.send(Buffer.concat([row, Buffer.from(`\r\n${tag} OK done\r\n`)]));
    });
    const sink = new Collected();
    expect(await session.run(uidFetchStream({ uid: 5, section: '', sink }))).toBe(count);
    expect([sink.all.toString(), sink.ended]).toEqual([text, count === null ? 0 : 1]);
  });
  test('BINARY, and a part that does not begin at 0', async () => {
    const octets = Buffer.alloc(BIG);
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 5 (UID BINARY.PEEK[1]<4096.400000>)');
      line.send(Buffer.concat([Buffer.from('* 1 FETCH (UID 5 BINARY[1]<4096> ~'), literal(octets), Buffer.from(`)\r\n${tag} OK done\r\n`)]));
    }, {}, { capabilities: `${CAPABILITIES} BINARY` });
    const sink = new Collected();
    expect(await session.run(uidFetchStream({ uid: 5, section: '1', binary: true, offset: 4096, length: BIG, sink }))).toBe(BIG);
    expect(sink.all.equals(octets)).toBe(true);
  });
  test('UID behind the literal (Binc); another message there is told', async () => {
    const octets = pattern(BIG);
    const { session } = await selected(async (line) => {
      for (const uid of [5, 6]) {
        const tag = await line.command(/^UID FETCH 5/u);
        line.send(Buffer.concat([Buffer.from('* 1 FETCH (BODY[] '), literal(octets), Buffer.from(` UID ${uid})\r\n${tag} OK done\r\n`)]));
      }
    });
    expect(await session.run(uidFetchStream({ uid: 5, section: '', sink: new Collected() }))).toBe(BIG);
    expect((await failureOf(session.run(uidFetchStream({ uid: 5, section: '', sink: new Collected() })))).code).toBe('protocol');
  });
});

describe('back-pressure', () => {
  test('while the sink is busy nothing more is read from the socket', async () => {
    const size = 24 << 20;
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(Buffer.concat([Buffer.from('* 1 FETCH (UID 5 BODY[] '), literal(Buffer.alloc(size, 97)), Buffer.from(`)\r\n${tag} OK done\r\n`)]));
    });
    let inside = 0;
    let overlapped = false;
    let written = 0;
    const sink: LiteralSink = {
      async write(chunk) {
        overlapped ||= inside > 0;
        inside++;
        await new Promise((resolve) => setImmediate(resolve));
        written += chunk.length;
        inside--;
      },
      end: () => new Promise((resolve) => setTimeout(resolve, 20)),
    };
    expect(await session.run(uidFetchStream({ uid: 5, section: '', sink }))).toBe(size);
    expect([written, overlapped]).toEqual([size, false]);
  });
});

describe('failures', () => {
  const play = (octets: Buffer) => selected(async (line) => {
    const tag = await line.command(/^UID FETCH/u);
    line.send(Buffer.concat([Buffer.from('* 1 FETCH (UID 5 BODY[] '), literal(octets), Buffer.from(`)\r\n${tag} OK done\r\n`)]));
    const noop = await line.command('NOOP');
    line.send(`${noop} OK\r\n`);
  });
  test.each<[string, () => Promise<void> | void]>([['throws', () => { throw new Error('disk full'); }], ['rejects', () => Promise.reject(new Error('disk full'))]])('a sink that %s rejects the command; the rest is dropped and the session lives', async (_, write) => {
    for (const size of [BIG, 10]) {
      const { session } = await play(pattern(size));
      let calls = 0;
      let ended = false;
      const sink: LiteralSink = { write: () => (calls++, write()), end: () => void (ended = true) };
      await expect(session.run(uidFetchStream({ uid: 5, section: '', sink }))).rejects.toThrow('disk full');
      expect([calls, ended]).toEqual([1, false]);
      await session.noop();
    }
  });
  test('a line cut in the middle: the command rejects and end is never called', async () => {
    const { session } = await selected(async (line) => {
      await line.command(/^UID FETCH/u);
      line.send(Buffer.concat([Buffer.from(`* 1 FETCH (UID 5 BODY[] {${BIG}}\r\n`), pattern(BIG - 1)]));
      line.end();
    });
    const sink = new Collected();
    expect((await failureOf(session.run(uidFetchStream({ uid: 5, section: '', sink })))).code).toBe('connection-lost');
    expect(sink.ended).toBe(0);
    expect((await session.closed).code).toBe('connection-lost');
  });
  test('no such message, and an answer without what was asked for', async () => {
    const { session } = await selected(async (line) => {
      const first = await line.command(/^UID FETCH/u);
      line.send(`* 1 FETCH (UID 6 BODY[] "x")\r\n${first} OK done\r\n`);
      const second = await line.command(/^UID FETCH/u);
      line.send(`* 1 FETCH (UID 5 FLAGS ())\r\n${second} OK done\r\n`);
    });
    const stream = () => session.run(uidFetchStream({ uid: 5, section: '', sink: new Collected() }));
    expect((await failureOf(stream())).code).toBe('message-gone');
    expect((await failureOf(stream())).code).toBe('protocol');
  });
  test('4 GB announced: streamed where it was asked for, refused where not', async () => {
    const announce = (uid: number) => selected(async (line) => {
      await line.command(/^UID FETCH/u);
      line.send(Buffer.concat([Buffer.from(`* 1 FETCH (UID ${uid} BODY[] {4294967295}\r\n`), Buffer.alloc(1 << 20, 97)]));
      await line.hungUp();
    });
    const taken = await announce(5);
    const sink = new Collected();
    let heard!: () => void;
    const enough = new Promise<void>((resolve) => (heard = resolve));
    sink.write = (chunk) => {
      sink.chunks.push(chunk);
      if (sink.chunks.length > 3) heard();
    };
    const running = failureOf(taken.session.run(uidFetchStream({ uid: 5, section: '', sink })));
    await enough;
    taken.session.destroy();
    expect((await running).code).toBe('cancelled');
    const other = await announce(6);
    expect((await failureOf(other.session.run(uidFetchStream({ uid: 5, section: '', sink: new Collected() })))).code).toBe('protocol');
  });
});
