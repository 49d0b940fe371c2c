/** One SMTP submission connection of the demo server (RFC 5321, RFC 6409). */
import type { Socket } from 'node:net';
import { areRight, readPlain, type Credentials } from '../credentials.ts';
import type { FaultEffect, FaultPlan } from '../faults.ts';
import { LineReader, LineTooLong } from '../wire/line-reader.ts';
import { LineWriter } from '../wire/line-writer.ts';
import { readPath } from './path.ts';

const MAX_MESSAGE = 50 * 1024 * 1024;
const MAX_LINE = 64 * 1024;
const MAX_RECIPIENTS = 100;
const SILENCE_MS = 10 * 60_000;

/** A message this server has taken responsibility for. */
export interface Submission {
  from: string;
  to: string[];
  /** As submitted, dots unstuffed. */
  raw: Buffer;
}

export interface SmtpContext {
  credentials: Credentials;
  faults: FaultPlan;
  /** Resolves when the message is as safe as it will be. */
  accept(submission: Submission): Promise<void>;
}

export class SmtpSession {
  readonly #socket: Socket;
  readonly #context: SmtpContext;
  readonly #reader: LineReader;
  readonly #writer: LineWriter;
  #authenticated = false;
  #failedLogins = 0;
  #greeted = false;
  #from: string | null = null;
  #to: string[] = [];
  #ended = false;

  constructor(socket: Socket, context: SmtpContext) {
    this.#socket = socket;
    this.#context = context;
    this.#reader = new LineReader(socket, MAX_LINE);
    this.#writer = new LineWriter(socket);
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
  }

  /** Ends when the connection does. */
  async run(): Promise<void> {
    try {
      if (await this.#survives('GREETING')) await this.#reply('220 demo.example.org ESMTP Godwit demo mailbox');
      while (!this.#ended && !this.#writer.stalled) {
        const line = await this.#reader.line();
        if (line === null) break;
        const text = line.toString('utf8');
        const verb = /^[A-Za-z]+/.exec(text)?.[0].toUpperCase() ?? '';
        if (await this.#survives(verb)) await this.#command(verb, text.slice(verb.length).trim());
      }
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      await this.#reply('500 5.5.2 That line is too long');
    } finally {
      if (!this.#writer.stalled) this.#socket.end();
    }
  }

  async #command(verb: string, rest: string): Promise<void> {
    switch (verb) {
      case 'EHLO':
      case 'HELO':
        if (rest === '') return this.#reply('501 5.5.4 Say who you are');
        this.#greeted = true;
        this.#reset();
        return this.#reply(...(verb === 'HELO' ? ['250 demo.example.org'] : [
          '250-demo.example.org', '250-PIPELINING', `250-SIZE ${String(MAX_MESSAGE)}`, '250-8BITMIME', '250-SMTPUTF8',
          '250-ENHANCEDSTATUSCODES', '250 AUTH PLAIN LOGIN',
        ]));
      case 'AUTH': return this.#authenticate(rest);
      case 'MAIL': return this.#mail(rest);
      case 'RCPT': return this.#recipient(rest);
      case 'DATA': return this.#data();
      case 'RSET':
        this.#reset();
        return this.#reply('250 2.0.0 Forgotten');
      case 'NOOP': return this.#reply('250 2.0.0 Done');
      case 'VRFY': return this.#reply('252 2.5.0 Send it and see');
      case 'QUIT':
        this.#ended = true;
        return this.#reply('221 2.0.0 Good bye');
      default: return this.#reply('500 5.5.1 Unknown command');
    }
  }

  async #authenticate(rest: string): Promise<void> {
    const [mechanism = '', initial] = rest.split(/\s+/);
    if (!this.#greeted || this.#authenticated || this.#from !== null) return this.#reply('503 5.5.1 Not now');
    let credentials: { user: string; password: string } | null;
    if (mechanism.toUpperCase() === 'PLAIN') {
      const message = initial ?? (await this.#prompt(''));
      if (message === null) return this.#reply('501 5.7.0 Authentication was cancelled');
      credentials = readPlain(message);
    } else if (mechanism.toUpperCase() === 'LOGIN') {
      const user = initial ?? (await this.#prompt('VXNlcm5hbWU6'));
      const password = user === null ? null : await this.#prompt('UGFzc3dvcmQ6');
      if (user === null || password === null) return this.#reply('501 5.7.0 Authentication was cancelled');
      credentials = { user: Buffer.from(user, 'base64').toString('utf8'), password: Buffer.from(password, 'base64').toString('utf8') };
    } else return this.#reply('504 5.5.4 That mechanism is not offered');
    this.#authenticated = credentials !== null && areRight(this.#context.credentials, credentials.user, credentials.password);
    if (this.#authenticated) return this.#reply('235 2.7.0 Logged in');
    this.#ended = ++this.#failedLogins >= 3;
    return this.#reply('535 5.7.8 User name or password is wrong');
  }

  async #mail(rest: string): Promise<void> {
    if (!this.#authenticated) return this.#reply('530 5.7.0 Log in first');
    if (this.#from !== null) return this.#reply('503 5.5.1 There is a sender already');
    const path = readPath(rest, 'FROM');
    if (!path) return this.#reply('501 5.1.7 Bad sender address');
    for (const [name, value] of path.parameters) {
      if (name === 'SIZE' && Number(value) > MAX_MESSAGE) return this.#reply('552 5.3.4 That message is too large');
      if (!['SIZE', 'BODY', 'SMTPUTF8', 'AUTH'].includes(name)) return this.#reply(`555 5.5.4 ${name} is not known`);
    }
    this.#from = path.address;
    return this.#reply('250 2.1.0 Sender noted');
  }

  async #recipient(rest: string): Promise<void> {
    if (this.#from === null) return this.#reply('503 5.5.1 MAIL comes first');
    const path = readPath(rest, 'TO');
    if (!path || path.address === '') return this.#reply('501 5.1.3 Bad recipient address');
    if (this.#to.length >= MAX_RECIPIENTS) return this.#reply('452 4.5.3 Too many recipients');
    this.#to.push(path.address);
    return this.#reply('250 2.1.5 Recipient noted');
  }

  async #data(): Promise<void> {
    const from = this.#from;
    if (from === null || this.#to.length === 0) return this.#reply('503 5.5.1 No recipient is noted');
    await this.#reply('354 Go on, end with a dot');
    const fault = this.#context.faults.take('smtp', 'DATA', true);
    if (fault?.kind === 'cut-upload') {
      await this.#reader.octets(fault.afterOctets);
      this.#socket.destroy();
      this.#ended = true;
      return;
    }
    const lines: Buffer[] = [];
    let size = 0;
    for (;;) {
      // Only CRLF ends a line here: a bare LF before a dot must not end the message (SMTP smuggling).
      const line = await this.#reader.line(true);
      if (line === null) return;
      if (line.length === 1 && line[0] === 0x2e) break;
      size += line.length + 2;
      if (size <= MAX_MESSAGE) lines.push(line[0] === 0x2e ? line.subarray(1) : line, Buffer.from('\r\n'));
    }
    const to = this.#to;
    this.#reset();
    if (!(await this.#survives('MESSAGE'))) return;
    if (size > MAX_MESSAGE) return this.#reply('552 5.3.4 That message is too large');
    const raw = Buffer.concat(lines);
    if (/(^|[^\r])\n|\r(?!\n)/.test(raw.toString('latin1'))) return this.#reply('550 5.6.0 Bare line ends are not accepted');
    await this.#context.accept({ from, to, raw });
    return this.#reply('250 2.0.0 Accepted');
  }

  async #prompt(challenge: string): Promise<string | null> {
    await this.#reply(`334 ${challenge}`);
    const line = (await this.#reader.line())?.toString('latin1');
    return line === undefined || line === '*' ? null : line;
  }

  #reset(): void {
    this.#from = null;
    this.#to = [];
  }

  async #reply(...lines: string[]): Promise<void> {
    this.#writer.write(lines.map((line) => `${line}\r\n`).join(''));
    await this.#writer.flush();
  }

  /** False if a planted fault takes the place of the command. */
  async #survives(command: string): Promise<boolean> {
    const fault: FaultEffect | null = this.#context.faults.take('smtp', command);
    switch (fault?.kind) {
      case undefined: return true;
      case 'cut': case 'stall':
        this.#writer.limit(fault.afterOctets, fault.kind);
        return true;
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return true;
      case 'refuse':
        await this.#reply(`${fault.code} ${fault.text}`);
        return false;
      case 'bad':
        await this.#reply(`500 5.5.1 ${fault.text}`);
        return false;
      case 'bye':
        this.#ended = true;
        await this.#reply(`421 4.3.2 ${fault.text}`);
        return false;
      case 'stall-before':
        this.#writer.limit(0, 'stall');
        await this.#writer.flush();
        return false;
      case 'cut-before': case 'cut-upload':
        this.#ended = true;
        this.#socket.destroy();
        return false;
    }
  }
}
