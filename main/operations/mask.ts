/** What an operation does to a message's flags, as flags to add and to remove. Pure. */

export interface Mask {
  readonly add: number;
  readonly remove: number;
  readonly addKeywords: readonly string[];
  readonly removeKeywords: readonly string[];
}

const NO_WORDS: readonly string[] = [];
export const mask = (add: number, remove: number, addKeywords: readonly string[] = NO_WORDS, removeKeywords: readonly string[] = NO_WORDS): Mask => ({ add, remove, addKeywords, removeKeywords });
export const NO_MASK = mask(0, 0);

/** As much of it as is about these bits of `FLAG` and these keywords. */
export function within({ add, remove, addKeywords, removeKeywords }: Mask, { bits, words }: { bits: number; words: readonly string[] }): Mask {
  const meant = new Set(words.map((word) => word.toLowerCase()));
  const some = (keywords: readonly string[]): readonly string[] => keywords.filter((word) => meant.has(word.toLowerCase()));
  return mask(add & bits, remove & bits, some(addKeywords), some(removeKeywords));
}

/** The exact opposite, where the mask is only what the operation changes. */
export const reversed = ({ add, remove, addKeywords, removeKeywords }: Mask): Mask => mask(remove, add, removeKeywords, addKeywords);

export const withMask = ({ add, remove }: Mask, bits: number): number => (bits | add) & ~remove;

/** First one, then the other. */
export function compose(first: Mask, then: Mask): Mask {
  return mask(
    (first.add & ~then.remove) | then.add,
    (first.remove & ~then.add) | then.remove,
    without([...first.addKeywords, ...without(then.addKeywords, first.addKeywords)], then.removeKeywords),
    without([...first.removeKeywords, ...without(then.removeKeywords, first.removeKeywords)], then.addKeywords),
  );
}

function without(words: readonly string[], unwanted: readonly string[]): readonly string[] {
  if (words.length === 0 || unwanted.length === 0) return words;
  const gone = new Set(unwanted.map((word) => word.toLowerCase()));
  return words.filter((word) => !gone.has(word.toLowerCase()));
}
