/** How the window looks: what was chosen is put on the page, where the tokens read it; another language starts the window anew. */
import { language } from '../../shared/locales/t.ts';
import { shownSettings, subscribeSettings } from '../engine/settings.ts';
import { chosenLanguage } from './language.ts';

/** What cannot be kept is taken back within that time. */
const SETTLED_MS = 400;

/** From now on. */
export function applySettings(): void {
  apply();
  subscribeSettings(apply);
}

function apply(): void {
  const { theme, accent, contrast } = shownSettings().appearance;
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  if (contrast === 'system') delete dataset['contrast'];
  else dataset['contrast'] = contrast;
  dataset['accent'] = accent;
  // Words are read once: another language is a new start of the window. What is being written is kept.
  if (chosenLanguage() !== language()) setTimeout(() => { if (chosenLanguage() !== language()) location.reload(); }, SETTLED_MS);
}
