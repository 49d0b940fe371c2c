/** CSS colours as numbers: sRGB as written, OKLCH for changing lightness alone (CSS Color 4), relative luminance for contrast (WCAG 2.2). */

/** Red, green, blue and alpha from 0 to 1. */
export interface Colour { readonly r: number; readonly g: number; readonly b: number; readonly alpha: number }
/** Lightness 0 to 1, chroma, hue in radians. */
export interface Oklch { readonly l: number; readonly c: number; readonly h: number }

const NAMES: ReadonlyMap<string, string> = new Map(('aliceblue f0f8ff antiquewhite faebd7 aqua 0ff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000 blanchedalmond ffebcd blue 00f blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 0ff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia f0f gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 789 lightslategrey 789 lightsteelblue b0c4de lightyellow ffffe0 lime 0f0 limegreen 32cd32 linen faf0e6 magenta f0f maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red f00 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white fff whitesmoke f5f5f5 yellow ff0 yellowgreen 9acd32')
  .split(/ (?=[a-z]+ [\da-f]+(?: |$))/u).map((pair): [string, string] => { const [name = '', hex = ''] = pair.split(' '); return [name, hex]; }));

/** Null for what is no fixed colour: `inherit`, `currentcolor`, a colour of the system. */
export function parseColour(text: string): Colour | null {
  const lower = text.trim().toLowerCase();
  if (lower === 'transparent') return { r: 0, g: 0, b: 0, alpha: 0 };
  const hex = lower.startsWith('#') ? lower.slice(1) : NAMES.get(lower);
  if (hex !== undefined) return fromHex(hex);
  const call = /^(rgb|hsl)a?\(([^()]*)\)$/u.exec(lower);
  const parts = call?.[2]?.split(/[\s,/]+/u).filter(Boolean) ?? [];
  if (!call || parts.length < 3) return null;
  const alpha = parts[3] === undefined ? 1 : portion(parts[3], 1);
  const colour = call[1] === 'rgb' ? { r: portion(parts[0]!, 255), g: portion(parts[1]!, 255), b: portion(parts[2]!, 255), alpha } : fromHsl(Number.parseFloat(parts[0]!), portion(parts[1]!, 100), portion(parts[2]!, 100), alpha);
  return Object.values(colour).every(Number.isFinite) ? colour : null;
}

function fromHex(hex: string): Colour | null {
  if (!/^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/u.test(hex)) return null;
  const long = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const at = (index: number): number => Number.parseInt(long.slice(index * 2, index * 2 + 2), 16) / 255;
  return { r: at(0), g: at(1), b: at(2), alpha: long.length === 8 ? at(3) : 1 };
}

const within = (value: number): number => Math.min(1, Math.max(0, value));
/** `50%`, or a number of `whole`. */
const portion = (text: string, whole: number): number => within(Number.parseFloat(text) / (text.endsWith('%') ? 100 : whole));

function fromHsl(hue: number, s: number, l: number, alpha: number): Colour {
  const at = (n: number): number => {
    const k = (n + (((hue % 360) + 360) % 360) / 30) % 12;
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return { r: at(0), g: at(8), b: at(4), alpha };
}

const toLinear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLinear = (value: number): number => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** Relative luminance, 0 to 1. */
export const luminance = ({ r, g, b }: Colour): number => 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);

/** 1 to 21 (WCAG 2.2 1.4.3), whichever is the lighter. */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export function toOklch({ r, g, b }: Colour): Oklch {
  const [x, y, z] = [toLinear(r), toLinear(g), toLinear(b)];
  const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z);
  const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z);
  const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, bb), h: Math.atan2(bb, a) };
}

/** With as much of its chroma as a screen can show. */
export function fromOklch({ l, c, h }: Oklch): Colour {
  for (let chroma = c; ; chroma *= 0.9) {
    const [r, g, b] = linearOf(l, chroma, h);
    const fits = [r, g, b].every((value) => value >= -0.0005 && value <= 1.0005);
    if (fits || chroma < 0.001) return { r: within(fromLinear(within(r))), g: within(fromLinear(within(g))), b: within(fromLinear(within(b))), alpha: 1 };
  }
}

function linearOf(lightness: number, chroma: number, hue: number): [number, number, number] {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
}

/** `#181b1a`, `#181b1a80`. */
export function writeColour({ r, g, b, alpha }: Colour): string {
  const two = (value: number): string => Math.round(within(value) * 255).toString(16).padStart(2, '0');
  return `#${two(r)}${two(g)}${two(b)}${alpha < 1 ? two(alpha) : ''}`;
}
