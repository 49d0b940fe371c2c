/** A bare IMAP or SMTP client for tests: sends octets as they are, answers with lines as they come. */
import { connect, type Socket } from 'node:net';

export class WireClient {
  readonly #socket: Socket;
  #received = '';
  #wake: () => void = () => undefined;
  closed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (octets: Buffer) => {
      this.#received += octets.toString('latin1');
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  static async open(port: number): Promise<WireClient> {
    const socket = connect({ host: '127.0.0.1', port });
    await new Promise<void>((resolve, reject) => socket.once('connect', () => resolve()).once('error', reject));
    return new WireClient(socket);
  }

  /** Connected and logged in. */
  static async loggedIn(demo: { imap: { port: number }; account: { user: string; password: string } }): Promise<WireClient> {
    const client = await WireClient.open(demo.imap.port);
    await client.until(/^\* OK .*\r\n/);
    await client.command(`login ${demo.account.user} ${demo.account.password}`);
    return client;
  }

  send(text: string): void {
    this.#socket.write(Buffer.from(text));
  }

  /** Everything received up to the end of what matches; taken away. Rejects when the line closes before. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#received);
      if (match) {
        const end = match.index + match[0].length;
        const text = this.#received.slice(0, end);
        this.#received = this.#received.slice(end);
        return text;
      }
      if (this.closed) throw new Error(`closed while waiting for ${String(pattern)}; had ${JSON.stringify(this.#received)}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #number = 0;

  /** Sends one command and answers with all lines up to its tagged answer. */
  async command(text: string): Promise<string[]> {
    const tag = `t${String(++this.#number)}`;
    this.send(`${tag} ${text}\r\n`);
    const answer = await this.until(new RegExp(`(^|\\n)${tag} (OK|NO|BAD)[^\\r]*\\r\\n`));
    return answer.trimEnd().split('\r\n').map((line) => (line.startsWith(`${tag} `) ? line.slice(tag.length + 1) : line));
  }

  /** Everything until the other side closes. */
  async rest(): Promise<string> {
    while (!this.closed) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#received;
  }

  close(): void {
    this.#socket.destroy();
  }
}
