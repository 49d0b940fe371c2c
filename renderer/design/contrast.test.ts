import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** `name` → [light, dark] of every `--name: light-dark(#a, #b)` inside the block of `selector`. */
function tokensOf(css: string, selector: string): Map<string, readonly [string, string]> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/gu)].map(([, name = '', light = '', dark = '']) => [name, [light, dark]]));
}

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const base = tokensOf(css, ':root');
const SURFACES = ['paper', 'sidebar', 'raised', 'field', 'hover', 'hover-sidebar', 'accent-wash'];
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-strong'].flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
  ...['flag', 'danger'].flatMap((text) => ['paper', 'sidebar', 'raised', 'hover', 'accent-wash'].map((surface) => [text, surface] as const)),
  ...['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'grey'].flatMap((colour) => ['paper', 'sidebar', 'raised', 'hover', 'accent-wash'].map((surface) => [`tag-${colour}`, surface] as const)),
  ['success', 'paper'], ['success', 'sidebar'], ['success', 'raised'],
  ['on-accent', 'accent'], ['on-accent', 'accent-strong'], ['on-danger', 'danger'], ['on-danger', 'danger-strong'],
  ['ink', 'warning-wash'], ['ink-soft', 'warning-wash'], ['ink', 'danger-wash'], ['ink-soft', 'danger-wash'], ['danger', 'danger-wash'],
  ['ink', 'pressed'], ['ink', 'soft-bar'], ['ink-soft', 'soft-bar'],
];

/** Whatever a ring is drawn over. */
const RINGED = [...SURFACES, 'pressed', 'soft-bar', 'warning-wash', 'danger-wash'];
const ACCENTS = ['teal', 'blue', 'violet', 'plum', 'moss', 'ochre'];

describe.each(ACCENTS)('accent %s', (accent) => {
  const tokens = new Map([...base, ...tokensOf(css, `:root[data-accent='${accent}']`)]);

  test('every text pair has a contrast of at least 4.5 to 1, light and dark', () => {
    const weak = TEXT_PAIRS.flatMap(([text, surface]) => [0, 1].flatMap((theme) => {
      const ratio = contrast(tokens.get(text)?.[theme] ?? '', tokens.get(surface)?.[theme] ?? '');
      return ratio >= 4.5 ? [] : [`${text} on ${surface}, ${theme ? 'dark' : 'light'}: ${ratio.toFixed(2)}`];
    }));
    expect(weak).toEqual([]);
  });

  test('field borders and focus rings stand out by at least 3 to 1', () => {
    const weak = [['line-strong', 'paper'], ['line-strong', 'raised'], ...RINGED.map((surface) => ['accent', surface]), ['danger', 'paper'], ['danger', 'raised'], ['danger', 'field']].flatMap(([line = '', surface = '']) => [0, 1].flatMap((theme) => {
      const ratio = contrast(tokens.get(line)?.[theme] ?? '', tokens.get(surface)?.[theme] ?? '');
      return ratio >= 3 ? [] : [`${line} on ${surface}, ${theme ? 'dark' : 'light'}: ${ratio.toFixed(2)}`];
    }));
    expect(weak).toEqual([]);
  });
});

test('which of several is chosen is seen, light and dark', () => {
  const chosen = /\.segment\[data-selected\] \{([^}]+)\}/u.exec(readFileSync(new URL('primitives/Segmented.module.css', import.meta.url), 'utf8'))?.[1] ?? '';
  const token = (property: string): readonly [string, string] => base.get(new RegExp(`${property}:[^;]*var\\(--([\\w-]+)\\)`, 'u').exec(chosen)?.[1] ?? '') ?? ['', ''];
  const [ring, inside] = [token('box-shadow'), token('background')];
  for (const theme of [0, 1] as const) expect(contrast(ring[theme], inside[theme]), theme ? 'dark' : 'light').toBeGreaterThanOrEqual(3);
});

test('every focus ring has the colour of the accent, of danger, or the system’s', () => {
  const rooms = new URL('..', import.meta.url);
  const others = readdirSync(rooms, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css')).flatMap((name) => [...readFileSync(new URL(name.replaceAll('\\', '/'), rooms), 'utf8').matchAll(/outline(?:-color)?: ([^;]+);/gu)].map(([, value = '']) => `${name}: ${value}`).filter((line) => !/: (?:0|none|[12]px (?:solid|dashed) (?:var\(--(?:accent|danger)\)|Highlight|CanvasText)|var\(--danger\))$/u.test(line)));
  expect(others).toEqual([]);
});

test('six accents, and the first is the one without a setting', () => {
  expect([...css.matchAll(/\[data-accent='(\w+)'\]/gu)].map(([, name]) => name)).toEqual(ACCENTS);
  for (const [name, pair] of tokensOf(css, ":root[data-accent='teal']")) expect(base.get(name)).toEqual(pair);
});
