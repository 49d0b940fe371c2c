/** Languages to choose from. Those made up for testing are offered only to whom already has one. Pure. */
import { isLanguage, LANGUAGES, t } from '../../../shared/locales/t.ts';

export function languageChoices(current: string): readonly { readonly value: string; readonly label: string }[] {
  const real = Object.entries(LANGUAGES).filter(([, facts]) => !('pseudo' in facts)).map(([value]) => value);
  const all = real.includes(current) || current === 'system' || !isLanguage(current) ? real : [...real, current];
  return [{ value: 'system', label: t('settings.languageSystem') }, ...all.map((value) => ({ value, label: nameOf(value) }))];
}

/** In its own words. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // not a language that the system has words for
  }
}
