/** How the window looks: what was chosen is put on the page, where the tokens read it. */
import { shownSettings, subscribeSettings } from '../engine/settings.ts';

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
}
