/** The Failure for an error of `net`, `dns` or `tls`. */
import type { X509Certificate } from 'node:crypto';
import { detailOf, fail, FailureError, type Failure, type FailureCode } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Said } from '../../shared/words.ts';
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

type Make = (code: FailureCode, sentence: Said, detail?: string | Said) => FailureError;

/** What is a FailureError already stays as it is. */
export function connectFailure(error: Error, at: Circumstances): FailureError {
  if (error instanceof FailureError) return error;
  const cause = error as Error & { code?: string };
  const code = cause.code ?? '';
  const make: Make = (failureCode, sentence, detail) => withCause(fail(failureCode, sentence, detail === undefined ? {} : detailOf(detail)), error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return make('name-not-found', say('engine-net.noServer', { host: at.host }));
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return make('name-not-found', say('engine-net.notLookedUp', { host: at.host }), code);
    case 'ECONNREFUSED':
      return make('connection-refused', say('engine-net.refuses', { host: at.host }));
    case 'ETIMEDOUT':
      return make('timeout', say('engine-net.timeout', { host: at.host }));
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return make('connection-lost', say('engine-net.unreachable', { host: at.host }), code);
  }
  if (isCertificateError(code)) return refusedCertificate(code, at, error);
  if (at.tls && (code.startsWith('ERR_SSL') || code === 'EPROTO')) return tlsFailure(code, at.host, make);
  if (at.tls && at.connected && (code === 'ECONNRESET' || code === 'EPIPE')) return make('connection-lost', say('engine-net.closedInTls', { host: at.host }), code);
  return make('connection-lost', say('engine-net.lineLost', { host: at.host }), code || cause.message);
}

/** Reason in words as `detail`, and what a person needs to decide about an exception. */
export function refusedCertificate(code: string, at: Circumstances, cause?: Error, reason = reasonOf(code, at, cause)): FailureError {
  const changed = at.pinChanged === true;
  const facts: Partial<Failure> = at.peer === undefined ? {} : { certificate: { host: at.host, port: at.port, ...certificateFacts(at.peer), ...(changed ? { pinChanged: true } : {}) } };
  const sentence = changed ? say('engine-net.pinChanged', { host: at.host }) : say('engine-net.untrusted', { host: at.host });
  return withCause(fail('certificate', sentence, { ...detailOf(reason), ...facts }), cause);
}

function reasonOf(code: string, at: Circumstances, cause?: Error): Said {
  // A library that makes its own TLS leaves the certificate on the error.
  const shown = (at.peer?.toLegacyObject() ?? (cause as { cert?: unknown } | undefined)?.cert) as RefusedCertificate['cert'];
  return certificateReason({ code, message: cause?.message ?? '' }, { host: at.host, ...(shown === undefined ? {} : { cert: shown }) });
}

function tlsFailure(code: string, host: string, make: Make): FailureError {
  if (code === 'ERR_SSL_UNSUPPORTED_PROTOCOL' || code === 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION') return make('not-tls', say('engine-net.notTls', { host }), say('engine-net.oldTls'));
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE|ALERT_ACCESS_DENIED/u.test(code)) return make('authentication', say('engine-net.clientCertificateRefused', { host }), code);
  if (/DH_KEY_TOO_SMALL|WRONG_SIGNATURE_TYPE|NO_PROTOCOLS|HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|INTERNAL_ERROR/u.test(code)) return make('not-tls', say('engine-net.noCommonTls', { host }), code);
  return make('not-tls', say('engine-net.notTls', { host }), code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' ? say('engine-net.answerNotTls') : code);
}

function withCause(value: FailureError, cause: Error | undefined): FailureError {
  if (cause !== undefined) value.cause = cause;
  return value;
}
