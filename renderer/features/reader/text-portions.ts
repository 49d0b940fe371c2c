/** Plain text in portions, each short enough to be laid out while the window goes on answering. Pure. */
import { paragraphsOf } from '../../../shared/text/quote.ts';
import { UNBROKEN } from '../../../shared/text/unbroken.ts';
import type { Paragraph } from '../../../shared/text/flowed.ts';

/** UTF-16 units and lines of a portion; a line longer than a paragraph of prose goes on in the next one. `dense`: units where a word in it is as long as some lines. */
export const PORTION = { length: 12_000, lines: 200, line: 4_000, dense: 2_000 } as const;

/** Such a word is broken where the line ends, and Chromium may shape all of it again for each of its lines: that grows with its square. */
const LONG_WORD = new RegExp(`${UNBROKEN}{200}`, 'u');

export interface TextPortion {
  readonly paragraphs: readonly Paragraph[];
  /** Where the next portion begins in the text. */
  readonly end: number;
}

export interface PortionOptions { readonly flowed: boolean; readonly delSp: boolean }

/** The portion of `text` that begins at `from`. Takes no longer however long the text is. */
export function portionAt(text: string, from: number, { flowed, delSp }: PortionOptions): TextPortion {
  const whole = endOfPortion(text, from, flowed, PORTION.length);
  const end = whole - from > PORTION.dense && LONG_WORD.test(text.slice(from, whole)) ? endOfPortion(text, from, flowed, PORTION.dense) : whole;
  return { paragraphs: paragraphsOf({ text: text.slice(from, end), flowed, delSp }).flatMap(inPieces), end };
}

/** From the beginning until there are so many units or lines, or no more. */
export function portionsUpTo(text: string, length: number, lines: number, options: PortionOptions): TextPortion[] {
  const portions: TextPortion[] = [];
  let at = 0;
  let count = 0;
  do {
    const portion = portionAt(text, at, options);
    portions.push(portion);
    at = portion.end;
    count += portion.paragraphs.length;
  } while (at < text.length && at < length && count < lines);
  return portions;
}

/** Behind a line end if there is one in reach; of flowed text behind the end of a paragraph. */
function endOfPortion(text: string, from: number, flowed: boolean, length: number): number {
  const last = from + length;
  let end = 0;
  let lineEnd = 0;
  for (let at = from, lines = 0; lines < PORTION.lines; lines += 1) {
    const newline = text.indexOf('\n', at);
    if (newline < 0 || newline >= last) {
      if (newline < 0 && text.length <= last) return text.length;
      break;
    }
    at = newline + 1;
    lineEnd = at;
    if (!flowed || !isSoft(text, newline)) end = at;
  }
  // A paragraph of more lines than a portion has goes on in the next one.
  if (end > from) return end;
  if (lineEnd > from) return lineEnd;
  const cut = Math.min(text.length, last);
  return cut < text.length && isHighHalf(text, cut - 1) ? cut - 1 : cut;
}

/** RFC 3676 4.1: the line goes on in the next one. */
const isSoft = (text: string, newline: number): boolean => text[newline - 1] === ' ' || (text[newline - 1] === '\r' && text[newline - 2] === ' ');
const isHighHalf = (text: string, at: number): boolean => /[\ud800-\udbff]/u.test(text.charAt(at));

/** A line of thousands of letters takes a browser seconds to break. */
function inPieces(paragraph: Paragraph): Paragraph[] {
  const { depth, text } = paragraph;
  if (text.length <= PORTION.line) return [paragraph];
  const pieces: Paragraph[] = [];
  for (let at = 0; at < text.length;) {
    const blank = text.lastIndexOf(' ', at + PORTION.line - 1);
    const wanted = text.length - at <= PORTION.line ? text.length : blank > at ? blank + 1 : at + PORTION.line;
    const end = wanted < text.length && isHighHalf(text, wanted - 1) ? wanted - 1 : wanted;
    pieces.push({ depth, text: text.slice(at, end) });
    at = end;
  }
  return pieces;
}
