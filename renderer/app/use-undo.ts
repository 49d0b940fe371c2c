/** Takes things back: by the toast of one, or by key from the log of operations, one further back each time; what comes back is selected again. */
import { useRef, type RefObject } from 'react';
import type { OperationId } from '../../shared/ids.ts';
import { failureText, operationTitle } from '../../shared/locales/engine-words.ts';
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useEngine } from '../engine/EngineProvider.tsx';
import { allTakenUp, takingUp } from '../engine/taking-up.ts';
import { isStill } from '../features/message-list/followed.ts';
import type { ListRow } from '../features/message-list/list-row.ts';
import type { Selection } from '../features/message-list/selection.ts';
import { findReturned } from './returned.ts';
import { useStable } from './use-stable.ts';

/** What was selected when messages went, and their rows. */
export interface Before {
  readonly selection: Selection;
  readonly gone: readonly ListRow[];
}

export interface UndoInput {
  readonly rows: RefObject<readonly ListRow[]>;
  /** What is selected by now: whoever has gone on is not called back. */
  readonly newest: RefObject<Selection>;
  readonly onSelect: (selection: Selection) => void;
  /** Nothing may be left without the focus. */
  readonly onDone: () => void;
}

export interface Undo {
  readonly remember: (id: OperationId, before: Before) => void;
  /** By the first operation of an action, all of it. */
  readonly undo: (id: OperationId) => void;
  readonly undoLast: () => void;
}

const REMEMBERED = 50;
const RETURN_TRIES = 100;
const RETURN_PAUSE = 100;

export function useUndo({ rows, newest, onSelect, onDone }: UndoInput): Undo {
  const engine = useEngine();
  const toasts = useToasts();
  const memory = useRef(new Map<OperationId, Before>());

  /** What had reached the server comes back after a while, and as another message. */
  const comeBack = async (id: OperationId, then: Selection): Promise<void> => {
    const before = memory.current.get(id);
    memory.current.delete(id);
    if (!before || before.gone.length === 0) return;
    for (let tries = 0; tries < RETURN_TRIES && isStill(newest.current, then); tries++) {
      const selected = findReturned(rows.current, before.selection, before.gone);
      if (selected) return onSelect(selected);
      await new Promise((resolve) => setTimeout(resolve, RETURN_PAUSE));
    }
  };

  const undo = useStable((operationId: OperationId) => void (async () => {
    const then = newest.current;
    onDone();
    const result = await takingUp(engine.call('activity.undo', { operationId }));
    if (!result.ok) return void toasts.show({ text: failureText(result.failure), tone: 'error' });
    await comeBack(operationId, then);
  })());

  const undoLast = useStable(() => void (async () => {
    if (toasts.undoLocal()) return onDone();
    const then = newest.current;
    const spare = await allTakenUp();
    const result = await engine.call('activity.undoLast', { spare });
    if (!result.ok) return void toasts.show({ text: failureText(result.failure), tone: 'error' });
    const { undone } = result.value;
    if (!undone) return void toasts.show({ text: t('actions.nothingToUndo'), seconds: 3 });
    toasts.undone(undone.operationId);
    onDone();
    toasts.show({ text: t('actions.undone', { title: operationTitle(undone) }), seconds: 4 });
    await comeBack(undone.operationId, then);
  })());

  return {
    remember: (id, before) => {
      memory.current.set(id, before);
      for (const old of memory.current.keys()) if (memory.current.size > REMEMBERED) memory.current.delete(old);
    },
    undo,
    undoLast,
  };
}
