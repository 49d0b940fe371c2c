/** One submission connection (RFC 6409) over nodemailer's SMTPConnection: connected, protected and logged in, or a Failure that says where it ended. */
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { fail, FailureError, type FailureStep } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { connect } from '../net/connect.ts';
import type { CertificatePin } from '../../shared/model/account.ts';
import type { ProxySettings } from '../net/proxy.ts';
import type { ClientCertificate } from '../net/tls-line.ts';
import { isLoopback } from '../net/loopback.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { logIn, type LoginLine, type LoginOptions, type Say } from './log-in.ts';
import { connectError, type SmtpError } from './smtp-failure.ts';
import { startTls } from './starttls.ts';

export interface SubmissionOptions extends LoginOptions {
  clientCertificate?: ClientCertificate;
  /** Certificates accepted although nobody vouches for them. */
  pins?: readonly CertificatePin[];
  proxy?: ProxySettings;
  /** PEM, trusted beside the system's. */
  extraCertificates?: readonly string[];
  /** One budget over DNS, connect, TLS, greeting and login. */
  deadlineMs: number;
  /** Longest silence while a message is handed over; RFC 5321 4.5.3.2.6 asks for ten minutes. */
  silenceMs?: number;
  signal?: AbortSignal;
  /** The credentials are not shown before this resolves; what it rejects with is the outcome. */
  beforeLogin?: Promise<unknown>;
}

export interface SmtpSession extends LoginLine {
  /** What to keep of the login; null if there was none. */
  readonly login: KnownLogin | null;
  /** EHLO keywords in upper case. */
  readonly extensions: ReadonlySet<string>;
  /** Runs one step to its callback; rejects with `explain`'d errors, also when the line is lost or the signal fires meanwhile. */
  step<T>(start: (done: (error: SmtpError | null, value?: T) => void) => void, explain: (error: SmtpError) => FailureError, aborted?: () => FailureError): Promise<T>;
  /** Nothing that is written now gets anywhere: the server has closed its side, or the line is lost. */
  isClosed(): boolean;
  /** QUIT, and the line is cut if the server does not close it soon. */
  end(): void;
  destroy(): void;
}

const TEN_MINUTES = 600_000;
const GOODBYE_MS = 2_000;
/** An address literal (RFC 5321 4.1.3): the name and address of this computer are nobody's business. */
const EHLO_NAME = '[127.0.0.1]';
const AUTH_HOOK = 'GODWIT';

export async function openSmtpSession(options: SubmissionOptions): Promise<SmtpSession> {
  const { host } = options.server;
  refuseUnprotected(options);
  const endsAt = Date.now() + options.deadlineMs;
  const session = await openConnection(options);
  try {
    const left = (step: FailureStep): { promise: Promise<never>; stop(): void } => deadline(endsAt - Date.now(), host, step);
    await before(left('smtp-connect'), session.step<boolean>((done) => session.connection.connect((error) => done(error ?? null, true)), (error) => connectError(error, host)));
    const ready = { ...session, ...extensionsOf(session.connection) };
    if (options.beforeLogin !== undefined) {
      await before(left('smtp-login'), options.beforeLogin);
      // Servers end lines that say nothing for a while: nothing was asked, and it is opened anew.
      if (session.connection.destroyed) {
        session.destroy();
        const { beforeLogin: _over, ...again } = options;
        return await openSmtpSession({ ...again, deadlineMs: Math.max(1, endsAt - Date.now()) });
      }
    }
    return { ...ready, login: await before(left('smtp-login'), logIn(ready, options)) };
  } catch (error) {
    session.destroy();
    throw error;
  }
}

function refuseUnprotected({ server, plainConfirmed }: SubmissionOptions): void {
  if (server.security !== 'none' || plainConfirmed || isLoopback(server.host)) return;
  throw fail('unprotected', say('engine-smtp.passwordUnencrypted', { host: server.host }), { step: 'smtp-connect' });
}

type Connected = Omit<SmtpSession, 'extensions' | 'mechanisms' | 'login'>;

async function openConnection(options: SubmissionOptions): Promise<Connected> {
  const { server, extraCertificates, clientCertificate, pins, proxy, deadlineMs, signal } = options;
  const endsAt = Date.now() + deadlineMs;
  const line = { host: server.host, port: server.port, extraCertificates, clientCertificate, pins, proxy, signal };
  const open = await connect({ ...line, tls: server.security === 'tls', deadlineMs }).catch((error: unknown) => {
    throw error instanceof FailureError ? new FailureError({ ...error.failure, step: 'smtp-connect' }, { cause: error }) : error;
  });
  const socket = server.security === 'starttls' ? await startTls(open, EHLO_NAME, { ...line, tls: true, deadlineMs: Math.max(1, endsAt - Date.now()) }) : open;
  const isSecure = server.security !== 'none';
  let talk: (say: Say) => Promise<void> = () => Promise.resolve();
  const connection = new SMTPConnection({
    // The library's own choice of mechanisms and their code are not used.
    customAuth: { [AUTH_HOOK]: ({ sendCommand }) => talk((line) => sendCommand(line)) },
    connection: socket,
    host: server.host,
    port: server.port,
    secure: isSecure,
    secured: isSecure,
    ignoreTLS: true,
    name: EHLO_NAME,
    logger: false,
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: options.silenceMs ?? TEN_MINUTES,
  });
  // Between two steps nobody waits for an error; the next step meets the closed line itself.
  connection.on('error', () => undefined);
  const destroy = (): void => {
    connection.close();
    socket.destroy();
  };
  const step: SmtpSession['step'] = (start, explain, aborted) => runStep(connection, signal, start, explain, aborted);
  return {
    connection, destroy, step,
    isClosed: () => socket.destroyed || socket.readableEnded || !socket.writable,
    end: () => endSoftly(connection, destroy),
    async converse(conversation, explain) {
      talk = conversation;
      await step<boolean>((done) => connection.login({ method: AUTH_HOOK }, done), explain);
    },
  };
}

function runStep<T>(connection: SMTPConnection, signal: AbortSignal | undefined, start: (done: (error: SmtpError | null, value?: T) => void) => void, explain: (error: SmtpError) => FailureError, aborted?: () => FailureError): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const settle = (error: Error | null, value?: T): void => {
      connection.off('error', onError);
      connection.off('end', onEnd);
      signal?.removeEventListener('abort', onAbort);
      if (error === null) resolve(value as T);
      else reject(error);
    };
    const onError = (error: SmtpError): void => settle(explain(error));
    // A step's own callback may come right behind the end and says more.
    const onEnd = (): void => void setImmediate(() => settle(explain(Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' }))));
    const onAbort = (): void => {
      settle(aborted?.() ?? fail('cancelled', say('engine-net.cancelled')));
      connection.close();
    };
    connection.on('error', onError);
    connection.on('end', onEnd);
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    start((error, value) => settle(error === null ? null : explain(error), value));
  });
}

/** The reply to EHLO is the last one a fresh connection has heard. */
function extensionsOf(connection: SMTPConnection): { extensions: ReadonlySet<string>; mechanisms: readonly string[] } {
  const lines = (connection.lastServerResponse || '').split(/\r?\n/u).slice(1).map((line) => line.replace(/^250[ -]/u, '').toUpperCase());
  return {
    extensions: new Set(lines.map((line) => /^[\w-]*/u.exec(line)?.[0] ?? '')),
    // `AUTH=LOGIN`: Exchange and others, for clients older than RFC 2554.
    mechanisms: [...new Set(lines.flatMap((line) => (/^AUTH[ =]/u.test(line) ? line.slice(5).trim().split(/ +/u) : [])))].filter((name) => name !== ''),
  };
}

function endSoftly(connection: SMTPConnection, destroy: () => void): void {
  const timer = setTimeout(destroy, GOODBYE_MS);
  connection.once('end', () => clearTimeout(timer));
  connection.quit();
}

function deadline(ms: number, host: string, step: FailureStep): { promise: Promise<never>; stop(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(fail('timeout', say('engine-net.timeout', { host }), { step })), Math.max(1, ms));
  return { promise, stop: () => clearTimeout(timer) };
}

async function before<T>(limit: { promise: Promise<never>; stop(): void }, work: Promise<T>): Promise<T> {
  try {
    return await Promise.race([limit.promise, work]);
  } finally {
    limit.stop();
    // When the limit came first, the work's own end is of no interest any more.
    work.catch(() => undefined);
  }
}
