/** Where the quoted text at the end of a plain message begins. Pure. */
import type { Paragraph } from '../../../../shared/text/flowed.ts';

/** Lines that a program puts over a whole message it repeats below, unmarked. */
const DIVIDER = /^\s*-{2,}\s*(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}\s*$/iu;
/** `On 3 Mar 2026, Ann wrote:`, in any language: short, and with a colon at its end. */
const isAttribution = (text: string): boolean => text.length < 300 && /[:：]\s*$/u.test(text);
const isBlank = ({ text }: Paragraph): boolean => text.trim() === '';
/** Lines over the quote that may belong to its attribution. */
const ATTRIBUTION_LINES = 3;

/** Index of the first paragraph to fold; null where nothing is quoted, or something is written below it, or nothing above. */
export function trailingQuote(paragraphs: readonly Paragraph[]): number | null {
  const divider = paragraphs.findIndex(({ depth, text }) => depth === 0 && DIVIDER.test(text));
  let start = divider >= 0 ? divider : startOfQuote(paragraphs);
  if (start === null) return null;
  if (divider < 0) start = withAttribution(paragraphs, start);
  return paragraphs.slice(0, start).some((paragraph) => !isBlank(paragraph)) ? start : null;
}

function startOfQuote(paragraphs: readonly Paragraph[]): number | null {
  let last = paragraphs.length - 1;
  while (last >= 0 && isBlank(paragraphs[last]!)) last -= 1;
  if (last < 0 || paragraphs[last]!.depth === 0) return null;
  let start = last;
  // Blank lines between quoted ones belong to them.
  for (let at = last; at >= 0 && (paragraphs[at]!.depth > 0 || isBlank(paragraphs[at]!)); at -= 1) if (paragraphs[at]!.depth > 0) start = at;
  return start;
}

function withAttribution(paragraphs: readonly Paragraph[], quote: number): number {
  let at = quote - 1;
  while (at >= 0 && isBlank(paragraphs[at]!)) at -= 1;
  if (at < 0 || !isAttribution(paragraphs[at]!.text)) return quote;
  // Wrapped by the writer's program: the lines above up to a blank one, if they are few.
  let first = at;
  while (first > 0 && at - first < ATTRIBUTION_LINES && !isBlank(paragraphs[first - 1]!)) first -= 1;
  if (at - first >= ATTRIBUTION_LINES || (first > 0 && !isBlank(paragraphs[first - 1]!))) first = at;
  return first;
}
