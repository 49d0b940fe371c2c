/** Languages nobody speaks, made from the English catalogue, that show what is cut off and what is not in the catalogue. Pure. */

export type PseudoKind = 'long' | 'mirrored';
export type Texts = Readonly<Record<string, string>>;

const PLACEHOLDER = /(\{\{[^{}]+\}\})/u;
const PLAIN = 'ABCDEGHIJKLNOPRSTUWYZabcdeghijklnoprstuwyz';
const ACCENTED = 'ÅƁÇÐÉĜĤÎĴĶĻÑÖÞŔŠŢÛŴÝŽåƀçðéĝĥîĵķļñöþŕšţûŵýž';
const VOWEL = /[aeiou]/iu;
const RIGHT_TO_LEFT = '\u202E';
const END = '\u202C';

/** `Archive` as `[Åŕçĥîîṽéé]`: accented, longer by the half, in brackets so that a missing end is seen. Placeholders stay. */
const longText = (text: string): string => `[${outsidePlaceholders(text, (part) => Array.from(part, longLetter).join(''))}]`;

/** The same letters running from right to left. Placeholders stay, and what is put in their place runs as it will. */
const mirroredText = (text: string): string => `[${outsidePlaceholders(text, (part) => part.replace(/\S(?:.*\S)?/su, (words) => RIGHT_TO_LEFT + words + END))}]`;

/** One feature's texts; for the mirrored one with the plural forms that Arabic has. */
export function pseudoTexts(texts: Texts, kind: PseudoKind): Texts {
  if (kind === 'long') return mapTexts(texts, longText);
  const more = Object.entries(texts).flatMap(([key, text]) => (key.endsWith('_other') ? ['zero', 'two', 'few', 'many'].map((form): [string, string] => [key.replace(/other$/u, form), text]) : []));
  return mapTexts({ ...Object.fromEntries(more), ...texts }, mirroredText);
}

const mapTexts = (texts: Texts, change: (text: string) => string): Texts => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, change(text)]));

const outsidePlaceholders = (text: string, change: (part: string) => string): string =>
  text.split(PLACEHOLDER).map((part) => (part === '' || PLACEHOLDER.test(part) ? part : change(part))).join('');

function longLetter(letter: string): string {
  const at = PLAIN.indexOf(letter);
  const accented = at < 0 ? letter : [...ACCENTED][at] ?? letter;
  return VOWEL.test(letter) ? accented + accented : accented;
}
