/** What nodemailer reports, as a Failure: which step, whose fault, the server's own words (RFC 5321 4.2, RFC 3463, RFC 4954 6). */
import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import { fail, type FailureCode, type FailureError, type FailureStep } from '../../shared/failure.ts';
import { visibleLine } from '../../shared/text/visible.ts';
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

function make(code: FailureCode, message: string, step: FailureStep, error: SmtpError): FailureError {
  const detail = error.response === undefined ? undefined : replyWords(error.response);
  const responseCode = replyCode(error);
  const failure = fail(code, message, { step, ...(detail !== undefined && detail !== '' && { detail }), ...(responseCode !== undefined && { responseCode }) });
  failure.cause = error;
  return failure;
}

const isTemporary = (error: SmtpError): boolean => error.responseCode !== undefined && error.responseCode >= 400 && error.responseCode < 500;

/** Greeting, EHLO and STARTTLS. */
export function connectError(error: SmtpError, host: string): FailureError {
  const step = 'smtp-connect';
  if (error.command === 'STARTTLS' || (error.command === 'EHLO' && error.response !== undefined && error.responseCode !== 421)) {
    return make('starttls-unavailable', `${host} does not offer encryption (STARTTLS) here. Nothing was sent.`, step, error);
  }
  if (error.response !== undefined) {
    if (isTemporary(error)) return make('server-bye', `${host} takes no mail at the moment.`, step, error);
    if (error.responseCode !== undefined && error.responseCode >= 500) return make('server-no', `${host} refuses this connection.`, step, error);
    return make('protocol', `${host} does not answer as a mail server does.`, step, error);
  }
  return lineError(error, host, step);
}

/** AUTH. */
export function loginError(error: SmtpError, host: string): FailureError {
  const step = 'smtp-login';
  if (error.response === undefined) return error.code === 'EAUTH' ? make('authentication', `A user name and a password are needed for ${host}.`, step, error) : lineError(error, host, step);
  switch (error.responseCode) {
    case 504:
    case 500:
    case 501:
    case 502:
    case 503:
      return make('no-mechanism', `${host} offers no way to log in that Godwit knows.`, step, error);
    case 538:
      return make('unprotected', `${host} wants an encrypted connection before it lets anyone log in.`, step, error);
    default:
      return isTemporary(error) ? make('throttled', `${host} cannot check the password at the moment.`, step, error) : make('authentication', `${host} refused the user name or password.`, step, error);
  }
}

/**
 * MAIL, RCPT, DATA. `mayHaveGone`: the end of the message may have reached the server, so that without a whole answer nobody knows (RFC 1047).
 */
export function sendError(error: SmtpError, host: string, mayHaveGone: boolean): FailureError {
  const step = 'smtp-send';
  const answered = error.code === 'EMESSAGE' && error.response !== undefined;
  if (mayHaveGone && !answered) {
    return make('delivery-unknown', `The line to ${host} was lost before it confirmed the message. It may or may not have been sent.`, step, error);
  }
  if (error.command === 'API') return make('invalid-input', 'The sender or a recipient is not an address that mail can be sent to.', step, error);
  if (error.code === 'EMESSAGE' && error.response === undefined) return make('message-refused', `The message is larger than ${host} takes.`, step, error);
  if (error.response === undefined || error.code === 'ECONNECTION') {
    return error.responseCode === 421 ? make('server-bye', `${host} ended the connection.`, step, error) : lineError(error, host, step);
  }
  if (error.code === 'EPROTOCOL') return make('protocol', `${host} does not answer as a mail server does.`, step, error);
  if (error.responseCode === 530) return make('authentication', `${host} wants a login before it takes mail.`, step, error);
  if (error.responseCode === 421) return make('server-bye', `${host} ended the connection.`, step, error);
  if (isTemporary(error)) return make('throttled', `${host} does not take the message now and asks to try again later.`, step, error);
  if (error.command === 'RCPT TO') return recipientError(error, host, step);
  return make('message-refused', error.command === 'MAIL FROM' ? `${host} does not accept mail from this sender.` : `${host} refused the message.`, step, error);
}

function recipientError(error: SmtpError, host: string, step: FailureStep): FailureError {
  const refused = (error.rejectedErrors ?? []).map((one) => `${one.recipient ?? ''}: ${replyWords(one.response)}`);
  const failure = make('recipient-refused', refused.length > 1 ? `${host} refused every recipient.` : `${host} refused the recipient.`, step, error);
  if (refused.length === 0) return failure;
  return fail('recipient-refused', failure.failure.message, { ...failure.failure, detail: visibleLine(refused.join('; '), 2000) });
}

/** Something about the line itself: DNS, TCP, TLS, a timeout. */
function lineError(error: SmtpError, host: string, step: FailureStep): FailureError {
  if (error.code === 'ETIMEDOUT') return make('timeout', `${host} did not answer in time.`, step, error);
  if (error.code === 'EPROTOCOL') return make('protocol', `${host} does not answer as a mail server does.`, step, error);
  // nodemailer puts its own code over the system's; the certificate stays on the error.
  const original = Object.assign(new Error(error.message), error, { code: error.originalCode ?? '' });
  const found = connectFailure(original, { host, port: 0, tls: true, connected: true, peer: undefined });
  return fail(found.failure.code, found.failure.message, { ...found.failure, step });
}
