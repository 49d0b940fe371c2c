/** Expected errors as values: one closed list of codes, and one function that says whether trying again can help. */
import type { Said, Words } from './words.ts';

/** What went wrong. Closed: a new cause is a new member here, never a free string elsewhere. */
export const FAILURE_CODES = [
  'name-not-found', // DNS has no such host
  'connection-refused', // nothing listens there
  'connection-lost', // the line was cut in the middle
  'timeout', // one deadline over DNS, connect, TLS, greeting or command
  'proxy', // the proxy on the way refuses, wants another login or is none
  'not-tls', // the port answered, but not with TLS
  'certificate', // TLS was answered with a certificate that cannot be trusted
  'starttls-unavailable', // encryption was asked for and is not offered
  'unprotected', // refusing to send a password in clear
  'authentication', // the server refused the credentials
  'no-mechanism', // no way to log in that both sides know
  'server-no', // NO: understood and refused
  'server-bad', // BAD: not understood
  'server-bye', // the server ended the connection on purpose
  'throttled', // too many connections or requests
  'protocol', // an answer that is not IMAP/SMTP, or beyond the limits
  'folder-gone',
  'message-gone',
  'over-quota',
  'uid-validity-changed',
  'unsupported', // the server lacks what this needs
  'recipient-refused',
  'message-refused',
  'delivery-unknown', // a send was cut between data and answer: it may or may not have gone
  'invalid-input',
  'not-found',
  'storage', // journal or profile cannot be written
  'mirror-unavailable', // the mirror process is not there or its database is failing
  'secret-unavailable', // the secret store has no such secret or cannot be opened
  'cancelled',
  'internal', // a defect of ours
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** Which step of a longer action failed; used to say so in words. */
export type FailureStep = 'imap-connect' | 'imap-login' | 'imap-folders' | 'smtp-connect' | 'smtp-login' | 'smtp-send' | 'save' | 'sync' | 'operation';

/** What a certificate says of itself. Texts are inert and bounded; times in milliseconds since 1970, 0 where unreadable. */
export interface CertificateFacts {
  /** Who showed it; a pin for it belongs here. */
  readonly host: string;
  readonly port: number;
  /** SHA-256 of the certificate (DER): `AB:CD:…`, 32 pairs. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** Host names and addresses it is for. */
  readonly names: readonly string[];
  readonly validFrom: number;
  readonly validTo: number;
  /** Another one had been accepted for this host and port. */
  readonly pinChanged?: boolean | undefined;
}

export interface Failure {
  readonly code: FailureCode;
  /** One sentence for a person, in plain words, without the server's text. */
  readonly message: string;
  /** The same for whoever shows it in a language; absent in records of old, and where nobody sees it. */
  readonly words?: Words | undefined;
  /** The server's own words or the certificate's reason, inert text, shown labelled as such. */
  readonly detail?: string;
  /** Where the detail is ours. */
  readonly detailWords?: Words | undefined;
  readonly step?: FailureStep;
  /** IMAP response code (RFC 3501 7.1, RFC 5530) or SMTP enhanced status code, as sent. */
  readonly responseCode?: string;
  /** The server asks not to be tried again for so long; at most an hour. */
  readonly retryAfterMs?: number;
  /** With 'certificate': the one that was refused, for whoever is to decide. */
  readonly certificate?: CertificateFacts;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure });

/** What is said about it: words of the catalogue; an English sentence only where no window shows it. */
export function failure(code: FailureCode, said: string | Said, extra: Omit<Failure, 'code' | 'message'> = {}): Failure {
  return typeof said === 'string' ? { ...extra, code, message: said } : { ...extra, code, message: said.text, words: said.words };
}

/** Its sentence, to be a part of another one. */
export const saidOf = ({ code, message, words }: Failure): Said => ({ text: message, words: words ?? { key: `failures.${code}` } });

/** A detail of our own, or the server's own words. */
export const detailOf = (detail: string | Said): Pick<Failure, 'detail' | 'detailWords'> => (typeof detail === 'string' ? { detail } : { detail: detail.text, detailWords: detail.words });

/** A Failure travelling as an exception inside one room; borders turn it back into a value with toFailure. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.detail ? `${failure.message} (${failure.detail})` : failure.message, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

export const fail = (code: FailureCode, said: string | Said, extra: Omit<Failure, 'code' | 'message'> = {}): FailureError =>
  new FailureError(failure(code, said, extra));

/** Anything thrown, as a Failure. An exception nobody expected becomes `internal` with its message as detail. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return failure('internal', { text: 'Something went wrong inside Godwit.', words: { key: 'failures.internal' } }, { detail: error instanceof Error ? error.message : String(error) });
}

const TRANSIENT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'name-not-found', 'connection-refused', 'connection-lost', 'timeout', 'server-bye', 'throttled', 'mirror-unavailable',
]);

/** IMAP response codes that say it will pass (RFC 5530 3; THROTTLED: Yahoo and Exchange). All others are about the user, the message or the right, and stay. */
const PASSING: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'EXPUNGEISSUED', 'THROTTLED', 'TEMPFAIL']);

/** Will the same thing, tried again later without anybody changing anything, possibly work? */
export function canRetry(failure: Failure): boolean {
  return TRANSIENT.has(failure.code) || (failure.responseCode !== undefined && PASSING.has(failure.responseCode));
}

/** Is this error one of the expected ones named? */
export const isFailure = (error: unknown, ...codes: FailureCode[]): boolean => error instanceof FailureError && codes.includes(error.failure.code);
