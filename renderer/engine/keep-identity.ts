/** Takes over unchanged parts of the value before, so that React draws only what differs. Rows are matched by id. */

interface Identified { readonly id: unknown }

/** `after`, with every part that equals its counterpart in `before` replaced by the very same object. Both are JSON values. */
export function keepIdentity<T>(before: unknown, after: T): T {
  if (before === after || typeof after !== 'object' || after === null) return after;
  if (typeof before !== 'object' || before === null || Array.isArray(before) !== Array.isArray(after)) return after;
  return (Array.isArray(after) ? keepList(before as readonly unknown[], after) : keepObject(before as Readonly<Record<string, unknown>>, after as Readonly<Record<string, unknown>>)) as T;
}

function keepList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byId = new Map(before.filter(isIdentified).map((item) => [item.id, item]));
  const kept = after.map((item, index) => keepIdentity(isIdentified(item) ? byId.get(item.id) : before[index], item));
  return kept.length === before.length && kept.every((item, index) => item === before[index]) ? before : kept;
}

function keepObject(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(after);
  let isSame = keys.length === Object.keys(before).length;
  let kept: Map<string, unknown> | null = null;
  for (const key of keys) {
    const was = Object.hasOwn(before, key) ? before[key] : undefined;
    const is = keepIdentity(was, after[key]);
    isSame &&= is === was && is !== undefined;
    // Mostly there is nothing to put together anew.
    if (is !== after[key]) (kept ??= new Map(Object.entries(after))).set(key, is);
  }
  return isSame ? before : kept ? Object.fromEntries(kept) : after;
}

const isIdentified = (item: unknown): item is Identified => typeof item === 'object' && item !== null && 'id' in item;
