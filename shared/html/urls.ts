/** URLs in messages: which may be opened, which are images from outside, what a link shows and where it really goes. */

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

/** Is it this computer, or an address that only exists in the reader's own network (RFC 1918, 3927, 4193, 6761)? `host`: of a URL in its normal form. */
export const isInsideHost = (host: string): boolean =>
  /^(?:localhost|.*\.localhost|.*\.local|.*\.internal|.*\.home\.arpa)\.?$/u.test(host) || /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$/u.test(host) || /^\[(?:::1?|::ffff:[\da-f:.]+|f[cd][\da-f:]+|fe[89ab][\da-f:]+)\]$/u.test(host);

/** The host that a link's text claims, if the text looks like an address of a site: `www.bank.example/login`. */
export function claimedHost(text: string): string | null {
  const found = /^\W*(?:https?:\/\/)?(?:[^\s/@]+@)?((?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24})(?::\d{1,5})?(?:[/?#]\S*)?\W*$/iu.exec(text.replace(IGNORED, ' ').trim().slice(0, 400));
  if (!found?.[1]) return null;
  try {
    return new URL(`http://${found[1]}/`).hostname;
  } catch {
    return null;
  }
}

const bare = (host: string): string => host.toLowerCase().replace(/^www\./u, '').replace(/\.$/u, '');

/** Does the text name one site while the link goes to another? A subdomain of the same site is the same. */
export function isMisleading(text: string, url: string): boolean {
  const parsed = new URL(url);
  if (parsed.username || parsed.password) return true;
  const claimed = claimedHost(text);
  if (!claimed || parsed.protocol === 'mailto:') return false;
  const [a, b] = [bare(claimed), bare(parsed.hostname)];
  return a !== b && !a.endsWith(`.${b}`) && !b.endsWith(`.${a}`);
}
