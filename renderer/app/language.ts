/** Sets the language of the window, before any of its parts is read. Another language is a new start of the window. */
import { direction, isLanguage, language, LANGUAGES, setLanguage, type Language } from '../../shared/locales/t.ts';

/** Over what was chosen; nothing on screen sets it. For whoever looks at the window in a pseudo-locale, and for the tests. */
const KEY = 'godwit.language';
/** The copy of the settings: read here, so that the first thing drawn is right already. */
const SETTINGS = 'godwit.settings';

/** As it is chosen now: another than the window has wants a new start. */
export function chosenLanguage(): Language {
  try {
    const copy = JSON.parse(localStorage.getItem(SETTINGS) ?? '{}') as { language?: unknown } | null;
    const wanted = localStorage.getItem(KEY) ?? copy?.language;
    return typeof wanted === 'string' && isLanguage(wanted) ? wanted : languageOfSystem();
  } catch {
    return 'en'; // denied or broken: there is nothing that could have been chosen
  }
}

/** The first that the user prefers and that there is; those made up for testing nobody prefers. */
function languageOfSystem(): Language {
  const preferred = navigator.languages.flatMap((tag) => [tag, tag.split('-', 1)[0] ?? tag]);
  return preferred.find((tag): tag is Language => isLanguage(tag) && !('pseudo' in LANGUAGES[tag])) ?? 'en';
}

export function startLanguage(): void {
  const chosen = chosenLanguage();
  if (chosen !== language()) setLanguage(chosen);
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
}
