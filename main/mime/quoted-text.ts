/** What an answer or a forward quotes of a message. */
import type { QuotedText } from '../../shared/text/quote.ts';
import type { MessageBody } from './body.ts';
import { htmlText } from './html-text.ts';

/** Its plain text; the words of its HTML where it has none, or, as many newsletters, an empty one. */
export function quotedText(body: Pick<MessageBody, 'text' | 'html' | 'flowed' | 'delSp'> | null): QuotedText {
  const { text, html, flowed, delSp } = body ?? { text: null, html: null, flowed: false, delSp: false };
  return text !== null && (text.trim() !== '' || html === null) ? { text, flowed, delSp } : { text: htmlText(html ?? ''), flowed: false, delSp: false };
}
