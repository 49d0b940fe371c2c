/** One IMAP connection of the demo server: reads commands, runs them in order, tells the client what changed. */
import type { Socket } from 'node:net';
import type { Credentials } from '../credentials.ts';
import type { FaultEffect, FaultPlan } from '../faults.ts';
import { StoreRefusal, type MailboxStore } from '../store/mailbox-store.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { StoredMessage } from '../store/message.ts';
import { LineReader, LineTooLong } from '../wire/line-reader.ts';
import { LineWriter } from '../wire/line-writer.ts';
import type { Capability } from './capabilities.ts';
import { CommandCursor, SyntaxMistake } from './command-cursor.ts';
import type { Answer, CommandOf } from './command.ts';
import { list } from './encode.ts';
import { decodeModifiedUtf7 } from './modified-utf7.ts';
import { View } from './view.ts';

export const MAX_LINE = 64 * 1024;
const MAX_LITERAL = 50 * 1024 * 1024;
const SILENCE_MS = 35 * 60_000;

export interface SessionContext {
  store: MailboxStore;
  credentials: Credentials;
  offered: ReadonlySet<Capability>;
  faults: FaultPlan;
  commands: ReadonlyMap<string, CommandOf<ImapSession>>;
  /** Resolves when every change so far is as safe as it will be; nothing is told to a client before, lest a UID be given twice. */
  settled(): Promise<void>;
}

export class ImapSession {
  readonly context: SessionContext;
  readonly reader: LineReader;
  readonly writer: LineWriter;
  authenticated = false;
  view: View | null = null;
  /** The client knows CONDSTORE (RFC 7162 3.1): MODSEQ goes into every FETCH it did not ask for. */
  condstore = false;
  qresync = false;
  failedLogins = 0;
  /** Of the command that is running. */
  tag = '*';
  readonly #socket: Socket;
  #idling = false;
  #ended = false;

  constructor(socket: Socket, context: SessionContext) {
    this.#socket = socket;
    this.context = context;
    this.reader = new LineReader(socket, MAX_LINE);
    this.writer = new LineWriter(socket);
    socket.setTimeout(SILENCE_MS, () => void this.bye('Nothing was heard for too long'));
  }

  get store(): MailboxStore {
    return this.context.store;
  }

  has(capability: Capability): boolean {
    return this.context.offered.has(capability);
  }

  capabilities(): string {
    return [...this.context.offered].filter((name) => !this.authenticated || !/^(AUTH=|SASL-IR)/.test(name)).join(' ');
  }

  /** Ends when the connection does. */
  async run(): Promise<void> {
    try {
      const fault = this.context.faults.take('imap', 'GREETING');
      if (fault && !(await this.#strike('*', fault))) return;
      this.writer.write(`* OK [CAPABILITY ${this.capabilities()}] Godwit demo mailbox ready\r\n`);
      await this.writer.flush();
      while (!this.#ended && (await this.#next()));
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      await this.bye('That line is too long');
    } finally {
      this.select(null, false);
      if (!this.writer.stalled) this.#socket.end();
    }
  }

  /** Selects a mailbox, or none. */
  select(mailbox: Mailbox | null, readOnly: boolean): View | null {
    this.view?.close();
    this.view = mailbox ? new View(mailbox, readOnly, this, () => this.#onNews()) : null;
    return this.view;
  }

  /** Untagged BYE and the end of the connection. */
  async bye(text: string): Promise<void> {
    this.#ended = true;
    this.writer.write(`* BYE ${text}\r\n`);
    await this.writer.flush();
    if (!this.writer.stalled) this.#socket.end();
  }

  /** After LOGOUT. */
  end(): void {
    this.#ended = true;
  }

  /** A mailbox by the name the client sent. Throws StoreRefusal. */
  mailbox(wireName: Buffer): Mailbox {
    const mailbox = this.store.find(this.mailboxName(wireName, 'NONEXISTENT'));
    if (!mailbox || mailbox.noselect) throw new StoreRefusal('NONEXISTENT', 'There is no such mailbox');
    return mailbox;
  }

  mailboxName(wireName: Buffer, code = 'CANNOT'): string {
    const name = decodeModifiedUtf7(wireName.toString('latin1'));
    if (name === null) throw new StoreRefusal(code, 'That name is not modified UTF-7');
    return name;
  }

  /** A FETCH answer about flags that nobody asked for. */
  flagsLine(sequence: number, message: StoredMessage): string {
    const items = [`UID ${String(message.uid)}`, `FLAGS ${list(this.view?.flagsOf(message) ?? message.flags)}`];
    if (this.condstore) items.push(`MODSEQ (${String(message.modseq)})`);
    return `* ${String(sequence)} FETCH (${items.join(' ')})`;
  }

  writeNews(expunges: boolean): void {
    this.writer.write(this.view?.news({ expunges, vanished: this.qresync, flags: (sequence, message) => this.flagsLine(sequence, message) }) ?? '');
  }

  /** From `+ idling` to DONE news goes out by itself. False if the client went. */
  async idle(): Promise<Buffer | null> {
    this.#idling = true;
    this.writer.write('+ idling\r\n');
    this.writeNews(true);
    try {
      await this.writer.flush();
      return await this.reader.line();
    } finally {
      this.#idling = false;
    }
  }

  #onNews(): void {
    if (this.view?.gone) {
      void this.bye('The selected mailbox is not there any more');
      return;
    }
    if (!this.#idling) return;
    // Later, so that several changes made at once are told at once.
    setImmediate(() => {
      void this.context.settled().then(() => {
        if (!this.#idling) return;
        this.writeNews(true);
        return this.writer.flush();
      });
    });
  }

  async #next(): Promise<boolean> {
    const octets = await this.#readCommand();
    if (octets === null || this.#ended) return false;
    const cursor = new CommandCursor(octets);
    this.tag = '*';
    let answer: Answer;
    let command: CommandOf<ImapSession> | undefined;
    try {
      this.tag = cursor.tag();
      cursor.space();
      const name = commandName(octets);
      const fault = this.context.faults.take('imap', name);
      if (fault && !(await this.#strike(this.tag, fault))) return !this.#ended;
      let word = cursor.keyword().toUpperCase();
      const byUid = word === 'UID';
      if (byUid) {
        cursor.space();
        word = `UID ${cursor.keyword().toUpperCase()}`;
      }
      command = this.context.commands.get(word);
      if (!command || (command.needs && !this.has(command.needs))) throw new SyntaxMistake('Unknown command');
      if (command.state === 'not-authenticated' && this.authenticated) throw new SyntaxMistake('Already logged in');
      if (command.state !== 'any' && command.state !== 'not-authenticated' && !this.authenticated) throw new SyntaxMistake('Log in first');
      if (command.state === 'selected' && !this.view) throw new SyntaxMistake('No mailbox is selected');
      answer = await command.run(this, cursor, byUid);
    } catch (error) {
      if (error instanceof SyntaxMistake) answer = { status: 'BAD', text: error.message };
      else if (error instanceof StoreRefusal) answer = { status: 'NO', code: error.code, text: error.message };
      else throw error;
    }
    await this.context.settled();
    this.writeNews(command?.expungeNews ?? true);
    this.writer.write(`${this.tag} ${answer.status} ${answer.code ? `[${answer.code}] ` : ''}${answer.text}\r\n`);
    await this.writer.flush();
    return !this.#ended && !this.writer.stalled;
  }

  /** A line and the literals that belong to it, as one piece. */
  async #readCommand(): Promise<Buffer | null> {
    const pieces: Buffer[] = [];
    let total = 0;
    for (;;) {
      const line = await this.reader.line();
      if (line === null) return null;
      pieces.push(line);
      total += line.length;
      const literal = /\{(\d{1,10})(\+?)\}$/.exec(line.toString('latin1', Math.max(0, line.length - 16)));
      if (!literal) return pieces.length === 1 ? line : Buffer.concat(pieces);
      const count = Number(literal[1]);
      const first = pieces[0] ?? line;
      if (total + count > MAX_LITERAL + MAX_LINE || (!this.authenticated && count > MAX_LINE)) {
        if (literal[2] || pieces.length > 1) {
          await this.bye('That literal is too large');
          return null;
        }
        this.writer.write(`${first.toString('latin1').split(' ')[0] ?? '*'} NO [TOOBIG] That literal is too large\r\n`);
        await this.writer.flush();
        pieces.length = 0;
        total = 0;
        continue;
      }
      if (!literal[2]) {
        this.writer.write('+ go on\r\n');
        await this.writer.flush();
      }
      const fault = this.context.faults.take('imap', commandName(first), true);
      const cutAt = fault?.kind === 'cut-upload' ? Math.min(fault.afterOctets, count) : null;
      const octets = await this.reader.octets(cutAt ?? count);
      if (octets === null) return null;
      if (cutAt !== null) {
        this.#cut();
        return null;
      }
      pieces.push(Buffer.from('\r\n'), octets);
      total += count + 2;
    }
  }

  /** True if the command shall still run. */
  async #strike(tag: string, fault: FaultEffect): Promise<boolean> {
    switch (fault.kind) {
      case 'cut':
      case 'stall':
        this.writer.limit(fault.afterOctets, fault.kind);
        return true;
      case 'cut-upload':
      case 'cut-before':
        this.#cut();
        return false;
      case 'stall-before':
        this.writer.limit(0, 'stall');
        await this.writer.flush();
        this.#ended = true;
        return false;
      case 'refuse':
        this.writer.write(`${tag} NO ${fault.code ? `[${fault.code}] ` : ''}${fault.text}\r\n`);
        await this.writer.flush();
        return false;
      case 'bad':
        this.writer.write(`${tag} BAD ${fault.text}\r\n`);
        await this.writer.flush();
        return false;
      case 'bye':
        await this.bye(fault.text);
        return false;
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return true;
    }
  }

  #cut(): void {
    this.#ended = true;
    this.#socket.destroy();
  }
}

/** `FETCH` or `UID FETCH` of a raw line; '' if it is none. */
function commandName(octets: Buffer): string {
  const [, first = '', second = ''] = octets.toString('latin1', 0, 200).toUpperCase().split(/[ \r\n]+/);
  return first === 'UID' ? `UID ${second}` : first;
}
