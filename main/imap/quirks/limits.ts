/** The many ways in which servers say "not so many" and "not now": the words, by server, and how long to wait. */

/** `line`: as it was seen on the wire; `seen`: where the server was observed or its trace published, until 2026-11-20. */
interface Wording { readonly server: string; readonly line: string; readonly pattern: RegExp }

const LIMITS: readonly Wording[] = [
  { server: 'Gmail', line: 'NO [ALERT] Too many simultaneous connections. (Failure)', pattern: /too many (?:simultaneous|concurrent|open|parallel)? ?(?:imap )?(?:connections|logins|sessions|requests|commands)/iu },
  { server: 'Dovecot', line: 'NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)', pattern: /maximum (?:number of )?connections?\b/iu },
  { server: 'Exchange Online', line: 'BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds', pattern: /\bthrottled\b/iu },
  { server: 'Yahoo', line: 'NO [LIMIT] UID FETCH Rate limit hit.', pattern: /\brate limit/iu },
  { server: 'Courier', line: '* BYE Connection limit exceeded', pattern: /\b(?:connection|session|login)s? limit\b/iu },
  { server: 'Cyrus', line: '* BYE Too many open connections for user', pattern: /\btoo many open\b/iu },
  { server: 'QQ Mail', line: 'NO Login frequency limited', pattern: /frequency limited|login (?:too )?frequent/iu },
  { server: 'IceWarp', line: 'NO LOGOUT Intrusion prevention active', pattern: /intrusion prevention/iu },
];

/** Too many connections or requests, in whichever words. */
export function mentionsThrottling(text: string): boolean {
  return LIMITS.some(({ pattern }) => pattern.test(text));
}

const PASSING: readonly Wording[] = [
  { server: 'Exchange', line: 'NO Server Unavailable. 15', pattern: /\bserver unavailable\b/iu },
  { server: 'TalkTalk', line: 'NO Account is temporarily unavailable.', pattern: /\btemporar(?:y|ily)\b/iu },
  { server: 'several', line: 'NO Internal error. Try again later...', pattern: /\b(?:try|retry|again) (?:again )?(?:later|in)\b/iu },
];

/** It will pass: nothing is said about the credentials or the message. */
export function mentionsPassing(text: string): boolean {
  return PASSING.some(({ pattern }) => pattern.test(text));
}

/** UW imapd 2007f: `* BYE Killed (lost mailbox lock)` when another connection selects the same mailbox; 2026-11-20. */
export function mentionsLostLock(text: string): boolean {
  return /lost mailbox lock/iu.test(text);
}

/** Exchange Online, Exchange 2016: `BAD User is authenticated but not connected.` to every command once the mailbox behind the session is gone; published traces, 2026-11-20. */
export function mentionsLostMailbox(text: string): boolean {
  return /user is authenticated but not connected/iu.test(text);
}

/** A server that asks for more than this is not believed: mail has to arrive. */
const LONGEST_WAIT_MS = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, millisecond: 1, s: 1000, sec: 1000, second: 1000, m: 60_000, min: 60_000, minute: 60_000, h: 3_600_000, hour: 3_600_000 };
const HINT = /(?:backoff time:?|(?:try|retry|again)(?: again)? (?:in|after)|wait(?: for)?|retry-after:?)\s+(\d{1,12})\s*([a-z]*)/iu;

/** `Suggested Backoff Time: 299961 milliseconds` (Exchange Online), `try again in 5 minutes`; without a unit seconds are meant. Null: no hint. */
export function retryHint(text: string): number | null {
  const match = HINT.exec(text);
  if (match === null) return null;
  const unit = (match[2] ?? '').toLowerCase();
  const factor = UNITS[unit] ?? UNITS[unit.replace(/s$/u, '')] ?? 1000;
  return Math.min(LONGEST_WAIT_MS, Number(match[1]) * factor);
}
