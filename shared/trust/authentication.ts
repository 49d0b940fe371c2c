/** Whether the From address can be believed: the word of the user's own server, and of nobody else (RFC 8601 5, 7.1). Pure. */
import type { Authentication } from '../model/message-details.ts';
import { aligned, asciiDomain, domainOf, isIpAddress, registrableDomain } from './domain.ts';
import { parseAuthenticationResults, type AuthenticationResults, type MethodResult } from './authentication-results.ts';

export interface HeaderLine { /** Lower case. */ name: string; value: string }

/** Whose word counts for an account. */
export interface TrustedServer {
  /** authserv-id that the user has set; undefined: what follows from the account's server. */
  authservId?: string | undefined;
  imapHost: string;
}

/** Servers that write a field on top of every message they take in, so that the topmost of that name is theirs, though other fields are above it. */
const KNOWN: Readonly<Record<string, string>> = { 'imap.gmail.com': 'mx.google.com', 'imap.googlemail.com': 'mx.google.com' };
const METHODS: ReadonlySet<string> = new Set(['spf', 'dkim', 'dmarc', 'arc', 'iprev', 'auth']);

/**
 * `from`: the addresses of all From fields. With a known id the topmost field of that id counts. Without, only one that names the domain of
 * the account's own IMAP server, and only above every Received field: what a sender writes is always below the one of the server that took
 * the message in (RFC 5321 4.4), even if that server does not remove forged fields.
 */
export function judgeSender(fields: readonly HeaderLine[], from: readonly string[], fromFields: number, server: TrustedServer): Authentication {
  const written = fields.flatMap(({ name, value }, index) => (name === 'authentication-results' ? [{ index, ...parseAuthenticationResults(value) }] : []));
  const firstHop = fields.findIndex(({ name }) => name === 'received');
  // Below a Received field anybody can have written it: whoever trusts that name trusts every sender.
  const topmost = written[0] && written[0].index < firstHop ? written[0].id : null;
  const nobody = (reason: Authentication['reason']): Authentication => ({ verdict: 'unknown', reason, by: null, topmost, results: [] });
  if (written.length === 0) return nobody('no-results');
  const trusted = trustedOf(firstHop, written, server);
  if (!trusted) return nobody('not-trusted');
  const domain = domainOf(from[0] ?? '');
  const results = trusted.results.filter(({ method }) => METHODS.has(method)).map((one) => {
    const checked = checkedDomain(one);
    return { method: one.method as Authentication['results'][number]['method'], result: one.result, domain: checked, aligned: checked !== null && aligned(checked, domain) };
  });
  const said = (verdict: Authentication['verdict'], reason: Authentication['reason']): Authentication => ({ verdict, reason, by: trusted.id, topmost, results });
  if (from.length !== 1 || fromFields !== 1 || asciiDomain(domain) === '') return said('unknown', 'unclear-sender');
  return said(...verdictOf(results));
}

function trustedOf(firstHop: number, written: readonly (AuthenticationResults & { index: number })[], { authservId, imapHost }: TrustedServer): AuthenticationResults | undefined {
  const wanted = authservId?.trim().toLowerCase() || KNOWN[imapHost.toLowerCase()];
  if (wanted) return written.find(({ id }) => id === wanted);
  return written.find(({ id, index }) => id !== null && index < firstHop && ofServer(id, imapHost));
}

/** The same host, or one organisation's. A name alone or an address belongs to nobody in particular. */
function ofServer(id: string, host: string): boolean {
  if (isIpAddress(host) || registrableDomain(host) === null) return false;
  return aligned(id, host);
}

/** What was checked: the signer, the envelope sender, the From address. */
function checkedDomain({ method, properties }: MethodResult): string | null {
  const value = method === 'dkim' ? (properties.get('header.d') ?? properties.get('header.i'))
    : method === 'spf' ? (properties.get('smtp.mailfrom') ?? properties.get('smtp.mail') ?? properties.get('smtp.helo'))
      : method === 'dmarc' ? properties.get('header.from') : undefined;
  if (value === undefined) return null;
  return asciiDomain(value.includes('@') ? domainOf(value) : value) || null;
}

function verdictOf(results: Authentication['results']): [Authentication['verdict'], Authentication['reason']] {
  const of = (method: string): Authentication['results'] => results.filter((one) => one.method === method);
  // A verdict over another address than the one shown is none.
  const dmarc = of('dmarc').filter((one) => one.aligned || one.domain === null);
  if (dmarc.some(({ result }) => result === 'fail')) return ['failed', 'dmarc-failed'];
  if (dmarc.some(({ result }) => result === 'pass')) return ['passed', 'dmarc-passed'];
  const passing = results.filter(({ method, result }) => (method === 'dkim' || method === 'spf') && result === 'pass');
  if (passing.some((one) => one.method === 'dkim' && one.aligned)) return ['passed', 'dkim-aligned'];
  if (passing.some((one) => one.method === 'spf' && one.aligned)) return ['passed', 'spf-aligned'];
  if (of('dkim').some((one) => one.result === 'fail' && one.aligned)) return ['failed', 'dkim-failed'];
  if (of('spf').some((one) => one.result === 'fail' && one.aligned)) return ['failed', 'spf-failed'];
  return passing.length > 0 ? ['unknown', 'not-aligned'] : ['unknown', 'nothing-said'];
}
