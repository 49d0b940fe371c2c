/** A loopback proxy that spoils the answer to one command: what no server of good faith says, and what a bad line makes of a good answer. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Direction, FaultProxy } from './fault-proxy.ts';

/** Given the untagged data and the tagged line of the answer; `tag` is that of the command. */
const REWRITES = {
  'wrong-tag': (data: string, last: string, tag: string) => data + last.replace(tag, 'z9'),
  'tag-first': (data: string, last: string) => last + data,
  'tag-twice': (data: string, last: string) => data + last + last,
  'tagged-bye': (data: string, last: string) => data + last.replace(/ (?:OK|NO|BAD|PREAUTH) /u, ' BYE '),
  'no-data': (_data: string, last: string) => last,
  'half-line': (data: string, last: string) => data + last.slice(0, -Math.ceil(last.length / 2)),
} as const;
const POURED = ['plus', 'endless-line', 'slow', 'crumbs'] as const;

export type Spoil = keyof typeof REWRITES | (typeof POURED)[number];
export const SPOILS: readonly Spoil[] = [...Object.keys(REWRITES) as (keyof typeof REWRITES)[], ...POURED];

/** The answer to the command that comes after so many of its name; `GREETING` is none, and has one. */
export interface SpoilPoint { command: string; skip: number; spoil: Spoil }

export interface SpoilingProxy extends FaultProxy {
  /** Octets of a line without an end that were taken. */
  readonly poured: number;
}

/** Between two octets of a slow line: the deadline of silence here is to this what the real one is to a second. */
const SLOW_MS = 6;
/** Then the line is quick again. */
const SLOW_OCTETS = 300;
/** A client that has taken so much of one line would take all there is. */
export const ENDLESS = 64 * 1024 * 1024;

export async function startSpoilingProxy(target: number, { command, skip, spoil }: SpoilPoint): Promise<SpoilingProxy> {
  const seen: Record<Direction, number> = { up: 0, down: 0 };
  const sockets = new Set<Socket>();
  let left = skip;
  let struck = false;
  let poured = 0;
  const server = createServer({ noDelay: true }, (client) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => far.destroy());
    /** Of the command whose answer is due. */
    let tag: string | null = null;
    let held = '';
    let line = '';
    let turn = Promise.resolve();
    const write = (octets: string): void => void (turn = turn.then(() => void client.write(octets, 'latin1')));
    const due = (name: string, its: string): void => {
      if (struck || name !== command || left-- > 0) return;
      struck = true;
      tag = its;
      if (spoil === 'plus') write('+ go on\r\n');
      if (spoil === 'endless-line') void pour(client, (octets) => { poured += octets; });
    };
    due('GREETING', '*');
    client.on('data', (chunk: Buffer) => {
      seen.up += chunk.length;
      line += chunk.toString('latin1');
      const lines = line.split('\r\n');
      line = lines.pop()!;
      for (const one of lines) {
        // Lines of a literal begin with no tag of the engine's.
        const words = /^(g\d+) (UID )?(\S+)/iu.exec(one);
        if (words) due(`${words[2] ?? ''}${words[3]!}`.toUpperCase(), words[1]!);
      }
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      seen.down += chunk.length;
      const text = chunk.toString('latin1');
      if (tag === null || spoil === 'plus') return write(text);
      if (spoil === 'endless-line') return;
      if (spoil === 'slow' || spoil === 'crumbs') {
        for (const octet of text) turn = turn.then(() => drip(client, octet, spoil === 'slow' && poured++ < SLOW_OCTETS));
        return;
      }
      // The server asks for more of the command: no part of the answer.
      if (text.startsWith('+')) return write(text);
      held += text;
      const last = new RegExp(`(?<=^|\\r\\n)${tag === '*' ? '\\*' : tag} [A-Z]+ [^\\r\\n]*\\r\\n`, 'u').exec(held);
      if (!last) return;
      const [data, behind] = [held.slice(0, last.index), held.slice(last.index + last[0].length)];
      write(REWRITES[spoil as keyof typeof REWRITES](data, last[0], tag) + behind);
      tag = null;
      if (spoil === 'half-line') turn = turn.then(() => void client.end());
    });
    far.on('close', () => void (turn = turn.then(() => void client.end())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    get struck() { return struck; },
    get poured() { return poured; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}

async function drip(socket: Socket, octet: string, slowly: boolean): Promise<void> {
  if (socket.destroyed) return;
  socket.write(octet, 'latin1');
  await new Promise<void>((resolve) => { if (slowly) setTimeout(resolve, SLOW_MS); else setImmediate(resolve); });
}

/** One line that never ends, as fast as it is read. */
async function pour(socket: Socket, count: (octets: number) => void): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  socket.write('* OK ');
  for (let total = 0; total < ENDLESS && !socket.destroyed && socket.writable; total += chunk.length) {
    count(chunk.length);
    if (socket.write(chunk)) await new Promise<void>((resolve) => void setImmediate(resolve));
    else await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
  }
}
