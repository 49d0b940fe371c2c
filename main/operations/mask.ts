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

/** The exact opposite, since targets are only messages that the operation changed. */
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
