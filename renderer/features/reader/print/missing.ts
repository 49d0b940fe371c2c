/** What of a message does not stand on paper, in words: paper has no button that shows the rest. */
import type { MessageView } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';

/** What became of its HTML. `failed`: its text is printed, if it has any. */
export type HtmlOnPaper = 'none' | 'whole' | 'cut' | 'failed';

/** The most serious first, as in the reader. A body of null has not come. */
export function missingWords(body: Pick<NonNullable<MessageView['body']>, 'text' | 'damaged' | 'truncated'> | null, html: HtmlOnPaper): string[] {
  if (!body) return [t('reader.paperWithoutText')];
  return [
    body.damaged ? t('reader.damaged') : '',
    html === 'failed' ? t(body.text === null ? 'reader.paperTooComplexNoText' : 'reader.tooComplex') : '',
    body.truncated || html === 'cut' ? t('reader.paperCut') : '',
  ].filter(Boolean);
}
