/** While the user looks at a list in this window, nothing is told of what appears in it. */
import { useSyncExternalStore } from 'react';
import type { ListView } from '../../../shared/model/view.ts';
import { useProjection } from '../../engine/use-projection.ts';

const EVENTS = ['focus', 'blur', 'pageshow', 'pagehide'] as const;

function subscribe(listener: () => void): () => void {
  for (const name of EVENTS) addEventListener(name, listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    for (const name of EVENTS) removeEventListener(name, listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** A message that is read has the focus in its frame: the document counts, not the window. */
const isLooking = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Null: another thing is on screen. */
export function useQuiet(view: ListView | null): void {
  const looking = useSyncExternalStore(subscribe, isLooking);
  useProjection('notifications.quiet', looking && view ? { view } : null);
}
