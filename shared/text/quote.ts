/** Quoting the message that is answered: attribution line and `>` marks. */
import type { Address } from '../model/message.ts';
import { decodeFixed, decodeFlowed, SIGNATURE, type Paragraph } from './flowed.ts';
import { addressLine } from './address.ts';
import { shownName } from '../trust/claimed-address.ts';
import { visibleLine } from './visible.ts';

export interface QuotedText { text: string; flowed: boolean; delSp: boolean; /** Only the beginning: the rest was too long to be read. */ cut?: boolean }

const GOES_ON = '[The message goes on. Only its beginning is quoted here.]';

/** The text as paragraphs with their quote depth. */
export const paragraphsOf = (body: QuotedText): Paragraph[] => body.flowed ? decodeFlowed(body.text, body.delSp) : decodeFixed(body.text);

/** `> …` before each paragraph; the signature of the quoted message and blank lines at its end are left out. */
export function quoteText(body: QuotedText): string {
  const paragraphs = paragraphsOf(body);
  const signature = paragraphs.findLastIndex((p) => p.depth === 0 && p.text === SIGNATURE);
  // A mark near the top is not a signature but a message that begins with one.
  const kept = signature > 0 && paragraphs.length - signature < 20 ? paragraphs.slice(0, signature) : paragraphs;
  while (kept.at(-1)?.text.trim() === '') kept.pop();
  return kept.map(({ depth, text }) => {
    const line = text.trimEnd();
    return '>'.repeat(depth + 1) + (line ? ` ${line}` : '');
  }).join('\n');
}

/** `On 3 Mar 2026, 14:05, Ann Doe wrote:` on one line. `when` is already in words. */
export function attribution(from: Address | undefined, when: string): string {
  const who = from ? shownName(from, 120) : '';
  return who ? `On ${when}, ${who} wrote:` : `On ${when}, it was written:`;
}

/** The start of an answer: room to write on top, then what is answered. */
export function replyBody(body: QuotedText, from: Address | undefined, when: string): string {
  const quoted = quoteText(body);
  return quoted ? `\n\n${attribution(from, when)}\n${quoted}\n${body.cut ? `${GOES_ON}\n` : ''}` : '';
}

/** The start of a forward: the headers that matter, then the text as it is. */
export function forwardBody(body: QuotedText, headers: { from: readonly Address[]; to: readonly Address[]; cc: readonly Address[]; subject: string; when: string }): string {
  const list = (name: string, addresses: readonly Address[]): string[] => addresses.length ? [`${name}: ${addresses.map(addressLine).join(', ')}`] : [];
  const text = paragraphsOf(body).map(({ depth, text: line }) => (depth ? `${'>'.repeat(depth)} ` : '') + line.trimEnd()).join('\n');
  return ['', '', '-------- Forwarded message --------', ...list('From', headers.from), `Date: ${headers.when}`, `Subject: ${visibleLine(headers.subject)}`, ...list('To', headers.to), ...list('Cc', headers.cc), '', text, ...(body.cut ? [GOES_ON] : []), ''].join('\n');
}
