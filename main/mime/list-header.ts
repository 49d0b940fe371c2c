/** What a mailing list says of itself: List-Id (RFC 2919), List-Unsubscribe and its relatives (RFC 2369), one click (RFC 8058). */
import type { Authentication, ListDetails } from '../../shared/model/message-details.ts';
import { domainOf } from '../../shared/trust/domain.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { fieldValue, parseStructured, type HeaderField } from './header-block.ts';

const MOST_WAYS = 10;
const LONGEST_URL = 8_192;
const MOST_SIGNATURES = 20;

/** Null if no list speaks. */
export function listDetails(fields: readonly HeaderField[], authentication: Authentication): ListDetails | null {
  const unsubscribe = angled(fieldValue(fields, 'list-unsubscribe')).flatMap((url) => {
    const kind = kindOf(url);
    return kind ? [{ kind, url }] : [];
  });
  const id = listId(fieldValue(fields, 'list-id'));
  if (!id && unsubscribe.length === 0) return null;
  return {
    id,
    post: angled(fieldValue(fields, 'list-post')).find((url) => kindOf(url) !== null) ?? null,
    archive: angled(fieldValue(fields, 'list-archive')).find((url) => /^https?:/iu.test(url)) ?? null,
    unsubscribe,
    oneClick: oneClick(fields, unsubscribe, authentication),
  };
}

/** RFC 8058 3.1: exactly one https address, and a signature over both fields. */
function oneClick(fields: readonly HeaderField[], ways: ListDetails['unsubscribe'], authentication: Authentication): ListDetails['oneClick'] {
  const post = fields.filter(({ name }) => name === 'list-unsubscribe-post');
  const target = ways.find(({ kind }) => kind === 'https');
  if (!target || post.length !== 1 || !/^\s*List-Unsubscribe\s*=\s*One-Click\s*$/iu.test(post[0]!.value) || fields.filter(({ name }) => name === 'list-unsubscribe').length !== 1) return null;
  if (authentication.by === null) return { url: target.url, signed: 'unknown' };
  const signatures = fields.filter(({ name }) => name === 'dkim-signature').slice(0, MOST_SIGNATURES).map(({ value }) => {
    const tags = parseStructured(`x; ${value.slice(0, 10_000)}`).parameters;
    return { domain: (tags['d'] ?? domainOf(tags['i'] ?? '')).trim().toLowerCase(), covered: (tags['h'] ?? '').toLowerCase().split(':').map((name) => name.trim()) };
  });
  const signed = signatures.some(({ domain, covered }) => covered.includes('list-unsubscribe') && covered.includes('list-unsubscribe-post') && allPassed(domain, signatures, authentication));
  return { url: target.url, signed: signed ? 'yes' : 'no' };
}

/** Which result is of which signature is not said: where a domain has several, all of them must have passed, or a made-up one would stand behind the true one. */
function allPassed(domain: string, signatures: readonly { domain: string }[], { results }: Authentication): boolean {
  const own = results.filter((one) => one.method === 'dkim' && one.domain === domain);
  return own.length >= signatures.filter((one) => one.domain === domain).length && own.every(({ result }) => result === 'pass');
}

/** `Words <name.example.org>`, or the name alone. */
function listId(value: string | undefined): ListDetails['id'] {
  if (value === undefined) return null;
  const text = value.slice(0, 2_000);
  const open = text.lastIndexOf('<');
  const close = text.indexOf('>', open + 1);
  const name = (open >= 0 && close > open ? text.slice(open + 1, close) : text).trim();
  if (name === '' || (open < 0 && /\s/u.test(name))) return null;
  return { name: open > 0 ? decodeEncodedWords(text.slice(0, open)).trim().replace(/^"(.*)"$/su, '$1') : '', value: name };
}

/** URLs between angle brackets, in their order; what stands outside is a comment. */
function angled(value: string | undefined): string[] {
  if (value === undefined) return [];
  const urls: string[] = [];
  let at = 0;
  while (urls.length < MOST_WAYS) {
    const open = value.indexOf('<', at);
    const close = open < 0 ? -1 : value.indexOf('>', open);
    if (close < 0) break;
    // Folding puts blanks into long ones (RFC 2369 2).
    const url = value.slice(open + 1, close).replace(/\s+/gu, '');
    if (url.length <= LONGEST_URL && !urls.includes(url)) urls.push(url);
    at = close + 1;
  }
  return urls;
}

function kindOf(url: string): 'https' | 'http' | 'mailto' | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password } = new URL(url);
  if (protocol === 'mailto:') return 'mailto';
  if (username || password) return null;
  return protocol === 'https:' ? 'https' : protocol === 'http:' ? 'http' : null;
}
