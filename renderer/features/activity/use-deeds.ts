/** Undo, retry and discard, by operation: one that is under way goes to another section of the log and is another row there, which tells how it went. */
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { OperationId } from '../../../shared/ids.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { takingUp } from '../../engine/taking-up.ts';

export type Deed = 'activity.undo' | 'activity.retry' | 'activity.discard';

export interface Deeds {
  readonly run: (deed: Deed, id: OperationId) => void;
  readonly isRunning: (deed: Deed, id: OperationId) => boolean;
  /** Of the newest. */
  readonly failureOf: (id: OperationId) => Failure | null;
}

/** By operation; `failure` null while it runs. */
type Known = ReadonlyMap<OperationId, { readonly deed: Deed; readonly failure: Failure | null }>;

export function useDeeds(): Deeds {
  const engine = useEngine();
  const toasts = useToasts();
  const [known, setKnown] = useState<Known>(new Map());
  const isOnScreen = useRef(true);
  useEffect(() => {
    isOnScreen.current = true;
    return () => { isOnScreen.current = false; };
  }, []);
  const run = async (deed: Deed, id: OperationId): Promise<void> => {
    const mine = { deed, failure: null };
    setKnown((old) => new Map(old).set(id, mine));
    const result = await takingUp(engine.call(deed, { operationId: id }));
    if (!result.ok && !isOnScreen.current) return void toasts.show({ text: failureText(result.failure), tone: 'error' });
    setKnown((old) => {
      if (old.get(id) !== mine) return old;
      const next = new Map(old);
      if (result.ok) next.delete(id);
      else next.set(id, { deed, failure: result.failure });
      return next;
    });
  };
  return {
    run: (deed, id) => void run(deed, id),
    isRunning: (deed, id) => known.get(id)?.deed === deed && known.get(id)?.failure === null,
    failureOf: (id) => known.get(id)?.failure ?? null,
  };
}
