/** An open message as it goes on paper: cleaned by the same two walls as on screen, with the pictures that the user has let in and no others. */
import type { MessageView } from '../../../../shared/model/message.ts';
import { paragraphsOf } from '../../../../shared/text/quote.ts';
import { prepare } from '../html/prepare.ts';
import { sanitizer } from '../html/sanitize-client.ts';
import { noTextWords } from '../words.ts';
import { missingWords, type HtmlOnPaper } from './missing.ts';
import type { Printable } from './print-page.ts';

export async function printableOf({ row, cc, attachments, body }: MessageView, remotePrefix: string | null): Promise<Printable> {
  const clean = body?.html == null ? { html: 'none' as const, content: null } : await cleanHtml(body.html, body.inline, remotePrefix);
  // Words for "no text" would be wrong where there is one that could not be cleaned.
  const isEmpty = clean.html === 'failed' && body?.text === null;
  return {
    subject: row.subject, from: row.from, to: row.to, cc, date: row.date, attachments: attachments.map(({ name }) => name),
    missing: missingWords(body, clean.html),
    content: clean.content ?? (body === null || isEmpty ? null : plain(body, noTextWords(attachments))),
  };
}

/** `failed` for what is too much to be cleaned in time: its text is printed. */
async function cleanHtml(html: string, inline: Readonly<Record<string, string>>, remotePrefix: string | null): Promise<{ html: HtmlOnPaper; content: Printable['content'] }> {
  const clean = await sanitizer.sanitize(html, true);
  if (!clean.ok) return { html: 'failed', content: null };
  try {
    const { fragment, css } = prepare(clean.html, clean.sheet, { inline, remotePrefix, dark: false, original: true });
    return { html: clean.cut ? 'cut' : 'whole', content: { fragment, css } };
  } catch {
    return { html: 'failed', content: null };
  }
}

/** `without`: what stands there if it has no text. */
function plain({ text, flowed, delSp }: NonNullable<MessageView['body']>, without: string): Printable['content'] {
  const doc = document.implementation.createHTMLDocument('');
  const fragment = doc.createDocumentFragment();
  for (const paragraph of paragraphsOf({ text: text ?? without, flowed, delSp })) {
    const line = doc.createElement('p');
    line.dir = 'auto';
    line.style.cssText = `min-height:1lh;margin:0;margin-inline-start:${Math.min(paragraph.depth, 8) * 12}px;white-space:pre-wrap;overflow-wrap:break-word`;
    line.textContent = `${paragraph.depth > 0 ? '› ' : ''}${paragraph.text}`;
    fragment.append(line);
  }
  return { fragment, css: '' };
}
