/** The user's choices as this window shows them. The journal has them; localStorage holds a copy of what the first frame needs. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Failure, Result } from '../../shared/failure.ts';
import { readSettings, withChange, type Settings, type SettingsChange, type StoredSettings } from '../../shared/model/settings.ts';
import type { Connection } from './connection.ts';
import { useEngine } from './EngineProvider.tsx';
import { keepIdentity } from './keep-identity.ts';
import { sharedProjection } from './shared-projection.ts';

/** Appearance lies open in it, the others by name: so it was when there was nothing else. */
const KEY = 'godwit.settings';
const COPIED = ['list', 'reading'] as const;

const listeners = new Set<() => void>();
const refusals = new Set<(failure: Failure) => void>();
/** What the engine said last; until then the copy. */
let known: Settings = readSettings(readCopy() ?? {});
/** On their way to the journal, in the order they were chosen. */
let pending: readonly SettingsChange[] = [];
let shown: Settings = known;

export const shownSettings = (): Settings => shown;

export function subscribeSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A group, drawn anew when something of this group changes. */
export function useSetting<G extends keyof Settings>(group: G): Settings[G] {
  return useSyncExternalStore(subscribeSettings, () => shown[group]);
}

/** A change that cannot be kept is taken back on screen, and the window says why. */
export function useChangeSettings(): (change: SettingsChange) => void {
  const engine = useEngine();
  return useCallback((change) => void changeSettings(engine, change), [engine]);
}

/** Shows it at once and keeps it. If it cannot be kept, what was before is shown again. */
export async function changeSettings(connection: Connection, change: SettingsChange): Promise<Result<unknown>> {
  pending = [...pending, change];
  show();
  const answer = await connection.call('settings.change', change);
  pending = pending.filter((one) => one !== change);
  if (answer.ok) known = changed(known, change);
  show();
  if (!answer.ok) for (const tell of refusals) tell(answer.failure);
  return answer;
}

/** Told of every change that could not be kept. */
export function onRefusedSettings(listener: (failure: Failure) => void): () => void {
  refusals.add(listener);
  return () => refusals.delete(listener);
}

/** Follows the journal. Where nothing was ever chosen in it, the looks that an earlier version kept in this browser are taken over. */
export function followSettings(connection: Connection): () => void {
  const projection = sharedProjection(connection, 'settings.read');
  let isFirst = true;
  const follow = (): void => {
    const { value } = projection.get();
    if (!value) return;
    const copy = isFirst && value.isUntouched ? readCopy() : null;
    isFirst = false;
    if (copy) void changeSettings(connection, { appearance: readSettings(copy).appearance });
    known = value.settings;
    show();
  };
  const off = projection.subscribe(follow);
  // Asked for early, it may be here already.
  follow();
  return off;
}

const changed = (settings: Settings, change: SettingsChange): Settings => readSettings(withChange(settings, change));

function show(): void {
  const next = keepIdentity(shown, pending.reduce(changed, known));
  if (next === shown) return;
  shown = next;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...shown.appearance, ...Object.fromEntries(COPIED.map((group) => [group, shown[group]])) }));
  } catch {
    // Denied or full: the next start shows the defaults for a moment.
  }
  for (const listener of listeners) listener();
}

/** Null if there is none that can be read. */
function readCopy(): StoredSettings | null {
  try {
    const copy = JSON.parse(localStorage.getItem(KEY) ?? 'null') as StoredSettings | null;
    return copy && { appearance: copy, ...Object.fromEntries(COPIED.map((group) => [group, copy[group]])) };
  } catch {
    return null;
  }
}
