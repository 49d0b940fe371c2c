/** Difference between two values of a projection, small enough to send for one flag, and how to apply it. */

type Plain = Readonly<Record<string, unknown>>;

/** `set`: fields replaced as a whole. `items`: single elements of arrays that kept their length, as [index, value]. */
export interface Patch {
  readonly set?: Plain;
  readonly items?: Readonly<Record<string, readonly (readonly [number, unknown])[]>>;
}

/** Null if nothing differs. Both are objects of JSON values. */
export function diff(before: Plain, after: Plain): Patch | null {
  const set: Record<string, unknown> = {};
  const items: Record<string, [number, unknown][]> = {};
  for (const key of Object.keys(after)) {
    const a = before[key];
    const b = after[key];
    if (same(a, b)) continue;
    if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
      const changed = b.flatMap((item, index): [number, unknown][] => (same(a[index], item) ? [] : [[index, item]]));
      if (changed.length * 2 <= b.length) {
        items[key] = changed;
        continue;
      }
    }
    set[key] = b;
  }
  const patch = { ...(isEmpty(set) ? {} : { set }), ...(isEmpty(items) ? {} : { items }) };
  return isEmpty(patch) ? null : patch;
}

/** The new value; parts that did not change keep their identity, so that rows need not be drawn again. */
export function apply<T>(before: T, patch: Patch): T {
  const out: Record<string, unknown> = { ...(before as Plain), ...patch.set };
  for (const [key, changes] of Object.entries(patch.items ?? {})) {
    const list = [...(out[key] as unknown[])];
    for (const [index, item] of changes) list[index] = item;
    out[key] = list;
  }
  return out as T;
}

/** Deep equality of JSON values. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same((a as Plain)[key], (b as Plain)[key]));
}

const isEmpty = (object: object): boolean => Object.keys(object).length === 0;
