/** Rights to a mailbox (RFC 4314 2.1), also as older servers write them (RFC 2086). */
import type { Capabilities } from './capabilities.ts';

/** l lookup, r read, s keep seen, w write flags, i insert, p post, k create below, x delete mailbox, t mark deleted, e expunge, a administer, n annotate. */
export type Right = 'l' | 'r' | 's' | 'w' | 'i' | 'p' | 'k' | 'x' | 't' | 'e' | 'a' | 'n';

/** What one old right stands for (RFC 4314 2.1.1): create; delete. Which of them holds x differs between servers. */
const OLD: Readonly<Record<string, string>> = { c: 'kx', d: 'etx' };

/** Letters of the capability `RIGHTS=`, which a server that knows k, x, t, e must have (RFC 4314 2.2); '' without. */
export const newRights = (offered: Capabilities): string => (offered.list.find((atom) => atom.startsWith('RIGHTS=')) ?? 'RIGHTS=').slice(7).toLowerCase();

/** Without RIGHTS= the old letters c and d are read as the new ones: it may say yes where the server will refuse, never the other way round. */
export function mayDo(rights: string, right: Right, offered: Capabilities): boolean {
  if (rights.includes(right)) return true;
  return newRights(offered) === '' && Object.entries(OLD).some(([old, stands]) => rights.includes(old) && stands.includes(right));
}
