/** What was chosen lately, as changes of the settings: the newest is kept, the oldest beyond a number forgotten. Pure. */

type Dated = Readonly<Record<string, { readonly at?: number | undefined }>>;

export function withRecent(old: Dated, name: string, at: number, most: number): Record<string, { at: number } | null> {
  const rest = Object.entries(old).filter(([one]) => one !== name).toSorted(([, a], [, b]) => (b.at ?? 0) - (a.at ?? 0));
  return { ...Object.fromEntries(rest.slice(Math.max(0, most - 1)).map(([one]) => [one, null])), [name]: { at } };
}
