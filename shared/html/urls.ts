/** URLs in messages: which may be opened, which are images from outside, what a link shows and where it really goes. */

import { INVISIBLE, JOINERS } from '../text/visible.ts';

/** The WHATWG URL of both Node and the browser; this room has neither's types. */
declare const URL: new (url: string) => Readonly<Record<'href' | 'protocol' | 'host' | 'hostname' | 'pathname' | 'username' | 'password', string>>;

const OPENABLE: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const MAX = 8_192;

/** Browsers drop these from URLs; whoever writes them hides something, or a line was folded. */
const IGNORED = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202f\u2060\ufeff]/gu;

/** Steps upwards that are written so that they are not seen as such. */
const HIDDEN_WAY = /^[^?#]*\/(?:%2e|\.%2e|%2e\.|%2e%2e)(?:[/\\?#]|$)/iu;

/** An absolute http, https or mailto URL in its normal form (host in ASCII), else null. */
export function openableUrl(raw: string): string | null {
  if (raw.length > MAX) return null;
  const text = raw.trim();
  if (!/^(?:https?:\/\/|mailto:)/iu.test(text)) return null;
  try {
    const url = new URL(text);
    if (!OPENABLE.has(url.protocol)) return null;
    if (url.protocol !== 'mailto:' && (!url.hostname || HIDDEN_WAY.test(text))) return null;
    return url.href;
  } catch {
    return null;
  }
}

/** An image that would have to be fetched from outside, in its normal form, else null. */
export function remoteImageUrl(raw: string): string | null {
  const text = raw.replace(IGNORED, '');
  // `//host/x` has no scheme in a message, but mail programs meant https.
  const url = openableUrl(/^[\\/]{2}/u.test(text) ? `https:${text.replace(/^[\\/]+/u, '//')}` : text);
  return url && /^https?:/u.test(url) ? url : null;
}

/** The Content-ID a `cid:` URL names, else null. */
export function contentId(raw: string): string | null {
  const found = /^\s*cid:(.+)$/isu.exec(raw);
  if (!found?.[1]) return null;
  try {
    return decodeURIComponent(found[1].trim());
  } catch {
    return found[1].trim();
  }
}

/** Host of an openable URL for the eye (ASCII form, so that no letter passes for another); the address of a mailto. */
export function shownTarget(url: string): string {
  const parsed = new URL(url);
  return parsed.protocol === 'mailto:' ? safeDecode(parsed.pathname) : parsed.host;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Is it this computer, or an address that only exists in the reader's own network (RFC 1918, 3927, 4193, 6052, 6761, 6762)? `host`: of a URL in its normal form. */
export const isInsideHost = (host: string): boolean =>
  /^(?:[^.:[\]]+|[^[\]]*\.(?:localhost|local|internal|lan|intranet|home|corp|private|home\.arpa)|fritz\.box|[^[\]]*\.fritz\.box)\.?$/u.test(host)
  || /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$/u.test(host)
  || /^\[(?:::1?|::(?:ffff:)?[\da-f]+:[\da-f]+|64:ff9b:[\da-f:]+|f[cd][\da-f:]+|fe[89ab][\da-f:]+)\]$/u.test(host);

/** UTF-16 units of a link's text that are looked at. */
const LONGEST_TEXT = 2_000;
/** Full stops that URLs are read with (UTS 46), beyond those that are wide forms of the usual one. */
const FULL_STOPS = /[\u3002\uff61]/gu;

/** As it is drawn and as URLs are read: nothing invisible, wide letters and full stops as the usual ones. */
const drawn = (text: string): string => text.slice(0, LONGEST_TEXT).replace(INVISIBLE, '').replace(JOINERS, '').normalize('NFKC').replace(FULL_STOPS, '.').replace(IGNORED, ' ').trim();

/** The hosts that a link's text claims: of every address of a site in it (`https://bank.example`, `www.bank.example`), and where there is nothing else, of a bare name (`bank.example/login`). */
export function claimedHosts(text: string): string[] {
  const written = drawn(text);
  // Turned round it is read from the other end.
  return TURNED.test(text) ? [...hostsIn(written), ...hostsIn([...written].reverse().join(''))] : hostsIn(written);
}

/** Characters that change the order in which others are drawn from right to left. */
const TURNED = /[\u202b\u202e\u2067]/u;

function hostsIn(written: string): string[] {
  const words = written.split(/\s+/u).map((word) => word.replace(/^[^\p{L}\p{N}]+/u, '')).filter((word) => word !== '');
  return words.flatMap((word) => {
    if (words.length > 1 && !/^(?:https?:\/\/|www\.)/iu.test(word)) return [];
    const found = /^(?:https?:\/\/)?(?:[^/@]*@)?((?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24})(?:[^\p{L}\p{N}@]|$)/iu.exec(word);
    if (!found?.[1]) return [];
    try {
      return [new URL(`http://${found[1]}/`).hostname];
    } catch {
      return []; // A name that no URL can have.
    }
  });
}

const bare = (host: string): string => host.toLowerCase().replace(/^www\./u, '').replace(/\.$/u, '');

/** What the text of a link claims and the link does not do: the first host in it that is not that of the link. A subdomain of the same site is the same. */
export function otherHost(text: string, url: string): string | null {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'mailto:') return null;
  const b = bare(hostname);
  return claimedHosts(text).find((claimed) => {
    const a = bare(claimed);
    return a !== b && !a.endsWith(`.${b}`) && !b.endsWith(`.${a}`);
  }) ?? null;
}
