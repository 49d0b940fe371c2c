/** Filter for style attributes: known properties, plain values, nothing that loads, hides itself from reading or leaves its place. */
import { LIMITS } from './policy.ts';

const PROPERTIES: ReadonlySet<string> = new Set([
  'background', 'background-color', 'background-image', 'background-position', 'background-repeat', 'background-size',
  'border', 'border-collapse', 'border-color', 'border-radius', 'border-spacing', 'border-style', 'border-width',
  ...['top', 'right', 'bottom', 'left'].flatMap((side) => ['', '-color', '-style', '-width'].map((part) => `border-${side}${part}`)),
  ...['top-left', 'top-right', 'bottom-left', 'bottom-right'].map((corner) => `border-${corner}-radius`),
  'box-sizing', 'caption-side', 'clear', 'color', 'direction', 'display', 'empty-cells', 'float',
  'font', 'font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'height', 'letter-spacing', 'line-height',
  'list-style', 'list-style-position', 'list-style-type', 'margin', 'margin-bottom', 'margin-left', 'margin-right', 'margin-top',
  'max-height', 'max-width', 'min-height', 'min-width', 'opacity', 'overflow', 'overflow-wrap', 'padding', 'padding-bottom', 'padding-left', 'padding-right', 'padding-top',
  'table-layout', 'text-align', 'text-decoration', 'text-decoration-color', 'text-decoration-line', 'text-decoration-style', 'text-indent', 'text-transform',
  'unicode-bidi', 'vertical-align', 'visibility', 'white-space', 'width', 'word-break', 'word-spacing', 'word-wrap',
]);
const FUNCTIONS: ReadonlySet<string> = new Set(['rgb', 'rgba', 'hsl', 'hsla', 'calc', 'linear-gradient', 'radial-gradient']);
const DISPLAY = /^(?:none|block|inline|inline-block|list-item|flex|inline-flex|inline-table|table(?:-(?:row|cell|row-group|header-group|footer-group|column|column-group|caption))?)$/u;
const OVERFLOW = /^(?:hidden|auto|visible)$/u;
/** Relative to the frame, which grows with its content: they would chase each other. */
const VIEWPORT_UNIT = /\d(?:[sdl]?v(?:h|w|min|max|b|i)|cq(?:w|h|b|i|min|max))\b/u;
const NEGATIVE = /(?:^|[\s,(])-(?:\d|\.)/u;
/** Nothing here can end the declaration, begin an at-rule, escape a name or leave the attribute. */
const PLAIN = /^[\p{L}\p{N}\s#%.,()'"+*/!_-]*$/u;
const MAX_NUMBER = 10_000;

/** Newsletters repeat a few styles hundreds of times, and each message is filtered twice. */
const known = new Map<string, string>();
const MOST_KNOWN = 2_000;

/** Answers the declarations that may stay, in normal form (`a:b;c:d`). Applied to its own answer it changes nothing. */
export function filterStyle(style: string): string {
  const before = known.get(style);
  if (before !== undefined) return before;
  const kept = filterAnew(style);
  if (style.length < 500) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(style, kept);
  }
  return kept;
}

const filterAnew = (style: string): string => filterDeclarations(style).map(({ property, value }) => `${property}:${value}`).join(';');

export interface Declaration { readonly property: string; readonly value: string; readonly important: boolean }

export function filterDeclarations(style: string): Declaration[] {
  const kept: Declaration[] = [];
  for (const declaration of splitDeclarations(style.slice(0, LIMITS.style).replace(/\/\*.*?(?:\*\/|$)/gsu, ' '))) {
    const colon = declaration.indexOf(':');
    if (colon < 1) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    if (!PROPERTIES.has(property)) continue;
    const value = filterValue(property, declaration.slice(colon + 1));
    if (value !== null) kept.push({ property, value, important: /!\s*important/iu.test(declaration) });
  }
  return kept;
}

function filterValue(property: string, raw: string): string | null {
  const value = raw.replace(/!\s*important/giu, '').replace(/\s+/gu, ' ').trim();
  const lower = value.toLowerCase();
  if (!value || value.length > 400 || !PLAIN.test(value) || value.includes('!')) return null;
  if (!hasPlainFunctions(lower) || !hasPlainQuotes(property, value)) return null;
  if (VIEWPORT_UNIT.test(lower)) return null;
  if (property !== 'letter-spacing' && property !== 'word-spacing' && property !== 'background-position' && !property.startsWith('background') && NEGATIVE.test(lower)) return null;
  for (const [number] of lower.replace(/#[\da-f]{3,8}\b/gu, '').matchAll(/\d+(?:\.\d+)?(?:e\d+)?/gu)) if (Number(number) > MAX_NUMBER) return null;
  if (property === 'display' && !DISPLAY.test(lower)) return null;
  if (property === 'overflow' && !OVERFLOW.test(lower)) return null;
  return value;
}

/** Every `(` follows a known function's name and is closed. */
function hasPlainFunctions(value: string): boolean {
  let depth = 0;
  for (const [token, name] of value.matchAll(/(?<![\p{L}\p{N}_-])([\p{L}\p{N}_-]*)\(|\)/gu)) {
    depth += token === ')' ? -1 : 1;
    if (depth < 0 || depth > 4) return false;
    if (token !== ')' && !FUNCTIONS.has(name ?? '') && !(name === '' && depth > 1)) return false;
  }
  return depth === 0;
}

function hasPlainQuotes(property: string, value: string): boolean {
  if (!/['"]/u.test(value)) return true;
  if (property !== 'font-family' && property !== 'font') return false;
  return /^(?:[^'"]|'[\p{L}\p{N} ._-]*'|"[\p{L}\p{N} ._-]*")*$/u.test(value);
}

/** Splits at `;` outside quotes and parentheses. */
function splitDeclarations(style: string): string[] {
  const parts: string[] = [];
  let quote = '';
  let depth = 0;
  let from = 0;
  for (let at = 0; at < style.length; at += 1) {
    const char = style[at] ?? '';
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (char === ';' && depth === 0) {
      parts.push(style.slice(from, at));
      from = at + 1;
    }
  }
  // What an open quote or parenthesis swallowed to the end means nothing good.
  if (!quote && depth === 0) parts.push(style.slice(from));
  return parts;
}

/** Do the declarations choose colours? Then the message is shown on the paper it was made for. */
export const choosesColours = (style: string): boolean => /(?:^|;)(?:color|background(?:-color|-image)?):(?!(?:inherit|initial|unset|transparent|none)\b)/u.test(style);
