/** Whether a link is followed without a question: not if its text names another site, it hides who it is, its letters are of several alphabets, or it leads into the reader's own network. */
import { claimedHosts, isInsideHost, otherHost } from '../../../shared/html/urls.ts';
import { aligned, unicodeDomain } from '../../../shared/trust/domain.ts';
import { mixesScripts } from '../../../shared/trust/scripts.ts';

export type Doubt = 'elsewhere' | 'letters' | 'inside';

/** Null for a link that is what it looks like. `url`: http, https or mailto, in its normal form. */
export function doubtOf(text: string, url: string): Doubt | null {
  const { hostname, username, password, protocol } = new URL(url);
  if (protocol === 'mailto:') return null;
  if (username || password) return 'elsewhere';
  // Two hosts of one owner are no lie.
  if (otherHost(text, url) !== null && claimedHosts(text).some((claimed) => !aligned(claimed, hostname))) return 'elsewhere';
  if (isInsideHost(hostname)) return 'inside';
  return hostname.includes('xn--') && unicodeDomain(hostname).split('.').some(mixesScripts) ? 'letters' : null;
}
