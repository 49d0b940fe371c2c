/** What a server offers, in words: what each extension is good for. Pure. */
import type { WordKey } from '../../../shared/locales/t.ts';

export interface Offer {
  readonly words: WordKey & `setup.offer-${string}`;
  readonly isOffered: boolean;
}

/** Any of the capabilities is enough. */
const GOOD_FOR = [
  ['setup.offer-idle', ['IDLE', 'NOTIFY']],
  ['setup.offer-all-folders', ['NOTIFY']],
  ['setup.offer-quick', ['QRESYNC', 'CONDSTORE']],
  ['setup.offer-move', ['MOVE']],
  ['setup.offer-proof', ['UIDPLUS', 'IMAP4REV2']],
  ['setup.offer-threads', ['THREAD=REFERENCES', 'THREAD=REFS', 'OBJECTID']],
  ['setup.offer-roles', ['SPECIAL-USE']],
  ['setup.offer-quota', ['QUOTA']],
  ['setup.offer-shared', ['ACL']],
  ['setup.offer-compress', ['COMPRESS=DEFLATE']],
  ['setup.offer-utf8', ['UTF8=ACCEPT', 'UTF8=ONLY', 'IMAP4REV2']],
] as const satisfies readonly (readonly [Offer['words'], readonly string[]])[];

/** What is there comes first. */
export function offersOf(capabilities: readonly string[]): readonly Offer[] {
  const names = new Set(capabilities.map((name) => name.toUpperCase()));
  const all = GOOD_FOR.map(([words, any]): Offer => ({ words, isOffered: any.some((name) => names.has(name)) }));
  return [...all.filter(({ isOffered }) => isOffered), ...all.filter(({ isOffered }) => !isOffered)];
}
