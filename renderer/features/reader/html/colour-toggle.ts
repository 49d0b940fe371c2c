/** The key for colours turns the messages that are open: those that have two looks offer it here. */

const offers = new Set<() => void>();

/** The answer takes it back. */
export function offerToggle(toggle: () => void): () => void {
  offers.add(toggle);
  return () => offers.delete(toggle);
}

/** False if nothing on screen has two looks. */
export function toggleColours(): boolean {
  const now = [...offers];
  for (const toggle of now) toggle();
  return now.length > 0;
}
