/** Spans of time in a few letters. */
import { t } from './t.ts';

/** `8 s`, `3 min`, `2 h`; never nothing. */
export function spanWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('dates.seconds', { n: seconds });
  if (seconds < 3600) return t('dates.minutes', { n: Math.floor(seconds / 60) });
  return t('dates.hours', { n: Math.floor(seconds / 3600) });
}

/** `just now`, `8 s ago`, `3 min ago`, `2 h ago`. */
export const agoWords = (milliseconds: number): string => (milliseconds < 1500 ? t('dates.justNow') : t('dates.ago', { span: spanWords(milliseconds) }));
