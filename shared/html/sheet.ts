/** Filter for the style sheets of messages: rules built anew from plain selectors and declarations that style attributes may have too; nothing that loads, and little that depends on the window. */
import { filterDeclarations, type Declaration } from './css.ts';
import { BODY_CLASS, ELEMENTS, LIMITS, NAME_PREFIX } from './policy.ts';

export interface SheetRule {
  /** Comma-separated. */
  readonly selectors: string;
  /** In normal form, with `!important` where it stood: `color:red;width:100%!important`. */
  readonly style: string;
  /** A width the rule is for, `(max-width:600px)`; '' for any. */
  readonly media: string;
  /** For a dark window only. */
  readonly dark: boolean;
}

const KNOWN: ReadonlySet<string> = new Set<string>([...ELEMENTS, '*']);
const COMPOUND = /^([a-z][a-z0-9]*|\*)?((?:[.#][A-Za-z_-][\w-]{0,99}){0,4})((?::(?:link|first-child|last-child))?)$/u;
const WIDTH = /^\((?:max|min)-(?:device-)?width:\d{1,4}px\)$/u;
/** Text must not depend on how wide a window is: what is read here is what is read in an answer. */
const OF_LAYOUT = /^(?:width|max-width|min-width|padding|padding-\w+|margin|margin-\w+|text-align|float|clear|border|border-\w+|border-\w+-\w+|font-weight|box-sizing|table-layout)$/u;
const OF_COLOUR = /^(?:color|background|background-color|border-color|border-\w+-color|text-decoration-color)$/u;
/** What a descendant may cost: as many ancestors as are likely. */
const ANCESTORS = 60;

/** `elements`: how many the message has. Rules beyond what a browser can match in time are left out, from the last. Never throws. */
export function filterSheet(css: string, elements: number): SheetRule[] {
  const rules: SheetRule[] = [];
  const budget = { matching: LIMITS.matching / Math.max(1, elements) };
  const text = css.slice(0, LIMITS.sheet).replace(/\/\*.*?(?:\*\/|$)/gsu, ' ').replace(/<!--|-->/gu, ' ');
  for (const { prelude, block } of blocksOf(text)) {
    if (rules.length >= LIMITS.rules) break;
    if (!prelude.startsWith('@')) addRule(rules, budget, prelude, block, '', false);
    else {
      const media = /^@media\b(.*)$/isu.exec(prelude);
      const query = media && readMedia(media[1] ?? '');
      if (query) for (const inner of blocksOf(block)) if (!inner.prelude.startsWith('@') && rules.length < LIMITS.rules) addRule(rules, budget, inner.prelude, inner.block, query.media, query.dark);
    }
  }
  return rules;
}

function addRule(rules: SheetRule[], budget: { matching: number }, prelude: string, block: string, media: string, dark: boolean): void {
  if (block.includes('{')) return;
  const selectors = prelude.split(',', LIMITS.selectors).flatMap((selector) => readSelector(selector) ?? []);
  const allowed = dark ? OF_COLOUR : media === '' ? null : OF_LAYOUT;
  const declarations = filterDeclarations(block).filter(({ property }) => allowed?.test(property) ?? true);
  if (selectors.length === 0 || declarations.length === 0) return;
  const cost = selectors.reduce((sum, selector) => sum + ANCESTORS ** (selector.match(/ (?![>+])/gu) ?? []).length, 0);
  if (cost > budget.matching) return;
  budget.matching -= cost;
  rules.push({ selectors: selectors.join(','), style: declarations.map(written).join(';'), media, dark });
}

const written = ({ property, value, important }: Declaration): string => `${property}:${value}${important ? '!important' : ''}`;

/** In normal form, names of places as in the message's elements; null for what is not plain. */
export function readSelector(raw: string): string | null {
  if (raw.length > 200) return null;
  const parts = raw.trim().replace(/[>+~]/gu, ' $& ').split(/\s+/u);
  const result: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === '>' || part === '+' || part === '~') {
      if (index === 0 || index === parts.length - 1 || /^[>+~]$/u.test(result.at(-1) ?? '')) return null;
      result.push(part);
      continue;
    }
    const compound = readCompound(part);
    if (compound === null) return null;
    result.push(compound);
  }
  if (result.length === 0 || result.length > 9) return null;
  return result.join(' ').replace(/ ([>+]) /gu, ' $1');
}

function readCompound(part: string): string | null {
  const found = COMPOUND.exec(part.replace(/^[A-Za-z][A-Za-z0-9]*/u, (name) => name.toLowerCase()));
  if (!found || part === '') return null;
  const [, element = '', names = '', pseudo = ''] = found;
  if (element !== '' && element !== 'body' && !KNOWN.has(element)) return null;
  const own = names.replace(/([.#])(?!m-)/gu, `$1${NAME_PREFIX}`);
  return `${element === 'body' ? `.${BODY_CLASS}` : element}${own}${pseudo === ':link' ? '' : pseudo}`;
}

/** Null for media that are none of ours: print, speech, what other programs invented. */
function readMedia(raw: string): { media: string; dark: boolean } | null {
  const text = raw.toLowerCase().replace(/\s+/gu, ' ').replace(/ ?([():]) ?/gu, '$1').trim();
  const [first = '', ...more] = text.split(/ ?, ?/u);
  if (more.length > 0 && !more.every((one) => /^(?:only )?(?:screen|all)$|width:/u.test(one))) return null;
  const conditions = first.replace(/^only ?/u, '').split(/ ?\band ?/u).map((one) => one.trim()).filter(Boolean);
  let dark = false;
  const widths: string[] = [];
  for (const condition of conditions) {
    if (condition === 'screen' || condition === 'all') continue;
    if (condition === '(prefers-color-scheme:dark)') dark = true;
    else if (WIDTH.test(condition)) widths.push(condition.replace('device-', ''));
    else return null;
  }
  return { media: widths.join(' and '), dark };
}

/** Top-level `prelude { block }` pairs; statements without a block are passed over. */
function blocksOf(css: string): { prelude: string; block: string }[] {
  const found: { prelude: string; block: string }[] = [];
  let from = 0;
  let open = -1;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < css.length; at += 1) {
    const char = css[at]!;
    if (quote) {
      // An open quote ends with its line (CSS Syntax 4.3.5).
      if (char === quote || char === '\n') quote = '';
      else if (char === '\\') at += 1;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{') {
      if (depth === 0) open = at;
      depth += 1;
    } else if (char === '}') {
      if (depth === 1) {
        found.push({ prelude: css.slice(from, open).trim(), block: css.slice(open + 1, at) });
        if (found.length >= LIMITS.rules) return found;
      }
      depth = Math.max(0, depth - 1);
      if (depth === 0) from = at + 1;
    } else if (char === ';' && depth === 0) from = at + 1;
  }
  return found;
}

/** Text of the `<style>` elements of a message, as the parser of a browser would find it: comments hold none. */
export function sheetsIn(html: string): string {
  const sheets: string[] = [];
  const start = /<!--|<style\b[^>]*>/giu;
  let room = LIMITS.sheet;
  for (let found = start.exec(html); found && room > 0; found = start.exec(html)) {
    const isComment = found[0] === '<!--';
    const end = isComment ? html.indexOf('-->', start.lastIndex) : indexOfEnd(html, start.lastIndex);
    if (end === -1) break;
    if (!isComment) {
      const media = /\bmedia\s*=\s*["']?\s*([^"'>]*)/iu.exec(found[0])?.[1]?.trim() ?? '';
      const text = html.slice(start.lastIndex, end).slice(0, room);
      room -= text.length;
      if (/^(?:all|screen|)$/iu.test(media)) sheets.push(text);
      else sheets.push(`@media ${media.replace(/[{}]/gu, '')}{${text}}`);
    }
    start.lastIndex = end + 3;
  }
  return sheets.join('\n');
}

function indexOfEnd(html: string, from: number): number {
  const end = /<\/style/giu;
  end.lastIndex = from;
  return end.exec(html)?.index ?? -1;
}

/** For a `<style>` element. `dark`: with the rules for a dark window. */
export const sheetText = (rules: readonly SheetRule[], dark: boolean, change: (style: string) => string = (style) => style): string =>
  rules.filter((rule) => dark || !rule.dark).map(({ selectors, style, media }) => (media === '' ? `${selectors}{${change(style)}}` : `@media ${media}{${selectors}{${change(style)}}}`)).join('\n');
