/** How the window looks. The journal has the settings; localStorage holds a copy of them, so that the first thing drawn is right already. */
import { useSyncExternalStore } from 'react';
import type { Result } from '../../shared/failure.ts';
import { readSettings, withChange, type Settings as AllSettings } from '../../shared/model/settings.ts';
import type { Connection } from '../engine/connection.ts';
import { sharedProjection } from '../engine/shared-projection.ts';

export { ACCENTS, DENSITIES, THEMES } from '../../shared/model/settings.ts';
export type Settings = AllSettings['appearance'];

const KEY = 'godwit.settings';
const listeners = new Set<() => void>();
/** What the engine said last; until then the copy. */
let known: Settings = readCopy() ?? readSettings({}).appearance;
/** On their way to the journal, in the order they were chosen. */
let pending: readonly Partial<Settings>[] = [];
let shown: Settings = known;

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => shown);
}

/** Shows it at once and keeps it. If it cannot be kept, what was before is shown again. */
export async function changeSettings(connection: Connection, change: Partial<Settings>): Promise<Result<unknown>> {
  pending = [...pending, change];
  show();
  const answer = await connection.call('settings.change', { appearance: change });
  pending = pending.filter((one) => one !== change);
  if (answer.ok) known = { ...known, ...change };
  show();
  return answer;
}

/** Follows the journal. Where nothing was ever chosen in it, what an earlier version kept in this browser is taken over. */
export function followSettings(connection: Connection): () => void {
  const projection = sharedProjection(connection, 'settings.read');
  let isFirst = true;
  return projection.subscribe(() => {
    const { value } = projection.get();
    if (!value) return;
    const copy = isFirst ? readCopy() : null;
    isFirst = false;
    if (value.isUntouched && copy) void changeSettings(connection, copy);
    known = value.settings.appearance;
    show();
  });
}

/** Puts them on the page, where the tokens read them. */
export function applySettings(): void {
  const { dataset } = document.documentElement;
  if (shown.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = shown.theme;
  dataset['accent'] = shown.accent;
}

function show(): void {
  const next = pending.reduce<Settings>((settings, change) => ({ ...settings, ...change }), known);
  if (JSON.stringify(next) === JSON.stringify(shown)) return;
  shown = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(shown));
  } catch {
    // Denied or full: the next start shows the defaults for a moment.
  }
  applySettings();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null if there is none that can be read. */
function readCopy(): Settings | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : readSettings(withChange({}, { appearance: JSON.parse(text) as Partial<Settings> })).appearance;
  } catch {
    return null;
  }
}
