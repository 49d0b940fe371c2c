/** The Failure for an error of `net`, `dns` or `tls`. */
import type { X509Certificate } from 'node:crypto';
import { fail, FailureError, type Failure, type FailureCode } from '../../shared/failure.ts';
import { certificateFacts } from './certificate-facts.ts';
import { certificateReason, isCertificateError, type RefusedCertificate } from './certificate.ts';

export interface Circumstances {
  host: string;
  port: number;
  tls: boolean;
  /** TCP had been established. */
  connected: boolean;
  /** The certificate that was shown, as far as known. */
  peer: X509Certificate | undefined;
  /** Another certificate is pinned here. */
  pinChanged?: boolean;
}

export function connectFailure(error: Error, at: Circumstances): FailureError {
  if (error instanceof FailureError) return error;
  const cause = error as Error & { code?: string };
  const code = cause.code ?? '';
  const make = (failureCode: FailureCode, message: string, detail?: string): FailureError => withCause(fail(failureCode, message, detail === undefined ? {} : { detail }), error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return make('name-not-found', `There is no server called ${at.host}.`);
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return make('name-not-found', `The name ${at.host} could not be looked up. Is there a network?`, code);
    case 'ECONNREFUSED':
      return make('connection-refused', `${at.host} refuses connections on this port.`);
    case 'ETIMEDOUT':
      return make('timeout', `${at.host} did not answer in time.`);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return make('connection-lost', `${at.host} cannot be reached from this network.`, code);
  }
  if (isCertificateError(code)) return refusedCertificate(code, at, error);
  if (at.tls && (code.startsWith('ERR_SSL') || code === 'EPROTO')) return tlsFailure(code, at.host, make);
  if (at.tls && at.connected && (code === 'ECONNRESET' || code === 'EPIPE')) return make('connection-lost', `${at.host} closed the line while encryption was being set up.`, code);
  return make('connection-lost', `The line to ${at.host} was lost.`, code || cause.message);
}

/** Reason in words as `detail`, and what a person needs to decide about an exception. */
export function refusedCertificate(code: string, at: Circumstances, cause?: Error, reason = reasonOf(code, at, cause)): FailureError {
  const changed = at.pinChanged === true;
  const facts: Partial<Failure> = at.peer === undefined ? {} : { certificate: { host: at.host, port: at.port, ...certificateFacts(at.peer), ...(changed ? { pinChanged: true } : {}) } };
  const message = changed ? `The certificate of ${at.host} is no longer the one you accepted.` : `The certificate of ${at.host} cannot be trusted.`;
  return withCause(fail('certificate', message, { detail: reason, ...facts }), cause);
}

function reasonOf(code: string, at: Circumstances, cause?: Error): string {
  // A library that makes its own TLS leaves the certificate on the error.
  const shown = (at.peer?.toLegacyObject() ?? (cause as { cert?: unknown } | undefined)?.cert) as RefusedCertificate['cert'];
  return certificateReason({ code, message: cause?.message ?? '' }, { host: at.host, ...(shown === undefined ? {} : { cert: shown }) });
}

function tlsFailure(code: string, host: string, make: (code: FailureCode, message: string, detail?: string) => FailureError): FailureError {
  if (code === 'ERR_SSL_UNSUPPORTED_PROTOCOL' || code === 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION') return make('not-tls', `${host} does not speak encrypted TLS on this port.`, 'the server offers only TLS versions that are no longer safe');
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE|ALERT_ACCESS_DENIED/u.test(code)) return make('authentication', `${host} did not accept the client certificate, or wants one.`, code);
  if (/DH_KEY_TOO_SMALL|WRONG_SIGNATURE_TYPE|NO_PROTOCOLS|HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|INTERNAL_ERROR/u.test(code)) return make('not-tls', `${host} and Godwit know no safe encryption in common.`, code);
  return make('not-tls', `${host} does not speak encrypted TLS on this port.`, code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' ? 'the answer was not TLS' : code);
}

function withCause(value: FailureError, cause: Error | undefined): FailureError {
  if (cause !== undefined) value.cause = cause;
  return value;
}
