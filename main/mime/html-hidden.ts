/** Elements of an HTML message that are not shown, as far as their own tags say so: whoever answers must not send on, as the words of the other, what nobody has read. */

const LONGEST_TAG = 10_000;
/** Elements without content (HTML 13.1.2). */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/u;
const STYLE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/u;
const QUOTED = /"[^"]*"|'[^']*'/gu;
const HIDDEN = /\shidden(?=[\s=/]|$)/u;
const ZERO = /^(?:0+(?:\.0*)?|\.0+)(?:%|[a-z]+)?$/u;

/** `tag`: of an opening tag all but its `>`, in lower case. A font of no size is none: what is inside may have one. */
export function hidesItself(name: string, tag: string): boolean {
  if (VOID.test(name) || tag.length > LONGEST_TAG) return false;
  const [, inDouble, inSingle, bare] = STYLE.exec(tag) ?? [];
  if (HIDDEN.test(tag.replace(QUOTED, '""'))) return true;
  const says = declarations(inDouble ?? inSingle ?? bare ?? '');
  const isZero = (property: string): boolean => ZERO.test(says.get(property) ?? '');
  return says.get('display') === 'none'
    || /^(?:hidden|collapse)$/u.test(says.get('visibility') ?? '')
    || isZero('opacity')
    || (says.get('overflow') === 'hidden' && (isZero('height') || isZero('max-height')));
}

/** Of several the last counts, unless one before it is important (CSS Cascade 4, 6.1). */
function declarations(style: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const important = new Set<string>();
  for (const one of style.replace(/\/\*.*?\*\//gsu, ' ').split(';')) {
    const colon = one.indexOf(':');
    const property = one.slice(0, colon).trim();
    const [value = '', mark] = one.slice(colon + 1).split('!');
    if (colon < 0 || (mark === undefined && important.has(property))) continue;
    if (mark?.trim() === 'important') important.add(property);
    found.set(property, value.trim());
  }
  return found;
}

/**
 * Where the element that begins before `from` is closed, in a document in lower case; -1 where it is not closed as it should be: what a reader closes by
 * itself ends where only a parser knows, and nothing that is shown may be missing. `purse`: characters that may be gone through for all of them.
 */
export function closedAt(lower: string, name: string, from: number, purse: { left: number }): number {
  let depth = 1;
  for (let at = lower.indexOf('<', from); at >= 0 && purse.left > 0;) {
    const begun = at;
    if (lower.startsWith('<!--', at)) {
      const end = lower.indexOf('-->', at + 4);
      if (end < 0) return -1;
      at = lower.indexOf('<', end);
    } else {
      const closes = lower[at + 1] === '/';
      const word = at + (closes ? 2 : 1);
      if (lower.startsWith(name, word) && /[\s/>]/u.test(lower[word + name.length] ?? '')) depth += closes ? -1 : 1;
      if (depth === 0) return at;
      at = lower.indexOf('<', at + 1);
    }
    purse.left -= (at < 0 ? lower.length : at) - begun;
  }
  return -1;
}
