/** From the server's NO, BAD and BYE (RFC 3501 7.1, RFC 5530) to the closed list of failures. */
import { failure, FailureError, type Failure, type FailureCode } from '../../shared/failure.ts';
import { mentionsMissingMailbox, mentionsQuota, mentionsThrottling } from './quirks.ts';
import type { StatusResponse } from './wire/response.ts';

const WORDS: Readonly<Record<string, string>> = {
  LOGIN: 'log you in',
  AUTHENTICATE: 'log you in',
  STARTTLS: 'switch to encryption',
  SELECT: 'open the folder',
  EXAMINE: 'open the folder',
  STATUS: 'tell how many messages the folder holds',
  LIST: 'list the folders',
  'UID FETCH': 'hand out messages',
  'UID STORE': 'change flags',
  'UID SEARCH': 'search',
  'UID MOVE': 'move messages',
  'UID COPY': 'copy messages',
  'UID EXPUNGE': 'remove messages',
  APPEND: 'store the message',
  IDLE: 'report changes by itself',
};

const BY_CODE: Readonly<Record<string, FailureCode>> = {
  NONEXISTENT: 'folder-gone',
  TRYCREATE: 'folder-gone',
  OVERQUOTA: 'over-quota',
  LIMIT: 'throttled',
  THROTTLED: 'throttled',
  PRIVACYREQUIRED: 'unprotected',
};
/** A NO to a login with one of these says nothing about the credentials. */
const NOT_THE_PASSWORD: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'LIMIT', 'THROTTLED', 'PRIVACYREQUIRED', 'CLIENTBUG', 'CANNOT']);

/** For a tagged NO or BAD. `login`: the command was a login. */
export function statusFailure(name: string, status: StatusResponse, login = false): FailureError {
  const code = status.code?.name;
  const detail = inert(status.text);
  const extra = { ...(detail === '' ? {} : { detail }), ...(code === undefined ? {} : { responseCode: code }), ...(login ? { step: 'imap-login' as const } : {}) };
  return new FailureError(failure(codeOf(name, status, login), `The server refused to ${WORDS[name] ?? `carry out ${name}`}.`, extra));
}

function codeOf(name: string, status: StatusResponse, login: boolean): FailureCode {
  const code = status.code?.name ?? '';
  if (mentionsThrottling(status.text)) return 'throttled';
  if (status.status !== 'NO') return status.status === 'BYE' ? 'server-bye' : 'server-bad';
  if (login && !NOT_THE_PASSWORD.has(code)) return 'authentication';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (mentionsQuota(status.text)) return 'over-quota';
  if (/^(?:SELECT|EXAMINE|STATUS|APPEND|UID COPY|UID MOVE)$/u.test(name) && mentionsMissingMailbox(status.text)) return 'folder-gone';
  return 'server-no';
}

/** For BYE, at any time. */
export function byeFailure(status: StatusResponse): Failure {
  const detail = inert(status.text);
  const code = status.code?.name;
  const extra = { ...(detail === '' ? {} : { detail }), ...(code === undefined ? {} : { responseCode: code }) };
  if (mentionsThrottling(status.text) || code === 'LIMIT' || code === 'THROTTLED') return failure('throttled', 'The server allows no more connections at the moment.', extra);
  return failure('server-bye', 'The server ended the connection.', extra);
}

/** A server's words as text that can do nothing: no controls, no direction overrides, bounded. */
export function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim().slice(0, 500);
}
