/** Which entries of a chooser fit what is typed, best first. Pure. */
import fuzzysort from 'fuzzysort';

export interface Entry {
  readonly id: string;
  /** What is read and searched first. */
  readonly label: string;
  /** So many UTF-16 units of the label lead to what is meant: cut first where there is no room. */
  readonly lead?: number | undefined;
  /** Where it is, whose it is: searched too. */
  readonly detail?: string | undefined;
  /** Other words for it: searched, not shown. */
  readonly words?: string | undefined;
  /** Heading while nothing is typed. */
  readonly group: string;
  /** When it was last chosen, milliseconds since 1970; 0: never. */
  readonly chosenAt: number;
  /** Comes before others that fit as well. */
  readonly isNear?: boolean | undefined;
  /** One of many: found by typing, not offered before. */
  readonly isAsked?: boolean | undefined;
}

export interface Ranked<T extends Entry> {
  readonly entry: T;
  /** Letters of the label that were typed, by index. */
  readonly marks: ReadonlySet<number>;
}

export interface Section<T extends Entry> {
  /** Null: without a heading. */
  readonly title: string | null;
  readonly items: readonly Ranked<T>[];
}

export interface RankOptions {
  /** Heading of those chosen lately. */
  readonly recent: string;
  readonly mostRecent?: number;
  readonly most?: number;
}

const NONE: ReadonlySet<number> = new Set();
const RECENT_BOOST = 0.08;
const NEAR_BOOST = 0.05;
/** Where a match in the detail alone stands, beside one in the label. */
const ELSEWHERE = 0.75;

/** Without words: those chosen lately, then the groups in the order of `entries`. With words: by how well they fit. */
export function rank<T extends Entry>(entries: readonly T[], typed: string, { recent, mostRecent = 6, most = 80 }: RankOptions): readonly Section<T>[] {
  const text = typed.trim();
  return text === '' ? unasked(entries, recent, mostRecent, most) : [{ title: null, items: fitting(entries, text, most) }];
}

function unasked<T extends Entry>(entries: readonly T[], recent: string, mostRecent: number, most: number): Section<T>[] {
  const lately = entries.filter(({ chosenAt }) => chosenAt > 0).toSorted((a, b) => b.chosenAt - a.chosenAt).slice(0, mostRecent);
  const rest = entries.filter((entry) => !entry.isAsked && !lately.includes(entry)).slice(0, most);
  const groups = Map.groupBy(rest, ({ group }) => group);
  return [[recent, lately] as const, ...groups].filter(([, items]) => items.length > 0).map(([title, items]) => ({ title, items: items.map((entry) => ({ entry, marks: NONE })) }));
}

function fitting<T extends Entry>(entries: readonly T[], text: string, most: number): Ranked<T>[] {
  const newest = entries.reduce((latest, { chosenAt }) => Math.max(latest, chosenAt), 0);
  const found = fuzzysort.go(text, entries, {
    keys: [(entry) => entry.label, (entry) => `${entry.label} ${entry.detail ?? ''} ${entry.words ?? ''}`],
    limit: most,
    threshold: 0.2,
    scoreFn: (result) => {
      // Beside the label's own score a single one of the words would count as all.
      const fit = Math.max(fuzzysort.single(text, result.obj.label)?.score ?? 0, (result[1]?.score ?? 0) * ELSEWHERE);
      if (fit === 0) return 0;
      const { chosenAt, isNear } = result.obj;
      return fit + (chosenAt > 0 ? RECENT_BOOST * (chosenAt === newest ? 1 : 0.6) : 0) + (isNear ? NEAR_BOOST : 0);
    },
  });
  return found.map((result) => ({ entry: result.obj, marks: new Set((result[0]?.score ?? 0) > 0 ? result[0]!.indexes : []) }));
}
