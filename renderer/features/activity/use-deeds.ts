/** Undo, retry, discard and writing on, by operation: one that is under way goes to another section of the log and is another row there, which tells how it went. */
import { useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../../shared/failure.ts';
import type { OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { takingUp } from '../../engine/taking-up.ts';

export type Deed = 'activity.undo' | 'activity.retry' | 'activity.discard';
export type OnEdit = (outgoing: Outgoing, operationId: OperationId) => void;

export interface Deeds {
  readonly run: (deed: Deed, id: OperationId) => void;
  /** Opens a letter again. */
  readonly edit: (id: OperationId) => void;
  readonly isRunning: (deed: Deed | 'compose.reopen', id: OperationId) => boolean;
  /** Of the newest. */
  readonly failureOf: (id: OperationId) => Failure | null;
}

/** By operation; `failure` null while it runs. */
type Known = ReadonlyMap<OperationId, { readonly deed: Deed | 'compose.reopen'; readonly failure: Failure | null }>;

/** `onEdit` is told of a letter only while the log is on screen: whoever has left it writes something else by now. */
export function useDeeds(onEdit: OnEdit): Deeds {
  const engine = useEngine();
  const toasts = useToasts();
  const [known, setKnown] = useState<Known>(new Map());
  const isOnScreen = useRef(true);
  useEffect(() => {
    isOnScreen.current = true;
    return () => { isOnScreen.current = false; };
  }, []);
  const carryOut = async <T>(deed: Deed | 'compose.reopen', id: OperationId, call: Promise<Result<T>>): Promise<Result<T>> => {
    const mine = { deed, failure: null };
    setKnown((old) => new Map(old).set(id, mine));
    const result = await call;
    if (!result.ok && !isOnScreen.current) toasts.show({ text: failureText(result.failure), tone: 'error' });
    setKnown((old) => {
      if (old.get(id) !== mine) return old;
      const next = new Map(old);
      if (result.ok) next.delete(id);
      else next.set(id, { deed, failure: result.failure });
      return next;
    });
    return result;
  };
  const edit = async (operationId: OperationId): Promise<void> => {
    const result = await carryOut('compose.reopen', operationId, engine.call('compose.reopen', { operationId }));
    if (result.ok && isOnScreen.current) onEdit(result.value, operationId);
  };
  return {
    run: (deed, operationId) => void carryOut<unknown>(deed, operationId, takingUp(engine.call(deed, { operationId }))),
    edit: (id) => void edit(id),
    isRunning: (deed, id) => known.get(id)?.deed === deed && known.get(id)?.failure === null,
    failureOf: (id) => known.get(id)?.failure ?? null,
  };
}
