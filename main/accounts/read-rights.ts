/** What namespaces and rights letters mean. Pure. RFC 2342; RFC 4314 2.1, 2.1.1. */
import type { FolderAbility, FolderRights } from '../../shared/model/abilities.ts';
import type { Namespaces } from '../imap/commands/namespace.ts';

/** Of the longest prefix that fits; a folder is one's own where nothing else is said. */
export function namespaceOf(wireName: string, spaces: Namespaces | null): FolderAbility['namespace'] {
  if (!spaces) return 'personal';
  const prefixes = (['personal', 'other', 'shared'] as const).flatMap((kind) =>
    spaces[kind === 'other' ? 'otherUsers' : kind].map(({ prefix, delimiter }) => ({ kind, prefix, bare: delimiter !== null && prefix.endsWith(delimiter) ? prefix.slice(0, -delimiter.length) : prefix })));
  const fitting = prefixes.filter(({ prefix, bare }) => wireName.startsWith(prefix) || (bare !== '' && wireName === bare)).sort((a, b) => b.prefix.length - a.prefix.length);
  // Cyrus may give the personal and the shared namespace the same prefix '': then it cannot be told, and one's own comes first in the list.
  return fitting[0]?.kind ?? 'personal';
}

/** Null for undefined letters. `c` and `d` of RFC 2086 stand for `k`, and for `x`, `t` and `e`. */
export function rightsOf(letters: string | undefined): FolderRights | null {
  if (letters === undefined) return null;
  const has = (...some: readonly string[]): boolean => some.some((letter) => letters.includes(letter));
  const old = has('d');
  return {
    flag: has('w'),
    markRead: has('s'),
    insert: has('i'),
    remove: old || (has('t') && has('e')),
    createBelow: has('k', 'c'),
    change: has('x', 'c') || (old && !has('k', 'x', 't', 'e')),
  };
}
