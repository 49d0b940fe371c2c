/** Connects, secures and logs in (RFC 3501 3, RFC 8314), in as few round trips as the server allows. */
import type { Socket } from 'node:net';
import { fail, failure, FailureError, toFailure, type Failure, type FailureCode, type FailureStep } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { connect, upgrade, type ConnectOptions } from '../net/connect.ts';
import { isLoopback } from '../net/loopback.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { awaitGreeting } from './await-greeting.ts';
import { capabilities } from './capabilities.ts';
import { capability } from './commands/capability.ts';
import { compress } from './commands/compress.ts';
import { startTls } from './commands/starttls.ts';
import { Connection } from './connection.ts';
import { greetingFailure, inert } from './failures.ts';
import { ImapSession } from './imap-session.ts';
import { introduce } from './introduce.ts';
import { logIn } from './log-in.ts';
import { leavesNothingUnsaid, maskFor, mostInFlight, wantsIdFirst } from './quirks/by-kind.ts';
import { serverKind, type ServerKind } from './quirks/server-kind.ts';
import type { Session, SessionOptions } from './session.ts';
import type { Transcript } from './transcript.ts';
import type { WireLimits } from './wire/limits.ts';
import type { StatusResponse } from './wire/response.ts';

export interface SessionExtras {
  transcript?: Transcript;
  limits?: WireLimits;
  /** Extensions not to use with this account, whatever the server announces. */
  mask?: readonly string[];
}

/** Rejects with FailureError whose step is 'imap-connect' or 'imap-login'; then nothing is left open. */
export async function openSession(options: SessionOptions, extras: SessionExtras = {}): Promise<Session> {
  const { server } = options;
  if (server.user === '') throw fail('invalid-input', say('engine-sasl.userMissing'), { step: 'imap-login' });
  const protectedLine = server.security !== 'none';
  if (!protectedLine && !options.plainConfirmed && !isLoopback(server.host)) {
    throw fail('unprotected', say('engine-imap.passwordInClear', { host: server.host }), { step: 'imap-login' });
  }
  extras.transcript?.conceal?.(secretsOf(options));
  const opening = new Opening(options, extras);
  try {
    return await opening.open();
  } catch (error) {
    const reason = toFailure(error);
    const stepped: Failure = { step: opening.step, ...opening.believable(reason) };
    opening.abandon(stepped);
    throw new FailureError(stepped, { cause: error });
  }
}

/** What no log may hold, whoever repeats it. */
function secretsOf({ credentials, proxy }: SessionOptions): string[] {
  const secret = credentials.kind === 'password' ? credentials.password : credentials.kind === 'token' ? credentials.token : '';
  return [secret, proxy?.password ?? ''];
}

/** Failures whose detail is what the server said. */
const SERVERS_WORDS: ReadonlySet<FailureCode> = new Set<FailureCode>(['server-no', 'server-bad', 'server-bye', 'throttled', 'starttls-unavailable', 'protocol']);

/** One attempt: its deadline, its step, and what the server has announced so far. */
class Opening {
  step: FailureStep = 'imap-connect';
  readonly #options: SessionOptions;
  readonly #extras: SessionExtras;
  readonly #until: number;
  #connection: Connection | null = null;
  #session: ImapSession | null = null;
  /** Set by a CAPABILITY response or code of any kind since it was last cleared. */
  #announced: string[] | null = null;
  #greeting = '';
  #login: KnownLogin | null = null;
  /** Before the line is encrypted nothing the server says is believed or shown. */
  #trusted: boolean;

  constructor(options: SessionOptions, extras: SessionExtras) {
    this.#options = options;
    this.#extras = extras;
    this.#until = performance.now() + options.deadlineMs;
    this.#trusted = options.server.security !== 'starttls';
  }

  async open(): Promise<Session> {
    const { server, signal } = this.#options;
    const socket = await connect(this.#line(server.security === 'tls'));
    const connection = new Connection(socket, capabilities([]), {
      silenceMs: this.#options.silenceMs,
      limits: this.#extras.limits,
      transcript: this.#extras.transcript,
      onStatus: (status) => this.#onStatus(status),
      onUntagged: (response) => {
        if (response.kind === 'capability') this.#announce(response.names);
        else this.#session?.untagged(response);
      },
    });
    this.#connection = connection;
    const timer = setTimeout(() => connection.destroy(failure('timeout', say('engine-imap.timeout'), { step: this.step })), this.#left());
    const onAbort = (): void => connection.destroy(failure('cancelled', say('engine-net.cancelled')));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal?.aborted === true) onAbort();
      const greeting = await awaitGreeting(connection, this.#line(server.security === 'tls'), server.security === 'starttls');
      if (greeting.status !== 'OK' && greeting.status !== 'PREAUTH') throw new FailureError(greetingFailure(greeting));
      this.#greeting = greeting.text;
      if (server.security === 'starttls') await this.#secure(connection, socket, greeting);
      this.step = 'imap-login';
      if (greeting.status !== 'PREAUTH') await this.#logIn(connection);
      if (this.#announced === null) this.#announce(await connection.run(capability()));
      const session = new ImapSession(connection);
      session.login = this.#login;
      this.#session = session;
      session.serverKind = this.#kind();
      // Refused, the line stays as it is.
      if (this.#options.compress === true && connection.capabilities.has('COMPRESS=DEFLATE')) connection.run(compress(() => connection.compress())).catch(() => undefined);
      await introduce(connection, this.#options, wantsIdFirst(session.serverKind), (fields) => {
        session.serverId = fields;
        session.serverKind = this.#kind();
        // What is known better now may be something not to be trusted.
        this.#announce(this.#announced ?? []);
      });
      // IMAP4rev2 holds extensions that it need not name.
      if (connection.enabled.has('IMAP4REV2')) this.#announce(this.#announced ?? []);
      return session;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Before encryption words that claim to be the server's could be anybody's: only what happened is told. */
  believable(reason: Failure): Failure {
    if (this.#trusted || !SERVERS_WORDS.has(reason.code)) return reason;
    const { detail: _detail, retryAfterMs: _retryAfterMs, ...rest } = reason;
    return rest;
  }

  abandon(reason: Failure): void {
    this.#connection?.destroy(reason);
  }

  #left(): number {
    return Math.max(1, this.#until - performance.now());
  }

  #line(tls: boolean): ConnectOptions {
    const { server, extraCertificates, pins, proxy, clientCertificate, signal } = this.#options;
    return { host: server.host, port: server.port, tls, extraCertificates, pins, proxy, clientCertificate, deadlineMs: this.#left(), signal };
  }

  #onStatus(status: StatusResponse): void {
    if (status.tag !== '*') this.#session?.tagged(status);
    if (status.code?.name === 'CAPABILITY') this.#announce(status.code.rest.split(' '));
    else if (status.code?.name === 'ALERT' && this.#trusted) this.#options.onAlert?.(inert(status.text));
  }

  #announce(names: string[]): void {
    this.#announced = names;
    if (this.#connection === null) return;
    const kind = this.#kind();
    this.#connection.mostInFlight = mostInFlight(kind);
    this.#connection.nothingUnsaid = leavesNothingUnsaid(kind);
    this.#connection.capabilities = capabilities(names, [...(this.#extras.mask ?? []), ...(this.#options.mask ?? []), ...maskFor(kind)], this.#connection.enabled);
  }

  #kind(): ServerKind {
    const id = this.#session?.serverId;
    return serverKind({ host: this.#options.server.host, greeting: this.#greeting, capabilities: this.#announced ?? [], id: `${id?.['name'] ?? ''} ${id?.['vendor'] ?? ''}`.trim() });
  }

  #forget(): void {
    this.#announced = null;
    this.#greeting = '';
    this.#connection?.enabled.clear();
    if (this.#connection !== null) this.#connection.capabilities = capabilities([]);
  }

  async #secure(connection: Connection, socket: Socket, greeting: StatusResponse): Promise<void> {
    // Logged in before encryption: STARTTLS is no longer possible, and somebody in between could have said it (NO STARTTLS, 2021).
    if (greeting.status === 'PREAUTH') throw fail('starttls-unavailable', say('engine-imap.preauth'));
    if (this.#announced === null) this.#announce(await connection.run(capability()));
    if (!connection.capabilities.has('STARTTLS')) throw fail('starttls-unavailable', say('engine-imap.noStartTls'));
    await connection.run(startTls(() => connection.unread));
    this.#extras.transcript?.note?.('TLS');
    await connection.replaceSocket(() => upgrade(socket, this.#line(true)));
    this.#forget();
    this.#trusted = true;
    this.#announce(await connection.run(capability()));
  }

  async #logIn(connection: Connection): Promise<void> {
    if (this.#announced === null) this.#announce(await connection.run(capability()));
    // What was announced before login no longer counts; the OK, or an untagged line before it (Gmail), may bring the new list.
    this.#login = await logIn(connection, { ...this.#options, mask: [...(this.#extras.mask ?? []), ...(this.#options.mask ?? [])] }, () => (this.#announced = null));
  }
}
