/** What an answer or a forward quotes of a message. */
import type { QuotedText } from '../../shared/text/quote.ts';
import type { MessageBody } from './body.ts';
import { TEXT_LIMIT } from './choose-parts.ts';
import { htmlText } from './html-text.ts';

/** Of a character, in any charset. */
const MOST_OCTETS = 4;

/** Its plain text; the words of its HTML where it has none, or, as many newsletters, an empty one. */
export function quotedText(body: (Pick<MessageBody, 'text' | 'html' | 'flowed' | 'delSp'> & Partial<Pick<MessageBody, 'truncated'>>) | null): QuotedText {
  const { text, html, flowed, delSp, truncated = false } = body ?? { text: null, html: null, flowed: false, delSp: false };
  if (text === null || (text.trim() === '' && html !== null)) return { text: htmlText(html ?? ''), flowed: false, delSp: false, ...(truncated ? { cut: true } : {}) };
  // A short one is whole: it was the HTML that was too long.
  return { text, flowed, delSp, ...(truncated && text.length >= TEXT_LIMIT / MOST_OCTETS ? { cut: true } : {}) };
}
