/** One line to a server (RFC 3501 2.2, 5.5, 7): tags, pipelining, continuations, untagged news, silence, and why it ended. */
import type { Duplex } from 'node:stream';
import { fail, failure, FailureError, toFailure, type Failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { channelBindings, type ChannelBindings } from '../net/channel-binding.ts';
import { speaksUtf8, type Capabilities } from './capabilities.ts';
import { mustWait, type Command } from './command.ts';
import { byeFailure, endsSession, inert, statusFailure } from './failures.ts';
import { CompressedLine } from './compressed-line.ts';
import { loggableResponse } from './loggable.ts';
import { refuseAnonymous, tellCommands, tellLimit, weigh } from './notices.ts';
import { drained } from './drained.ts';
import { claimLiteral, type LiteralTaker } from './literal-feed.ts';
import { MOST_IN_FLIGHT, unsupportedCommand } from './quirks.ts';
import type { MessageLimit } from './response-codes.ts';
import { CommandSender } from './sender.ts';
import { Silence } from './silence.ts';
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

interface Entry extends LiteralTaker {
  tag: string;
  limit?: MessageLimit;
  kept?: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const CUT_SHORT = failure('connection-lost', say('engine-imap.givenUpInMessage'));
/** More `+` than this that nobody waits for is a flood. */
const MOST_STRAY = 50;
/** More extensions than there are. */
const MOST_ENABLED = 200;

export class Connection {
  readonly closed: Promise<Failure>;
  /** Upper case; what an ENABLED response has named (RFC 5161), whoever asked. */
  readonly enabled = new Set<string>();
  heardAt = Date.now();
  /** Commands sent without waiting for the answers before. */
  mostInFlight = MOST_IN_FLIGHT;
  /** See WireState. */
  nothingUnsaid = false;

  readonly #options: ConnectionOptions;
  readonly #reader: Reader;
  readonly #sender: CommandSender;
  #socket: Duplex;
  #capabilities: Capabilities;
  #queue: Entry[] = [];
  #inFlight: Entry[] = [];
  readonly #givenUp = new Set<string>();
  #nextTag = 1;
  #flushing = false;
  #greeting: ((status: StatusResponse) => void) | null = null;
  #noGreeting: ((error: Error) => void) | null = null;
  #bye: Failure | null = null;
  #leaving = false;
  #strays = 0;
  #over: Failure | null = null;
  #settleClosed!: (reason: Failure) => void;
  readonly #silence: Silence;

  constructor(socket: Duplex, capabilities: Capabilities, options: ConnectionOptions) {
    this.#options = options;
    this.#capabilities = capabilities;
    this.closed = new Promise((resolve) => (this.#settleClosed = resolve));
    this.#socket = socket;
    this.#reader = new Reader(options.limits, {
      handle: (response) => this.#handle(response),
      claim: (start) => claimLiteral(this.#inFlight, start),
      failed: (error) => this.destroy(toFailure(error)),
      drained: () => this.#drained(),
      heard: () => {
        this.heardAt = Date.now();
        this.#silence.broken();
      },
      ...(options.transcript ? { line: (bytes: Buffer, from: number, to: number) => this.#log(loggableResponse(bytes, from, to, options.transcript?.content)) } : {}),
    });
    this.#sender = new CommandSender(() => this.capabilities, {
      write: (octets) => this.#write(octets),
      drained: () => drained(this.#socket),
      fed: () => this.#silence.broken(),
      sent: () => this.#flush(),
      broken: (tag, error) => this.#broken(tag, error),
      transcript: options.transcript,
    });
    this.#silence = new Silence(options.silenceMs, {
      patience: () => Math.max(1, ...this.#inFlight.map(({ command }) => command.patience ?? 1)),
      expects: () => this.#inFlight.some((entry) => entry.command.quiet?.() !== true),
      ours: () => this.#reader.held || this.#sender.reading,
      elapsed: () => this.destroy(failure('timeout', say('engine-sync.stoppedAnswering'))),
    });
    this.#reader.attach(socket, (reason) => this.#lost(reason));
  }

  get capabilities(): Capabilities {
    return this.#capabilities;
  }

  set capabilities(value: Capabilities) {
    this.#capabilities = value;
    this.#reader.utf8 = this.utf8;
  }

  get utf8(): boolean {
    return speaksUtf8(this.#capabilities, this.enabled);
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
    this.#silence.watch();
  }

  /** The server's BYE is expected from here on. */
  leave(): void {
    this.#leaving = true;
  }

  /** Octets that came after the response being handled. */
  get unread(): number {
    return this.#reader.pending;
  }

  /** Lets go of the socket; reading goes on with what `upgrade` makes of it. */
  async replaceSocket(upgrade: () => Promise<Duplex>): Promise<void> {
    this.#reader.detach();
    this.#socket.on('error', () => undefined); // its octets belong to the new socket, which tells the same
    let secure: Duplex;
    try {
      secure = await upgrade();
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

  /** Both directions are compressed from the next octet on (RFC 4978 3). Only while the OK that says so is being handled: what came behind it is compressed. */
  compress(): void {
    const line = new CompressedLine(this.#socket, this.#reader.release());
    this.#socket = line;
    this.#options.transcript?.note?.('compressed from here on');
    queueMicrotask(() => {
      if (this.#over !== null) return;
      this.#reader.attach(line, (reason) => this.#lost(reason));
      this.#reader.start();
    });
  }

  destroy(reason: Failure): void {
    if (this.#over !== null) return;
    this.#over = reason;
    this.#silence.stop();
    this.#sender.abandon();
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
        if (this.#inFlight.length >= this.mostInFlight) break;
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
    if (this.#inFlight.length > 0) this.#silence.watch();
  }

  #send(entry: Entry): void {
    entry.tag = `g${this.#nextTag++}`;
    try {
      const parts = entry.command.parts({ utf8: this.utf8, charsetUnsaid: this.enabled.has('UTF8=ACCEPT'), nothingUnsaid: this.nothingUnsaid });
      this.#inFlight.push(entry);
      this.#sender.start(entry.tag, parts, entry.command.secret === true ? entry.command.name : null);
    } catch (error) {
      this.#inFlight = this.#inFlight.filter((other) => other !== entry);
      entry.reject(error);
    }
  }

  #write(octets: Buffer): boolean {
    return this.#socket.write(octets, () => this.#silence.broken());
  }

  /** The command hears what happened to it; the line, in the middle of a literal, is of no more use, which is no fault of the others'. */
  #broken(tag: string, error: unknown): void {
    const index = this.#inFlight.findIndex((entry) => entry.tag === tag);
    this.#inFlight.splice(index, 1)[0]!.reject(new FailureError(toFailure(error), { cause: error }));
    this.destroy(CUT_SHORT);
  }

  #handle(response: Response): Promise<void> | undefined {
    if (this.#greeting !== null) {
      if (response.kind !== 'status' || response.tag !== '*') throw fail('protocol', say('engine-imap.notImap'));
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
      if (tellCommands(response, this.#inFlight)) return undefined;
      const unsupported = response.status === 'NO' ? unsupportedCommand(response.text) : null;
      if (unsupported !== null && this.#giveUp(unsupported)) return undefined;
    } else if (response.kind === 'enabled') {
      // At once: the next response may name a mailbox.
      for (const name of response.names) if (this.enabled.size < MOST_ENABLED) this.enabled.add(name.toUpperCase());
      this.#reader.utf8 = this.utf8;
    } else if (response.kind === 'continuation') {
      return this.#continue(response.text);
    }
    refuseAnonymous(response, this.#inFlight);
    for (const entry of this.#inFlight) {
      const taken = entry.command.take?.(response, entry.tag);
      if (taken !== undefined && taken !== false && entry.command.transient === true) this.#reader.giveBack();
      if (taken === true) {
        weigh(entry, response, this.#reader.octets);
        return undefined;
      }
      if (taken !== undefined && taken !== false) return taken;
    }
    this.#options.onUntagged(response);
    return undefined;
  }

  /** For the first command of that name; its tagged answer, should it come after all, says nothing more. */
  #giveUp(name: string): boolean {
    const entry = this.#inFlight.find(({ command }) => command.name === name);
    if (entry === undefined) return false;
    if (this.#sender.tag === entry.tag) {
      if (!this.#sender.asking) return false;
      this.#sender.abandon();
    }
    this.#inFlight.splice(this.#inFlight.indexOf(entry), 1);
    this.#givenUp.add(entry.tag);
    entry.reject(fail('unsupported', say('engine-imap.lacks', { name }), { responseCode: name }));
    this.#flush();
    return true;
  }

  /** A challenge holds what the secrets can be guessed from. */
  #log(line: string): void {
    const isSecret = line.startsWith('+') && this.#inFlight.some((entry) => entry.command.secret === true);
    this.#options.transcript?.received(isSecret ? '+ …' : line);
  }

  #continue(text: string): Promise<void> | undefined {
    if (this.#sender.asking) {
      this.#sender.goOn();
      if (!this.#sender.busy) this.#flush();
      return undefined;
    }
    const answer = this.#inFlight.find((entry) => entry.command.challenge !== undefined)?.command.challenge?.(text);
    if (answer === undefined) {
      if (++this.#strays > MOST_STRAY) throw fail('protocol', say('engine-sasl.keepsAsking'));
    } else if (answer instanceof Promise) {
      return answer.then((line) => this.#answer(line), (error: unknown) => this.destroy(toFailure(error)));
    } else this.#answer(answer);
    return undefined;
  }

  #answer(line: string | null): void {
    if (line === null || this.#over !== null) return;
    this.#write(Buffer.from(line, 'latin1'));
    this.#options.transcript?.sent('…');
  }

  #tagged(status: StatusResponse): void {
    const index = this.#inFlight.findIndex((entry) => entry.tag === status.tag);
    if (index < 0 && this.#givenUp.delete(status.tag)) return;
    if (index < 0) throw fail('protocol', say('engine-imap.answeredUnsent'), { detail: inert(status.tag) });
    const entry = this.#inFlight[index]!;
    // In the middle of a literal the server may take what follows for commands, and a message may be made to look like some.
    let cutShort = false;
    if (this.#sender.tag === entry.tag) {
      cutShort = !this.#sender.asking;
      this.#sender.abandon();
      if (status.status === 'OK') throw fail('protocol', say('engine-imap.acceptedEarly'));
    }
    this.#inFlight.splice(index, 1);
    try {
      if (entry.failed !== undefined) throw entry.failed.error;
      if (status.status === 'OK') {
        tellLimit(entry, status);
        entry.resolve(entry.command.done(status));
      } else {
        const verdict = entry.command.refused?.(status) ?? statusFailure(entry.command.name, status, entry.command.login === true);
        if (verdict instanceof Error) entry.reject(verdict);
        else entry.resolve(verdict.value);
      }
    } catch (error) {
      entry.reject(error);
    }
    if (cutShort) this.destroy(CUT_SHORT);
    else if (endsSession(status)) this.destroy(byeFailure(status));
    this.#flush();
  }

  /** Everything received has been handled. */
  #drained(): void {
    if (this.#bye !== null && !this.#leaving) this.destroy(this.#bye);
  }

  #lost(reason: Failure): void {
    if (this.#leaving && this.#inFlight.every((entry) => entry.command.name === 'LOGOUT')) this.destroy(failure('cancelled', say('engine-imap.loggedOut')));
    else this.destroy(this.#bye ?? reason);
  }
}

const toError = (reason: Failure): Error => new FailureError(reason);
