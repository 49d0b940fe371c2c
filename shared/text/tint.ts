/** The round sign of a correspondent: initials, and a hue that is always the same for an address. */
import type { Address } from '../model/message.ts';
import { visibleLine } from './visible.ts';

/** One or two letters; for scripts without capitals the first character. `?` if there is nothing to take from. */
export function initials({ name, address }: Address): string {
  const words = (visibleLine(name, 200) || visibleLine(address, 200).split('@', 1)[0] || '').split(/[\s._-]+/u).map((word) => word.replace(/^[^\p{L}\p{N}]+/u, '')).filter(Boolean);
  const first = firstCharacter(words[0]);
  if (!first) return '?';
  const last = words.length > 1 ? firstCharacter(words.at(-1)) : '';
  // Two ideographs or Arabic letters side by side read as a word of their own.
  return (/\p{Lu}|\p{Ll}|\p{N}/u.test(first) && /^[\p{Lu}\p{Ll}\p{N}]?$/u.test(last) ? first + last : first).toLocaleUpperCase();
}

const firstCharacter = (word: string | undefined): string => [...(word ?? '')][0] ?? '';

/** 0 to 359, spread evenly; the same for any case of the address. */
export function tintHue(address: string): number {
  // FNV-1a, 32 bit.
  let hash = 0x811c9dc5;
  for (const char of address.toLowerCase()) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % 360;
}
