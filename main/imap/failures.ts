/** From the server's NO, BAD and BYE (RFC 3501 7.1, RFC 5530) to the closed list of failures. */
import { failure, FailureError, type Failure, type FailureCode } from '../../shared/failure.ts';
import { say, type EngineKey } from '../../shared/locales/say.ts';
import type { Said } from '../../shared/words.ts';
import { mentionsMissingMailbox, mentionsQuota } from './quirks.ts';
import { mentionsLostMailbox, mentionsPassing, mentionsThrottling, retryHint } from './quirks/limits.ts';
import type { StatusResponse } from './wire/response.ts';

/** By command. */
const REFUSALS = {
  LOGIN: 'engine-imap.refusedLogin',
  AUTHENTICATE: 'engine-imap.refusedLogin',
  STARTTLS: 'engine-imap.startTlsRefused',
  SELECT: 'engine-imap.refusedOpen',
  EXAMINE: 'engine-imap.refusedOpen',
  STATUS: 'engine-imap.refusedStatus',
  LIST: 'engine-imap.refusedList',
  LSUB: 'engine-imap.refusedSubscribed',
  XLIST: 'engine-imap.refusedList',
  CREATE: 'engine-imap.refusedCreate',
  DELETE: 'engine-imap.refusedDelete',
  RENAME: 'engine-imap.refusedRename',
  SUBSCRIBE: 'engine-imap.refusedSubscribe',
  UNSUBSCRIBE: 'engine-imap.refusedUnsubscribe',
  GETQUOTA: 'engine-imap.refusedQuota',
  GETQUOTAROOT: 'engine-imap.refusedQuota',
  SETQUOTA: 'engine-imap.refusedSetQuota',
  GETACL: 'engine-imap.refusedAcl',
  SETACL: 'engine-imap.refusedSetAcl',
  DELETEACL: 'engine-imap.refusedSetAcl',
  MYRIGHTS: 'engine-imap.refusedMyRights',
  GETMETADATA: 'engine-imap.refusedAnnotations',
  SETMETADATA: 'engine-imap.refusedSetAnnotations',
  'UID FETCH': 'engine-imap.refusedFetch',
  'UID STORE': 'engine-imap.refusedStore',
  'UID SEARCH': 'engine-imap.refusedSearch',
  ESEARCH: 'engine-imap.refusedSearch',
  'UID SORT': 'engine-imap.refusedSort',
  'UID THREAD': 'engine-imap.refusedThread',
  NOTIFY: 'engine-imap.refusedNotify',
  'UID MOVE': 'engine-imap.refusedMove',
  'UID COPY': 'engine-imap.refusedCopy',
  'UID EXPUNGE': 'engine-imap.refusedExpunge',
  STORE: 'engine-imap.refusedStore',
  COPY: 'engine-imap.refusedCopy',
  MOVE: 'engine-imap.refusedMove',
  EXPUNGE: 'engine-imap.refusedExpunge',
  REPLACE: 'engine-imap.refusedReplace',
  'UID REPLACE': 'engine-imap.refusedReplace',
  GENURLAUTH: 'engine-imap.refusedUrlAuth',
  URLFETCH: 'engine-imap.refusedUrlFetch',
  APPEND: 'engine-imap.refusedAppend',
  IDLE: 'engine-imap.refusedNotify',
} as const satisfies Readonly<Record<string, EngineKey>>;
const refusalOf = (name: string): Said => (name in REFUSALS ? say(REFUSALS[name as keyof typeof REFUSALS]) : say('engine-imap.refused', { command: name }));

/** Response codes of any command (RFC 3501 7.1, RFC 5530 3). What is not here is 'server-no', and the code tells canRetry the rest. */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
  NONEXISTENT: 'folder-gone',
  TRYCREATE: 'folder-gone',
  OVERQUOTA: 'over-quota',
  TOOBIG: 'message-refused',
  THROTTLED: 'throttled',
  PRIVACYREQUIRED: 'unprotected',
};
/** Of a greeting, a login or a BYE. Elsewhere LIMIT is about the message or the mailbox and does not pass (RFC 5530 3). */
const BY_CODE_AT_THE_DOOR: Readonly<Record<string, FailureCode>> = { ...BY_CODE, LIMIT: 'throttled', INUSE: 'throttled' };
/** A NO to a login with one of these says nothing about the credentials. */
const NOT_THE_PASSWORD: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'LIMIT', 'THROTTLED', 'TEMPFAIL', 'PRIVACYREQUIRED', 'CLIENTBUG', 'CANNOT', 'CORRUPTION']);

/** For a tagged NO or BAD, and for a greeting that is one. `login`: the command was a login. */
export function statusFailure(name: string, status: StatusResponse, login = false): FailureError {
  const extra = { ...wordsOf(status), ...(login ? { step: 'imap-login' as const } : {}) };
  if (isReferral(status)) return new FailureError({ ...referral(status), ...(login ? { step: 'imap-login' as const } : {}) });
  return new FailureError(failure(codeOf(name, status, login), refusalOf(name), extra));
}

/** After such an answer the session is of no more use. */
export function endsSession(status: StatusResponse): boolean {
  return status.status === 'BYE' || (status.status !== 'OK' && mentionsLostMailbox(status.text));
}

function codeOf(name: string, status: StatusResponse, login: boolean): FailureCode {
  const code = status.code?.name ?? '';
  const { text } = status;
  if (status.status === 'BYE' || mentionsLostMailbox(text)) return mentionsThrottling(text) ? 'throttled' : 'server-bye';
  if (mentionsThrottling(text)) return 'throttled';
  if (login) {
    if (status.status === 'NO' && BY_CODE_AT_THE_DOOR[code] !== undefined) return BY_CODE_AT_THE_DOOR[code];
    if (status.status === 'NO' && NOT_THE_PASSWORD.has(code)) return 'server-no';
    if (mentionsPassing(text)) return 'throttled';
    return status.status === 'NO' ? 'authentication' : 'server-bad';
  }
  // `BAD Server Unavailable. 15` of Exchange is about this one message; BAD would mean that nobody understands the command.
  if (status.status !== 'NO') return mentionsPassing(text) ? 'server-no' : 'server-bad';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (mentionsQuota(text)) return 'over-quota';
  if (/^(?:SELECT|EXAMINE|STATUS|APPEND|COPY|UID COPY|MOVE|UID MOVE|REPLACE|UID REPLACE|CREATE|DELETE|RENAME|SUBSCRIBE|UNSUBSCRIBE|GETQUOTAROOT|[A-Z]+ACL|MYRIGHTS|LISTRIGHTS|[GS]ETMETADATA)$/u.test(name) && mentionsMissingMailbox(text)) return 'folder-gone';
  return 'server-no';
}

/** For a greeting that is NO or BAD: Merak (IceWarp) says so where others say BYE. */
export function greetingFailure(status: StatusResponse): Failure {
  if (isReferral(status)) return referral(status);
  const { code, text } = status;
  if (mentionsThrottling(text) || BY_CODE_AT_THE_DOOR[code?.name ?? ''] === 'throttled') return byeFailure(status);
  return failure('server-bye', say('engine-imap.noConnectionsNow'), wordsOf(status));
}

/** For BYE, at any time. */
export function byeFailure(status: StatusResponse): Failure {
  if (isReferral(status)) return referral(status);
  const throttled = mentionsThrottling(status.text) || BY_CODE_AT_THE_DOOR[status.code?.name ?? ''] === 'throttled';
  if (throttled) return failure('throttled', say('engine-imap.noMoreConnections'), wordsOf(status));
  return failure('server-bye', say('engine-imap.ended'), wordsOf(status));
}

/** LOGIN-REFERRALS and MAILBOX-REFERRALS (RFC 2221, RFC 2193): a server may name another, and so may whoever sits in between. Who is trusted with the password is the user's to say. */
const isReferral = (status: StatusResponse): boolean => status.code?.name === 'REFERRAL';

function referral(status: StatusResponse): Failure {
  return failure('server-no', say('engine-imap.referral'), { responseCode: 'REFERRAL', detail: inert(`${status.code?.rest ?? ''} ${status.text}`) });
}

function wordsOf(status: StatusResponse): Pick<Failure, 'detail' | 'responseCode' | 'retryAfterMs'> {
  const detail = inert(status.text);
  const hint = retryHint(status.text);
  return { ...(detail === '' ? {} : { detail }), ...(status.code === null ? {} : { responseCode: status.code.name }), ...(hint === null ? {} : { retryAfterMs: hint }) };
}

/** A server's words as text that can do nothing: no controls, no direction overrides, bounded. */
export function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim().slice(0, 500);
}
