/** Opens the settings from anywhere in the window: `showSettings('accounts')`. */
import type { Section } from '../features/settings/sections.ts';

let shown: Section | null = null;
let last: Section = 'accounts';
const listeners = new Set<() => void>();

/** Without a section the one that was shown last. */
export function showSettings(section: Section = last): void {
  last = section;
  shown = section;
  for (const listener of listeners) listener();
}

export function hideSettings(): void {
  shown = null;
  for (const listener of listeners) listener();
}

export const shownSection = (): Section | null => shown;

export function subscribeSection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
