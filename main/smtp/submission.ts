/** Hands a finished message to the submission server (RFC 6409) and says exactly what became of it. Never tries twice. */
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { fail, type FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { isAddress } from '../../shared/text/address.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { isTemporary, replyWords, sendError, type SmtpError } from './smtp-failure.ts';
import { openSmtpSession, type SubmissionOptions } from './smtp-session.ts';

export type { SubmissionOptions } from './smtp-session.ts';

export interface Submission {
  /** The whole message; sent as it is, with CRLF line ends and dots stuffed. */
  raw: Buffer;
  /** Bare addresses. Exactly these are named to the server. */
  envelope: { readonly from: string; readonly to: readonly string[] };
  /** Awaited before the last octets leave: until it resolves the server cannot have the whole message. If it rejects, the message does not go. */
  beforeEnd?: () => Promise<void>;
}

export interface Rejected { address: string; words: string; passing: boolean }

export interface SubmissionResult {
  accepted: string[];
  /** The message went to the others. `words` are the server's; `passing`: it may take it later (4yz, RFC 5321 4.2.1). */
  rejected: Rejected[];
  /** The server's last reply. */
  response: string;
  /** What to keep of the login for the next one. */
  login: KnownLogin | null;
}

const CHUNK = 64 * 1024;

/**
 * Rejects with FailureError. Any code but 'delivery-unknown' means: this message certainly did not go out.
 * 'delivery-unknown': the line was lost between the end of the message and the answer (RFC 1047); only a person may decide to try again.
 */
export async function submit(options: SubmissionOptions, { raw, envelope, beforeEnd }: Submission): Promise<SubmissionResult> {
  const recipients = checked(envelope);
  const session = await openSmtpSession(options);
  const { host } = options.server;
  try {
    if (!session.extensions.has('SMTPUTF8') && [envelope.from, ...recipients].some((address) => !isAscii(address))) {
      throw fail('unsupported', say('engine-smtp.onlyAscii', { host }), { step: 'smtp-send' });
    }
    /** From here on the last octets, and with them the final dot, may be on their way. */
    let mayHaveGone = false;
    let closed = false;
    const source = Readable.from(chunks(raw, async () => {
      await beforeEnd?.();
      // An end of the line that has come already is read in one whole turn: what is written behind it would be lost, and count as on its way.
      await turn();
      await turn();
      closed = session.isClosed();
      if (closed) throw lineClosed();
      mayHaveGone = true;
    }), { objectMode: false });
    const lost = (): FailureError => (mayHaveGone ? sendError(new Error('cancelled'), host, true) : fail('cancelled', say('engine-smtp.cancelled'), { step: 'smtp-send' }));
    const info = await session.step<SMTPConnectionSendInfo>(
      // The library keeps and changes the envelope it is given.
      (done) => session.connection.send({ from: envelope.from, to: [...recipients], size: raw.length }, source, done),
      (error) => sendError(closed ? lineClosed() : error, host, mayHaveGone),
      lost,
    );
    // A server that says yes before it has everything has not accepted this message.
    if (!mayHaveGone) throw fail('protocol', say('engine-smtp.confirmedTooEarly', { host }), { step: 'smtp-send', detail: replyWords(info.response) });
    session.end();
    return { accepted: [...info.accepted], rejected: rejectedOf(info), response: info.response, login: session.login };
  } catch (error) {
    session.destroy();
    throw error;
  }
}

/** Connects, protects, logs in and says goodbye; answers what to keep of the login. Rejects with FailureError carrying the step. */
export async function verify(options: SubmissionOptions): Promise<KnownLogin | null> {
  const session = await openSmtpSession(options);
  session.end();
  return session.login;
}

/** Whatever reaches the wire inside `<…>` is looked at here once more, however it was checked before. */
function checked(envelope: Submission['envelope']): readonly string[] {
  const wrong = [envelope.from, ...envelope.to].find((address) => !isAddress(address) || address !== address.trim() || /[<>]/u.test(address));
  if (wrong !== undefined) throw fail('invalid-input', say('engine-smtp.badEnvelope'), { step: 'smtp-send', detail: JSON.stringify(wrong) });
  if (envelope.to.length === 0) throw fail('invalid-input', say('engine-smtp.noRecipient'), { step: 'smtp-send' });
  return envelope.to;
}

/** `onLast` runs before the last chunk is handed over: the end of the message cannot leave before that. */
async function* chunks(raw: Buffer, onLast: () => Promise<void>): AsyncGenerator<Buffer> {
  for (let at = 0; at < raw.length; at += CHUNK) {
    if (at + CHUNK >= raw.length) await onLast();
    yield raw.subarray(at, at + CHUNK);
  }
}

/** The library puts codes of its own on what it is given. */
const lineClosed = (): SmtpError => Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' });

function rejectedOf(info: SMTPConnectionSendInfo): Rejected[] {
  return info.rejected.map((address) => {
    const error = info.rejectedErrors?.find((one) => one.recipient === address);
    return { address, words: replyWords(error?.response), passing: error !== undefined && isTemporary(error) };
  });
}

const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/u.test(text);
