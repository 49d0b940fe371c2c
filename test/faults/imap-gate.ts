/** Before a real IMAP server: counts the commands that reach it, takes extensions away, and plants the faults that a demo server plants itself. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { FaultEffect, FaultPlan } from '../../app/demo/faults.ts';
import { CommandReader } from './command-reader.ts';

export interface Gate {
  readonly port: number;
  /** As a network does; new connections are welcome. */
  cutConnections(): void;
  close(): Promise<void>;
}

/** Never through the gate: behind these it cannot read. */
const ALWAYS_WITHOUT = ['COMPRESS=DEFLATE', 'STARTTLS', 'AUTH=LOGIN'];

export async function startGate(target: number, faults: FaultPlan, without: readonly string[]): Promise<Gate> {
  const missing = new Set([...ALWAYS_WITHOUT, ...without]);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        sockets.delete(socket);
        client.destroy();
        far.destroy();
      });
    }
    new Passage(client, far, faults, missing).open();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cutConnections,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      cutConnections();
    }),
  };
}

type Held = Extract<FaultEffect, { kind: 'cut' | 'stall' }>;

/** One connection. */
class Passage {
  readonly #client: Socket;
  readonly #far: Socket;
  readonly #faults: FaultPlan;
  readonly #missing: ReadonlySet<string>;
  readonly #reader = new CommandReader();
  /** Nothing passes any more, in no direction; but nobody is told. */
  #silent = false;
  /** The answer from here on is cut, once it is whole. */
  #held: { effect: Held; end: RegExp; text: string } | null = null;
  /** What has come of the command that is cut while it comes. */
  #upload: { left: number } | null = null;
  /** What has come of a command that is not let through goes nowhere. */
  #refused = false;
  #more = false;

  constructor(client: Socket, far: Socket, faults: FaultPlan, missing: ReadonlySet<string>) {
    this.#client = client;
    this.#far = far;
    this.#faults = faults;
    this.#missing = missing;
  }

  open(): void {
    this.#begin('', 'GREETING');
    this.#client.on('data', (chunk: Buffer) => {
      for (const piece of this.#reader.read(chunk)) this.#up(piece);
    });
    this.#far.on('data', (chunk: Buffer) => this.#down(chunk.toString('latin1')));
  }

  #up({ octets, begins, ends }: { octets: Buffer; begins: { tag: string; name: string } | null; ends: boolean }): void {
    if (begins) this.#begin(begins.tag, begins.name);
    if (this.#silent || this.#client.destroyed) return;
    if (this.#refused) {
      this.#refused = this.#more && !ends;
      return;
    }
    if (this.#upload) {
      this.#far.write(octets.subarray(0, this.#upload.left));
      this.#upload.left -= octets.length;
      if (this.#upload.left <= 0) this.#client.destroy();
      else if (ends) this.#upload = null;
      return;
    }
    this.#far.write(octets);
  }

  #begin(tag: string, name: string): void {
    const upload = tag === '' ? null : this.#faults.take('imap', name, true);
    if (upload?.kind === 'cut-upload') this.#upload = { left: upload.afterOctets };
    const effect = this.#faults.take('imap', name);
    switch (effect?.kind) {
      case 'cut-before': this.#client.destroy(); break;
      case 'stall-before': this.#silent = true; break;
      case 'cut': case 'stall': this.#held = { effect, end: tag === '' || name === 'IDLE' ? /^[+*] /mu : new RegExp(`^${tag} [A-Z]+ [^\\n]*\\n`, 'mu'), text: '' }; break;
      case 'refuse': this.#refuse(`${tag || '*'} NO ${effect.code === '' ? '' : `[${effect.code}] `}${effect.text}`); break;
      case 'bad': this.#refuse(`${tag || '*'} BAD ${effect.text}`); break;
      case 'bye':
        this.#client.end(`* BYE ${effect.text}\r\n`);
        this.#far.destroy();
        break;
      case 'delay': case 'cut-upload': throw new Error(`no ${effect.kind} at a gate`);
      case undefined: break;
    }
  }

  #refuse(line: string): void {
    this.#refused = true;
    this.#more = this.#reader.refused();
    this.#client.write(`${line}\r\n`);
  }

  #down(text: string): void {
    if (this.#silent || this.#client.destroyed) return;
    const shown = text.replace(/(?<=CAPABILITY )IMAP4[^\]\r\n]*/gu, (list) => list.split(' ').filter((word) => !this.#missing.has(word)).join(' '));
    if (!this.#held) {
      this.#client.write(shown, 'latin1');
      return;
    }
    // The server asks for the rest of the command: without it there is no answer.
    if (this.#held.text === '' && shown.startsWith('+ ')) {
      this.#client.write(shown, 'latin1');
      return;
    }
    this.#held.text += shown;
    if (!this.#held.end.test(this.#held.text)) return;
    const { kind, afterOctets } = this.#held.effect;
    this.#silent = true;
    this.#client.write(this.#held.text.slice(0, afterOctets), 'latin1', () => { if (kind === 'cut') this.#client.destroy(); });
  }
}
