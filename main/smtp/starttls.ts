/** STARTTLS (RFC 3207) before the library takes the line over: certificates, pins and what is slipped in are judged here as for every other line. */
import type { Socket } from 'node:net';
import { fail, failure, FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { upgrade, type ConnectOptions } from '../net/connect.ts';
import { ExactReader, HandshakeError } from '../net/exact-reader.ts';
import { connectError, type SmtpError } from './smtp-failure.ts';

/** RFC 5321 4.5.3.1.5 allows 512 octets to a line; some servers greet with more. */
const LONGEST_LINE = 4096;
const MOST_LINES = 200;

interface Reply { status: number; text: string }

/** Takes `socket` over and destroys it if this rejects. What it answers greets once more with the server's own words, for whoever expects a greeting. `name`: for EHLO. */
export async function startTls(socket: Socket, name: string, options: ConnectOptions): Promise<Socket> {
  const until = AbortSignal.timeout(options.deadlineMs);
  const signal = options.signal === undefined ? until : AbortSignal.any([until, options.signal]);
  const reader = new ExactReader(socket, signal, LONGEST_LINE * 4);
  try {
    const greeting = await reply(reader, options.host, '', (status) => status === 220);
    socket.write(`EHLO ${name}\r\n`);
    const ehlo = await reply(reader, options.host, 'EHLO', (status) => status === 250);
    if (!/^250[ -]STARTTLS *$/imu.test(ehlo.text)) throw fail('starttls-unavailable', say('engine-smtp.noStartTls', { host: options.host }));
    socket.write('STARTTLS\r\n');
    await reply(reader, options.host, 'STARTTLS', (status) => status === 220);
    // Sent before anybody could know that TLS begins here: it would count as said under TLS (NO STARTTLS, 2021).
    if (reader.left > 0) throw fail('protocol', say('engine-net.slippedIn'));
    await reader.release();
    const secure = await upgrade(socket, options);
    secure.unshift(Buffer.from(greeting.text, 'latin1'));
    return secure;
  } catch (error) {
    socket.on('error', () => undefined); // nobody is left to hear it
    socket.destroy();
    throw explained(error, options);
  }
}

/** All lines of one reply (RFC 5321 4.2.1). */
async function reply(reader: ExactReader, host: string, command: string, expected: (status: number) => boolean): Promise<Reply> {
  let text = '';
  for (let lines = 0; lines < MOST_LINES; lines++) {
    const line = (await reader.through('\n', LONGEST_LINE)).toString('latin1');
    text += line;
    const [, digits, more] = /^(\d{3})([ -]?)/u.exec(line) ?? [];
    if (digits === undefined) throw refusal('', text, undefined, host);
    if (more === '-') continue;
    const status = Number(digits);
    if (expected(status)) return { status, text };
    throw refusal(command, text, status, host);
  }
  throw fail('protocol', say('engine-smtp.notAMailServer', { host }));
}

/** Before encryption words that claim to be the server's could be anybody's: only what happened is told. */
function refusal(command: string, response: string, responseCode: number | undefined, host: string): FailureError {
  const error: SmtpError = Object.assign(new Error('Refused'), { command, response, ...(responseCode === undefined ? {} : { responseCode }) });
  const { detail: _detail, ...rest } = connectError(error, host).failure;
  return new FailureError(rest);
}

function explained(error: unknown, { host, signal }: ConnectOptions): Error {
  const reason = reasonFor(error, host, signal);
  return new FailureError({ ...reason, step: reason.step ?? 'smtp-connect' }, { cause: error });
}

function reasonFor(error: unknown, host: string, signal: AbortSignal | undefined): FailureError['failure'] {
  if (error instanceof FailureError) return error.failure;
  if (signal?.aborted === true) return failure('cancelled', say('engine-net.cancelled'));
  if ((error as Error).name === 'TimeoutError') return failure('timeout', say('engine-net.timeout', { host }));
  if (error instanceof HandshakeError && error.message === 'too long an answer') return failure('protocol', say('engine-smtp.notAMailServer', { host }));
  return failure('connection-lost', say('engine-net.lineLost', { host }));
}
