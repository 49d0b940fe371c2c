/** The one rule for links that leave the application. */

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const LONGEST = 8192;
/** Steps upwards in a web address that are written so that they are not seen as such. */
const HIDDEN_WAY = /^\s*https?:[^?#]*\/(?:%2e|\.%2e|%2e\.|%2e%2e)(?:[/\\?#]|$)/iu;

/** The link in its normal form, or undefined if it is of any other kind than http, https or mailto. */
export function outsideUrl(link: string): string | undefined {
  if (link.length > LONGEST || HIDDEN_WAY.test(link)) return undefined;
  const url = URL.parse(link);
  if (!url || !SCHEMES.has(url.protocol)) return undefined;
  // The normal form has no spaces, quotes or control characters left that another program could read differently.
  return url.href;
}
