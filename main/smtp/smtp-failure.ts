/** What nodemailer reports, as a Failure: which step, whose fault, the server's own words (RFC 5321 4.2, RFC 3463, RFC 4954 6). */
import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import { fail, type FailureCode, type FailureError, type FailureStep } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import type { Said } from '../../shared/words.ts';
import { connectFailure } from '../net/connect-failure.ts';

export type SmtpError = SMTPError;

/** The text of a reply without its codes: `mailbox full`; several lines joined. */
export function replyWords(response: string | undefined): string {
  const lines = (response ?? '').split(/\r?\n/u).map((line) => line.replace(/^\d{3}[ -]?(?:\d\.\d{1,3}\.\d{1,3} )?/u, ''));
  return visibleLine(lines.join(' '), 500);
}

/** Enhanced status code where the server sends one, else the reply code. */
function replyCode(error: SmtpError): string | undefined {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/u.exec(error.response ?? '')?.[1] ?? (error.responseCode === undefined ? undefined : String(error.responseCode));
}

function make(code: FailureCode, sentence: Said, step: FailureStep, error: SmtpError): FailureError {
  const detail = error.response === undefined ? undefined : replyWords(error.response);
  const responseCode = replyCode(error);
  const failure = fail(code, sentence, { step, ...(detail !== undefined && detail !== '' && { detail }), ...(responseCode !== undefined && { responseCode }) });
  failure.cause = error;
  return failure;
}

export const isTemporary = (error: SmtpError): boolean => error.responseCode !== undefined && error.responseCode >= 400 && error.responseCode < 500;

/** Greeting, EHLO and STARTTLS. */
export function connectError(error: SmtpError, host: string): FailureError {
  const step = 'smtp-connect';
  if (error.command === 'STARTTLS' || (error.command === 'EHLO' && error.response !== undefined && error.responseCode !== 421)) {
    return make('starttls-unavailable', say('engine-smtp.noStartTls', { host }), step, error);
  }
  if (error.response !== undefined) {
    if (isTemporary(error)) return make('server-bye', say('engine-smtp.noMailNow', { host }), step, error);
    if (error.responseCode !== undefined && error.responseCode >= 500) return make('server-no', say('engine-smtp.refusesConnection', { host }), step, error);
    return make('protocol', say('engine-smtp.notAMailServer', { host }), step, error);
  }
  return lineError(error, host, step);
}

/** AUTH. */
export function loginError(error: SmtpError, host: string): FailureError {
  const step = 'smtp-login';
  if (error.response === undefined) return error.code === 'EAUTH' ? make('authentication', say('engine-smtp.credentialsNeeded', { host }), step, error) : lineError(error, host, step);
  switch (error.responseCode) {
    case 504:
    case 500:
    case 501:
    case 502:
    case 503:
      return make('no-mechanism', say('engine-smtp.noMechanism', { host }), step, error);
    case 538:
      return make('unprotected', say('engine-smtp.wantsEncryption', { host }), step, error);
    default:
      return isTemporary(error) ? make('throttled', say('engine-smtp.cannotCheck', { host }), step, error) : make('authentication', say('engine-smtp.passwordRefused', { host }), step, error);
  }
}

/**
 * MAIL, RCPT, DATA. `mayHaveGone`: the end of the message may have reached the server, so that without a whole answer nobody knows (RFC 1047).
 */
export function sendError(error: SmtpError, host: string, mayHaveGone: boolean): FailureError {
  const step = 'smtp-send';
  const spoken = error.code === 'EMESSAGE' && error.response !== undefined;
  // Only 4yz and 5yz are a refusal (RFC 5321 4.2.1): behind a second 354, or what is no reply at all, the message may still be taken.
  const answered = spoken && /^[45]\d\d/u.test(error.response ?? '');
  if (mayHaveGone && !answered) {
    return make('delivery-unknown', say('engine-smtp.unconfirmed', { host }), step, error);
  }
  if (error.command === 'API') return make('invalid-input', say('engine-smtp.badEnvelope'), step, error);
  if (error.code === 'EMESSAGE' && error.response === undefined) return make('message-refused', say('engine-smtp.tooLarge', { host }), step, error);
  if (error.response === undefined || error.code === 'ECONNECTION') {
    return error.responseCode === 421 ? make('server-bye', say('engine-smtp.ended', { host }), step, error) : lineError(error, host, step);
  }
  if (error.code === 'EPROTOCOL' || (spoken && !answered)) return make('protocol', say('engine-smtp.notAMailServer', { host }), step, error);
  if (error.responseCode === 530) return make('authentication', say('engine-smtp.wantsLogin', { host }), step, error);
  if (error.responseCode === 421) return make('server-bye', say('engine-smtp.ended', { host }), step, error);
  if (isTemporary(error)) return make('throttled', say('engine-smtp.later', { host }), step, error);
  if (error.command === 'RCPT TO') return recipientError(error, host, step);
  return make('message-refused', error.command === 'MAIL FROM' ? say('engine-smtp.senderRefused', { host }) : say('engine-smtp.messageRefused', { host }), step, error);
}

function recipientError(error: SmtpError, host: string, step: FailureStep): FailureError {
  const refused = (error.rejectedErrors ?? []).map((one) => `${one.recipient ?? ''}: ${replyWords(one.response)}`);
  const failure = make('recipient-refused', refused.length > 1 ? say('engine-smtp.everyRecipientRefused', { host }) : say('engine-smtp.recipientRefused', { host }), step, error);
  if (refused.length === 0) return failure;
  return fail('recipient-refused', failure.failure.message, { ...failure.failure, detail: visibleLine(refused.join('; '), 2000) });
}

/** Something about the line itself: DNS, TCP, TLS, a timeout. */
function lineError(error: SmtpError, host: string, step: FailureStep): FailureError {
  if (error.code === 'ETIMEDOUT') return make('timeout', say('engine-net.timeout', { host }), step, error);
  if (error.code === 'EPROTOCOL') return make('protocol', say('engine-smtp.notAMailServer', { host }), step, error);
  // nodemailer puts its own code over the system's; the certificate stays on the error.
  const original = Object.assign(new Error(error.message), error, { code: error.originalCode ?? '' });
  const found = connectFailure(original, { host, port: 0, tls: true, connected: true, peer: undefined });
  return fail(found.failure.code, found.failure.message, { ...found.failure, step });
}
