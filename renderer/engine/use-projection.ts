/** A live answer of the engine as React state. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ProjectionInput, ProjectionName } from '../../shared/ipc/contract.ts';
import { noteFirstList, storeAskedEarly, takeEarly } from './asked-early.ts';
import { useLine } from './EngineProvider.tsx';
import { ProjectionStore, type ProjectionState } from './projection-store.ts';

/** Watches `name`; a null input watches nothing and keeps nothing. Unchanged parts of the value keep their identity. */
export function useProjection<K extends ProjectionName>(name: K, input: ProjectionInput<K> | null): ProjectionState<K> {
  const { client } = useLine();
  const key = input === null ? null : JSON.stringify(input);
  const [store] = useState(() => storeAskedEarly(name, key) ?? new ProjectionStore<K>());

  useEffect(() => {
    if (key === null) {
      store.clear();
      return;
    }
    if (!client) return;
    noteFirstList(name, key);
    return takeEarly(store, client, key) ?? store.open(client, name, JSON.parse(key) as ProjectionInput<K>);
  }, [store, client, name, key]);

  return useSyncExternalStore(store.subscribe, store.get);
}
