/** What a mailbox is for: by its attributes (RFC 6154, and XLIST's before it), else by the names that servers and clients give in many languages. */
import { SPECIAL_NAMES, type NamedUse } from './special-use-names.ts';

export type MailboxUse = NamedUse | 'all' | 'flagged' | 'important';

/** Lower case: Cyrus sends `\archive`; 2026-11-20. The ones of XLIST: \AllMail, \Spam, \Starred. */
const BY_ATTRIBUTE: Readonly<Record<string, MailboxUse>> = {
  '\\drafts': 'drafts', '\\sent': 'sent', '\\archive': 'archive', '\\junk': 'junk', '\\trash': 'trash', '\\all': 'all', '\\flagged': 'flagged', '\\important': 'important',
  '\\spam': 'junk', '\\allmail': 'all', '\\starred': 'flagged',
};

const BY_NAME = new Map(Object.values(SPECIAL_NAMES).flatMap((language) => Object.entries(language).flatMap(([use, names]) => names.map((name) => [name, use as NamedUse] as const))));

/** Of the first attribute that says one; null if none does. */
export function useByAttributes(attributes: readonly string[]): MailboxUse | null {
  for (const attribute of attributes) {
    const use = BY_ATTRIBUTE[attribute.toLowerCase()];
    if (use !== undefined) return use;
  }
  return null;
}

/** Of the last level of a name, in any case and Unicode form. A guess: only where the server declares nothing. */
export const useByName = (name: string): NamedUse | null => BY_NAME.get(foldName(name)) ?? null;

/** Turkish İ would otherwise become two characters. */
const foldName = (name: string): string => name.normalize('NFC').trim().replaceAll('\u0130', 'i').toLowerCase();
