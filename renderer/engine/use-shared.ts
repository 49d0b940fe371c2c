/** A part of a shared projection as React state: who shows a part is drawn anew when that part changes, not before. */
import { useMemo, useSyncExternalStore } from 'react';
import { useEngine } from './EngineProvider.tsx';
import type { ProjectionState } from './projection-store.ts';
import { sharedProjection, type SharedName } from './shared-projection.ts';

/** `select` answers JSON values and must keep its identity between renders: a function of a module, or of useCallback. */
export function useShared<K extends SharedName, T>(name: K, select: (state: ProjectionState<K>) => T): T {
  const engine = useEngine();
  const { subscribe, snapshot } = useMemo(() => {
    const projection = sharedProjection(engine, name);
    return { subscribe: projection.subscribe, snapshot: (): T => projection.part(select) };
  }, [engine, name, select]);
  return useSyncExternalStore(subscribe, snapshot);
}
