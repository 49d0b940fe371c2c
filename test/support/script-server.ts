/** A server that plays one script per connection: says what it is told, insists on what it is told to hear, and fails on anything left over. */
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificates } from './certificates.ts';

export type Script = (line: ScriptLine) => Promise<void>;

export interface ScriptServer {
  readonly port: number;
  /** Every line heard, without its end; literals as their text. */
  readonly heard: string[];
  /** Resolves when every script that was started has ended; rejects with the first thing that went wrong, leftovers included. */
  done(): Promise<void>;
  stop(): Promise<void>;
}

export interface ScriptServerOptions {
  /** TLS from the first octet. */
  tls?: Certificates;
}

/** The first connection plays the first script and so on; the last is played by every further one. */
export async function startScriptServer(scripts: Script | readonly Script[], options: ScriptServerOptions = {}): Promise<ScriptServer> {
  const list = typeof scripts === 'function' ? [scripts] : scripts;
  const heard: string[] = [];
  const runs: Promise<void>[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const script = list[Math.min(runs.length, list.length - 1)]!;
    const line = new ScriptLine(options.tls === undefined ? socket : secure(socket, options.tls), heard);
    const run = script(line).then(() => line.finish());
    run.catch(() => socket.destroy());
    runs.push(run);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    heard,
    done: async () => void (await Promise.all(runs)),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function secure(socket: Socket, certificates: Certificates): TLSSocket {
  const secureContext = createSecureContext({ cert: readFileSync(certificates.cert), key: readFileSync(certificates.key) });
  return new TLSSocket(socket, { isServer: true, secureContext });
}

/** What a script can do. Every wait ends after ten seconds at the latest. */
export class ScriptLine {
  #socket: Socket;
  readonly #heard: string[];
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket, heard: string[]) {
    this.#socket = socket;
    this.#heard = heard;
    this.#listen();
  }

  #listen(): void {
    const end = (): void => {
      this.#ended = true;
      this.#wake();
    };
    this.#socket
      .on('data', (chunk: Buffer) => {
        this.#received = Buffer.concat([this.#received, chunk]);
        this.#wake();
      })
      .on('end', end)
      .on('close', end)
      .on('error', end);
  }

  async #until(ready: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!ready()) {
      if (this.#ended) throw new Error(`the client hung up; the script still wanted ${what}`);
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}; there is ${JSON.stringify(this.#received.toString('latin1'))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** How many lines with this word have come and not been read. */
  waiting(word: string): number {
    return this.#received.toString('latin1').split('\r\n').filter((line) => line.split(' ').includes(word)).length;
  }

  /** As it is: line ends included. */
  send(octets: string | Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets);
  }

  /** In pieces of `size`, each in a packet of its own as far as the system allows. */
  async sendSlowly(octets: string | Buffer, size = 1): Promise<void> {
    const all = typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets;
    for (let at = 0; at < all.length; at += size) {
      this.send(all.subarray(at, at + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** One line without its end. */
  async line(): Promise<string> {
    await this.#until(() => this.#received.includes(10), 'a line');
    const end = this.#received.indexOf('\r\n');
    if (end < 0) throw new Error(`a line without CR: ${JSON.stringify(this.#received.toString('latin1'))}`);
    const text = this.#received.toString('latin1', 0, end);
    this.#received = this.#received.subarray(end + 2);
    this.#heard.push(text);
    return text;
  }

  async expect(pattern: string | RegExp): Promise<RegExpExecArray> {
    const text = await this.line();
    const match = typeof pattern === 'string' ? (text === pattern ? /[^]*/u.exec(text) : null) : pattern.exec(text);
    if (match === null) throw new Error(`expected ${String(pattern)}, heard ${JSON.stringify(text)}`);
    return match;
  }

  /** A command: what follows the tag. Answers the tag. */
  async command(pattern: string | RegExp): Promise<string> {
    const text = await this.line();
    const space = text.indexOf(' ');
    const rest = text.slice(space + 1);
    if (space < 1 || (typeof pattern === 'string' ? rest !== pattern : !pattern.test(rest))) throw new Error(`expected ${String(pattern)}, heard ${JSON.stringify(text)}`);
    return text.slice(0, space);
  }

  /** Whatever has come, at least one octet; not among what is heard. */
  async some(): Promise<Buffer> {
    await this.#until(() => this.#received.length > 0, 'anything');
    const octets = this.#received;
    this.#received = Buffer.alloc(0);
    return octets;
  }

  /** The octets of a literal, whose header line has been read. */
  async literal(size: number): Promise<Buffer> {
    await this.#until(() => this.#received.length >= size, `${size} octets`);
    const octets = this.#received.subarray(0, size);
    this.#received = this.#received.subarray(size);
    this.#heard.push(octets.toString('latin1'));
    return octets;
  }

  /** TLS from here on, as the server. What `behind` holds is sent in clear in one packet with the line before. */
  startTls(certificates: Certificates, before: string): void {
    this.send(before);
    const plain = this.#socket;
    plain.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
    this.#socket = secure(plain, certificates);
    this.#listen();
  }

  /** Reads nothing more until `resume`: what the client sends piles up on its side. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** FIN. */
  end(): void {
    this.#socket.end();
  }

  /** RST. */
  reset(): void {
    if ('resetAndDestroy' in this.#socket) this.#socket.resetAndDestroy();
  }

  /** Until the client hangs up. */
  async hungUp(): Promise<void> {
    await this.#until(() => this.#ended, 'the client to hang up');
  }

  /** What has come and nobody listened to; it counts as listened to now. */
  leftOver(): string {
    const text = this.#received.toString('latin1');
    this.#received = Buffer.alloc(0);
    return text;
  }

  /** Nothing may be left that the script did not listen to. */
  finish(): void {
    if (this.#received.length > 0 && !(this.#socket instanceof TLSSocket && this.#received[0] === 22)) throw new Error(`nobody expected ${JSON.stringify(this.#received.toString('latin1').slice(0, 200))}`);
  }
}
