/** Words of HTML text that are longer than lines get places to be broken at: without them Chromium may shape a word again for each of its lines, which takes minutes for one that fills a message. */
import { UNBROKEN } from '../text/unbroken.ts';

/** UTF-16 units. Addresses of web pages are shorter, but for a few. */
export const WORD = { longest: 300, piece: 250 } as const;
/** For a message with more than `most` units in words longer than `longest`. */
export const DENSE = { most: 20_000, longest: 100, piece: 50 } as const;

/** A tag (attribute values hold no angle bracket in what sanitisers write), or a word of text. */
const TAG_OR_WORD = new RegExp(`<[^>]*>|(?:(?!<)${UNBROKEN})+`, 'gu');
/** As much of a word as fills a piece, no character reference cut in two. */
const pieces = (length: number): RegExp => new RegExp(`(?:&#?\\w{1,31};|[^&]){${length}}(?=[^])`, 'guy');
const PIECE = pieces(WORD.piece);
const SMALL_PIECE = pieces(DENSE.piece);

/** `html` as a serialiser writes it. Its text stays the same; its own answer is left as it is. */
export function breakLongWords(html: string): string {
  let long = 0;
  for (const [found] of html.matchAll(TAG_OR_WORD)) if (found.length > DENSE.longest && !found.startsWith('<')) long += found.length;
  if (long <= WORD.longest) return html;
  const [longest, piece] = long > DENSE.most ? [DENSE.longest, SMALL_PIECE] : [WORD.longest, PIECE];
  return html.replace(TAG_OR_WORD, (found) => (found.length <= longest || found.startsWith('<') ? found : found.replace(piece, '$&<wbr>')));
}
