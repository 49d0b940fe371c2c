/** One line to a server (RFC 3501 2.2, 5.5, 7): tags, pipelining, continuations, untagged news, silence, and why it ended. */
import type { Socket } from 'node:net';
import { fail, failure, toFailure, type Failure } from '../../shared/failure.ts';
import { channelBindings, type ChannelBindings } from '../net/channel-binding.ts';
import type { Capabilities } from './capabilities.ts';
import { mustWait, type Command } from './command.ts';
import { byeFailure, inert, statusFailure } from './failures.ts';
import { MOST_IN_FLIGHT } from './quirks.ts';
import { CommandSender } from './sender.ts';
import type { Transcript } from './transcript.ts';
import { Reader } from './reader.ts';
import type { WireLimits } from './wire/limits.ts';
import type { Response, StatusResponse } from './wire/response.ts';

export interface ConnectionOptions {
  silenceMs: number;
  limits?: WireLimits | undefined;
  transcript?: Transcript | undefined;
  /** Untagged responses no command took, capability lists and alerts included. */
  onUntagged(response: Response): void;
  /** Every status response's code, tagged or not, before the command sees it. */
  onStatus(status: StatusResponse): void;
}

interface Entry {
  readonly command: Command<unknown>;
  tag: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** More `+` than this that nobody waits for is a flood. */
const MOST_STRAY = 50;

export class Connection {
  readonly closed: Promise<Failure>;
  capabilities: Capabilities;
  heardAt = Date.now();

  readonly #options: ConnectionOptions;
  readonly #reader: Reader;
  readonly #sender: CommandSender;
  #socket: Socket;
  #queue: Entry[] = [];
  #inFlight: Entry[] = [];
  #nextTag = 1;
  #flushing = false;
  #greeting: ((status: StatusResponse) => void) | null = null;
  #noGreeting: ((error: Error) => void) | null = null;
  #bye: Failure | null = null;
  #leaving = false;
  #strays = 0;
  #over: Failure | null = null;
  #settleClosed!: (reason: Failure) => void;
  #silence: NodeJS.Timeout | undefined;
  /** When the silence that counts began: last octet heard, last octet handed to the network, or the end of a pause of ours. */
  #quietSince = Date.now();

  constructor(socket: Socket, capabilities: Capabilities, options: ConnectionOptions) {
    this.#options = options;
    this.capabilities = capabilities;
    this.closed = new Promise((resolve) => (this.#settleClosed = resolve));
    this.#socket = socket;
    this.#reader = new Reader(options.limits, {
      handle: (response) => this.#handle(response),
      failed: (error) => this.destroy(toFailure(error)),
      drained: () => this.#drained(),
      heard: () => (this.heardAt = this.#quietSince = Date.now()),
      ...(options.transcript ? { line: (line: string) => options.transcript?.received(line) } : {}),
    });
    this.#sender = new CommandSender(() => this.capabilities, { write: (octets) => this.#write(octets), transcript: options.transcript });
    this.#reader.attach(socket, (reason) => this.#lost(reason));
  }

  get over(): Failure | null {
    return this.#over;
  }

  /** Of the TLS line; null in clear. */
  get channelBinding(): ChannelBindings | null {
    return channelBindings(this.#socket);
  }

  /** The first response. Call once, at once. */
  greeting(): Promise<StatusResponse> {
    return new Promise((resolve, reject) => {
      if (this.#over !== null) reject(toError(this.#over));
      this.#greeting = resolve;
      this.#noGreeting = reject;
      this.#reader.start();
    });
  }

  run<T>(command: Command<T>): Promise<T> {
    if (this.#over !== null) return Promise.reject(toError(this.#over));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ command, tag: '', resolve: resolve as (value: unknown) => void, reject });
      if (this.#flushing) return;
      this.#flushing = true;
      // Commands given in the same tick leave in one packet.
      queueMicrotask(() => {
        this.#flushing = false;
        this.#flush();
      });
    });
  }

  /** For a command that is under way and sends more (DONE). */
  sendLine(line: string): void {
    this.#options.transcript?.sent(line.trimEnd());
    this.#write(Buffer.from(line, 'latin1'));
    this.#watchSilence();
  }

  /** The server's BYE is expected from here on. */
  leave(): void {
    this.#leaving = true;
  }

  /** Octets that came after the response being handled. */
  get unread(): number {
    return this.#reader.pending;
  }

  /** Takes the old socket away from the reader and gives it to `upgrade`; reading goes on with what that answers. */
  async replaceSocket(upgrade: (socket: Socket) => Promise<Socket>): Promise<void> {
    const old = this.#socket;
    this.#reader.detach();
    old.on('error', () => undefined); // its octets belong to the new socket, which tells the same
    let secure: Socket;
    try {
      secure = await upgrade(old);
    } catch (error) {
      throw this.#over === null ? error : toError(this.#over);
    }
    if (this.#over !== null) {
      secure.destroy();
      throw toError(this.#over);
    }
    this.#socket = secure;
    this.#reader.attach(secure, (reason) => this.#lost(reason));
    this.#reader.start();
  }

  destroy(reason: Failure): void {
    if (this.#over !== null) return;
    this.#over = reason;
    clearTimeout(this.#silence);
    this.#reader.detach();
    this.#socket.on('error', () => undefined); // nobody is left to hear it
    this.#socket.destroy();
    const error = toError(reason);
    this.#noGreeting?.(error);
    const waiting = [...this.#inFlight, ...this.#queue];
    this.#inFlight = [];
    this.#queue = [];
    for (const entry of waiting) entry.reject(toError(reason));
    this.#settleClosed(reason);
  }

  #flush(): void {
    if (this.#over !== null || this.#queue.length === 0) return;
    this.#socket.cork();
    try {
      while (this.#queue.length > 0 && !this.#sender.busy) {
        const head = this.#queue[0]!;
        if (this.#inFlight.length >= MOST_IN_FLIGHT) break;
        const blocker = this.#inFlight.find((entry) => mustWait(entry.command.lane, head.command.lane));
        if (blocker !== undefined) {
          blocker.command.yieldLine?.();
          break;
        }
        this.#queue.shift();
        this.#send(head);
      }
    } finally {
      this.#socket.uncork();
    }
    if (this.#inFlight.length > 0) this.#watchSilence();
  }

  #send(entry: Entry): void {
    entry.tag = `g${this.#nextTag++}`;
    try {
      const parts = entry.command.parts();
      this.#inFlight.push(entry);
      this.#sender.start(entry.tag, parts, entry.command.secret === true ? entry.command.name : null);
    } catch (error) {
      this.#inFlight = this.#inFlight.filter((other) => other !== entry);
      entry.reject(error);
    }
  }

  #write(octets: Buffer): void {
    this.#socket.write(octets, () => (this.#quietSince = Date.now()));
  }

  #handle(response: Response): Promise<void> | undefined {
    if (this.#greeting !== null) {
      if (response.kind !== 'status' || response.tag !== '*') throw fail('protocol', 'The server does not speak IMAP on this port.');
      if (response.status === 'BYE') {
        this.destroy(byeFailure(response));
        return undefined;
      }
      this.#options.onStatus(response);
      this.#greeting(response);
      this.#greeting = this.#noGreeting = null;
      return undefined;
    }
    if (response.kind === 'status') {
      this.#options.onStatus(response);
      if (response.tag !== '*') {
        this.#tagged(response);
        return undefined;
      }
      if (response.status === 'BYE') {
        this.#bye = byeFailure(response);
        return undefined;
      }
    } else if (response.kind === 'continuation') {
      this.#continue(response.text);
      return undefined;
    }
    for (const entry of this.#inFlight) {
      const taken = entry.command.take?.(response, entry.tag);
      if (taken === true) return undefined;
      if (taken !== undefined && taken !== false) return taken;
    }
    this.#options.onUntagged(response);
    return undefined;
  }

  #continue(text: string): void {
    if (this.#sender.busy) {
      this.#sender.goOn();
      if (!this.#sender.busy) this.#flush();
      return;
    }
    const answer = this.#inFlight.find((entry) => entry.command.challenge !== undefined)?.command.challenge?.(text);
    if (answer === undefined) {
      if (++this.#strays > MOST_STRAY) throw fail('protocol', 'The server keeps asking for more where nothing is to be sent.');
    } else if (answer !== null) {
      this.#write(Buffer.from(answer, 'latin1'));
      this.#options.transcript?.sent('…');
    }
  }

  #tagged(status: StatusResponse): void {
    const index = this.#inFlight.findIndex((entry) => entry.tag === status.tag);
    if (index < 0) throw fail('protocol', 'The server answered a command that was not sent.', { detail: inert(status.tag) });
    const entry = this.#inFlight[index]!;
    if (this.#sender.tag === entry.tag) {
      this.#sender.abandon();
      if (status.status === 'OK') throw fail('protocol', 'The server accepted a command before all of it was sent.');
    }
    this.#inFlight.splice(index, 1);
    try {
      if (status.status === 'OK') entry.resolve(entry.command.done(status));
      else entry.reject(entry.command.refused?.(status) ?? statusFailure(entry.command.name, status, entry.command.login === true));
    } catch (error) {
      entry.reject(error);
    }
    this.#flush();
  }

  /** Everything received has been handled. */
  #drained(): void {
    if (this.#bye !== null && !this.#leaving) this.destroy(this.#bye);
  }

  #lost(reason: Failure): void {
    if (this.#leaving && this.#inFlight.every((entry) => entry.command.name === 'LOGOUT')) this.destroy(failure('cancelled', 'Logged out.'));
    else this.destroy(this.#bye ?? reason);
  }

  #watchSilence(): void {
    if (this.#silence !== undefined || this.#over !== null) return;
    const wait = Math.max(10, this.#quietSince + this.#options.silenceMs - Date.now());
    this.#silence = setTimeout(() => {
      this.#silence = undefined;
      if (this.#inFlight.length === 0) return;
      if (this.#reader.held) this.#quietSince = Date.now();
      const expects = this.#inFlight.some((entry) => entry.command.quiet?.() !== true);
      if (!expects) return;
      if (Date.now() - this.#quietSince >= this.#options.silenceMs) this.destroy(failure('timeout', 'The server stopped answering.'));
      else this.#watchSilence();
    }, wait);
  }
}

const toError = (reason: Failure): Error => fail(reason.code, reason.message, { ...(reason.detail === undefined ? {} : { detail: reason.detail }), ...(reason.step === undefined ? {} : { step: reason.step }), ...(reason.responseCode === undefined ? {} : { responseCode: reason.responseCode }) });
