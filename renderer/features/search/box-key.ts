/** Where a key leads out of the search box. Pure. */

/** `list`: into what is shown. `place`: back to where the search began. Null: it is typed, or the field's own. */
export function boxKey(key: string, text: string, isComposing: boolean): 'list' | 'place' | null {
  // The keys of an input method go through its candidates: what is being written is not finished.
  if (isComposing) return null;
  if (key === 'ArrowDown') return 'list';
  return key === 'Escape' && text === '' ? 'place' : null;
}
