/** How the window looks, kept in localStorage of this computer: theme, accent, density. */
import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export const ACCENTS = ['teal', 'blue', 'violet', 'plum', 'moss', 'ochre'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

export interface Settings {
  readonly theme: (typeof THEMES)[number];
  readonly accent: (typeof ACCENTS)[number];
  readonly density: (typeof DENSITIES)[number];
}

const KEY = 'godwit.settings';
const listeners = new Set<() => void>();
let settings: Settings = read();

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => settings);
}

export function changeSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // denied or full: it holds for this window only
  }
  applySettings();
  for (const listener of listeners) listener();
}

/** Puts them on the page, where the tokens read them. */
export function applySettings(): void {
  const { dataset } = document.documentElement;
  if (settings.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = settings.theme;
  dataset['accent'] = settings.accent;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Settings {
  let stored: Readonly<Record<string, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) stored = parsed as Readonly<Record<string, unknown>>;
  } catch {
    // denied or broken: the defaults
  }
  const pick = <T extends string>(options: readonly [T, ...T[]], value: unknown): T => options.find((option) => option === value) ?? options[0];
  return { theme: pick(THEMES, stored['theme']), accent: pick(ACCENTS, stored['accent']), density: pick(DENSITIES, stored['density']) };
}
