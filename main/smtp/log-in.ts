/** AUTH (RFC 4954) with any mechanism, over a line that sends a command and hears the reply. */
import { randomBytes } from 'node:crypto';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { fail, FailureError, isFailure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { ServerSettings } from '../../shared/model/account.ts';
import { channelBindings } from '../net/channel-binding.ts';
import { isLoopback } from '../net/loopback.ts';
import { bindingFor } from '../sasl/binding.ts';
import { chooseMethods, type Method } from '../sasl/choose.ts';
import type { Credentials, Identity } from '../sasl/credentials.ts';
import { Exchange } from '../sasl/exchange.ts';
import { judgeRefusal, logInWith, LoginRefused } from '../sasl/log-in.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { loginError, replyWords, type SmtpError } from './smtp-failure.ts';

/** RFC 5321 4.5.3.1.4, less AUTH and CRLF; a longer first message waits to be asked for (RFC 4954 4). */
const LONGEST_INITIAL = 500;

/** Whole replies; `text` is without codes. */
export interface Reply { response: string; status: number; text: string }
export type Say = (line: string) => Promise<Reply>;

export interface LoginOptions {
  server: ServerSettings;
  /** Of `server.user`. Null: no login. */
  credentials: Credentials | null;
  /** What a login said the last time; nothing weaker is used. */
  knownLogin?: KnownLogin;
  /** DIGEST-MD5, where a server offers nothing else (RFC 6331). */
  allowDigestMd5?: boolean;
  /** Allows `security: 'none'` to a host that is not this computer. */
  plainConfirmed: boolean;
}

export interface LoginLine {
  readonly connection: SMTPConnection;
  /** SASL mechanism names after EHLO. */
  readonly mechanisms: readonly string[];
  /** Runs `talk`; rejects with an `explain`'d error when it rejects or the line is lost meanwhile. */
  converse(talk: (say: Say) => Promise<void>, explain: (error: SmtpError) => FailureError): Promise<void>;
}

/** Answers what to keep for the next time; null: there is nothing to log in with. Rejects with FailureError of step 'smtp-login'. */
export async function logIn(session: LoginLine, options: LoginOptions): Promise<KnownLogin | null> {
  try {
    return await tryAll(session, options);
  } catch (error) {
    throw error instanceof FailureError && error.failure.step === undefined ? new FailureError({ ...error.failure, step: 'smtp-login' }, { cause: error }) : error;
  }
}

async function tryAll(session: LoginLine, { server, credentials, knownLogin, allowDigestMd5, plainConfirmed }: LoginOptions): Promise<KnownLogin | null> {
  if (credentials === null) return null;
  const { connection } = session;
  if (!connection.secure && !plainConfirmed && !(server.security === 'none' && isLoopback(server.host))) {
    throw fail('unprotected', say('engine-smtp.notEncrypted', { host: server.host }));
  }
  if (!connection.allowsAuth) throw fail('no-mechanism', say('engine-smtp.noLogin', { host: server.host }));
  const line = connection._socket;
  const binding = line instanceof Object ? bindingFor(channelBindings(line)) : null;
  const identity: Identity = { user: server.user, credentials, host: server.host, port: server.port, service: 'smtp', binding, random: randomBytes };
  const methods = chooseMethods({ mechanisms: session.mechanisms, command: false }, identity, { known: knownLogin, allowDigestMd5 });
  const seen: { login?: KnownLogin; refused?: LoginRefused; outcome?: unknown } = {};
  const tryOne = async (method: Method, send: Say): Promise<void> => {
    try {
      await attempt(method, send, server.host);
    } catch (error) {
      if (error instanceof LoginRefused) seen.refused = error;
      throw error;
    }
  };
  const talk = async (send: Say): Promise<void> => {
    try {
      seen.login = await logInWith(methods, connection.secure || isLoopback(server.host), knownLogin, (method) => tryOne(method, send));
    } catch (error) {
      seen.outcome = error;
      throw error;
    }
  };
  // What the library makes of an error of ours is not needed; of a line that was lost behind a refusal, the refusal is told (see logInWith).
  await session.converse(talk, (error) => loginError(error, server.host)).catch((error: unknown) => {
    throw seen.outcome ?? (isFailure(error, 'connection-lost', 'server-bye') ? seen.refused : undefined) ?? error;
  });
  return seen.login ?? null;
}

async function attempt(method: Method, send: Say, host: string): Promise<void> {
  if (method.start === null) throw fail('internal', say('engine-smtp.noLoginCommand'));
  const exchange = new Exchange(method.start());
  const { initial } = exchange.mechanism;
  const first = initial !== null && initial.length * 4 / 3 <= LONGEST_INITIAL - method.name.length ? exchange.initial() : null;
  let reply = await send(`AUTH ${method.name}${first === null ? '' : ` ${first}`}`);
  while (reply.status === 334) {
    const answer = await exchange.answer(/^334[ -]?(.*)$/su.exec(reply.response)?.[1] ?? '');
    if (answer === null) throw fail('protocol', say('engine-smtp.notAMailServer', { host }));
    reply = await send(answer);
  }
  if (reply.status === 235) return exchange.succeeded();
  if (reply.status < 400) throw fail('protocol', say('engine-smtp.notAMailServer', { host }), { detail: replyWords(reply.response) });
  throw judgeRefusal(refusalOf(reply, host).failure, exchange);
}

function refusalOf(reply: Reply, host: string): FailureError {
  const error: SmtpError = Object.assign(new Error('Invalid login'), { code: 'EAUTH', response: reply.response, responseCode: reply.status, command: 'AUTH' });
  return loginError(error, host);
}
