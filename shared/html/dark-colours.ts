/**
 * Colours of a message, turned for a dark window: light surfaces become dark and dark writing light, each with its hue.
 * Every surface stays below one luminance and every writing above another, so that any writing is readable (4.5:1) on any surface,
 * whatever the cascade puts on what.
 */
import { fromOklch, luminance, parseColour, toOklch, writeColour, type Colour, type Oklch } from './colour.ts';

/** (0.391 + 0.05) / (0.048 + 0.05) = 4.5 */
const DARKEST_TEXT = 0.395;
const LIGHTEST_SURFACE = 0.047;
/** Of white paper turned: that of the window. */
const PAPER = 0.215;
const SURFACE_MOST = 0.38;
const TEXT_LEAST = 0.74;
const TEXT_MOST = 0.94;

type Role = 'text' | 'surface' | 'line';
const known = new Map<string, string>();
const MOST_KNOWN = 4_000;

/** The colour for a role; text that names no fixed colour stays. */
export function darkColour(text: string, role: Role): string {
  const key = `${role} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const colour = parseColour(text);
  const turned = colour && colour.alpha > 0 ? writeColour(turn(colour, role)) : text;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, turned);
  return turned;
}

function turn(colour: Colour, role: Role): Colour {
  if (role === 'text') return { ...atLeast(toOklch(overWhite(colour)), DARKEST_TEXT), alpha: 1 };
  const { l, c, h } = toOklch(colour);
  if (role === 'line') return { ...fromOklch({ l: 0.6 - 0.28 * l, c: c * 0.8, h }), alpha: colour.alpha };
  // Dark surfaces stay what they are; above, the lightest become the darkest.
  const lightness = l <= PAPER ? l : l < SURFACE_MOST ? l : SURFACE_MOST - ((l - SURFACE_MOST) / (1 - SURFACE_MOST)) * (SURFACE_MOST - PAPER);
  return { ...atMost({ l: lightness, c: Math.min(c, 0.13), h }, LIGHTEST_SURFACE), alpha: colour.alpha };
}

/** Writing that is half transparent is as pale as it was on paper. */
const overWhite = ({ r, g, b, alpha }: Colour): Colour => ({ r: r * alpha + 1 - alpha, g: g * alpha + 1 - alpha, b: b * alpha + 1 - alpha, alpha: 1 });

function atLeast({ l, c, h }: Oklch, least: number): Colour {
  let lightness = l >= TEXT_LEAST ? l : TEXT_MOST - (l / TEXT_LEAST) * (TEXT_MOST - TEXT_LEAST);
  let colour = fromOklch({ l: lightness, c, h });
  while (luminance(colour) < least && lightness < 1) colour = fromOklch({ l: (lightness += 0.01), c, h });
  return colour;
}

function atMost({ l, c, h }: Oklch, most: number): Colour {
  let lightness = l;
  let colour = fromOklch({ l: lightness, c, h });
  while (luminance(colour) > most && lightness > 0) colour = fromOklch({ l: (lightness -= 0.01), c, h });
  return colour;
}

const TOKEN = /#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\([^()]*\)|(?<![\w-])[a-z]+(?![\w(-])/giu;
const ROLES: readonly (readonly [RegExp, Role])[] = [[/^(?:color|text-decoration(?:-color)?)$/u, 'text'], [/^background(?:-color|-image)?$/u, 'surface'], [/^border/u, 'line']];

/** Declarations in the normal form of filterStyle, with `!important` where it stood. */
export function darkStyle(style: string): string {
  return style.split(';').map((declaration) => {
    const colon = declaration.indexOf(':');
    const role = ROLES.find(([property]) => property.test(declaration.slice(0, colon)))?.[1];
    return role ? declaration.slice(0, colon + 1) + declaration.slice(colon + 1).replace(TOKEN, (token) => darkColour(token, role)) : declaration;
  }).join(';');
}

/** A value of `bgcolor` or `color`, where the `#` may be missing. */
export const darkAttribute = (value: string, role: Role): string => darkColour(/^[\da-f]{6}$|^[\da-f]{3}$/iu.test(value.trim()) ? `#${value.trim()}` : value.trim(), role);
