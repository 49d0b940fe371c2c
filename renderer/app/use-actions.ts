/** Carries actions out: selects what comes next, asks the engine, tells with Undo, asks before what cannot be undone. */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { type MessageId, type OperationId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { findReturned } from './returned.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useEngine } from '../engine/EngineProvider.tsx';
import type { FolderPlace } from '../engine/folders.ts';
import { idsOf, type ListRow } from '../features/message-list/list-row.ts';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { nextAfterRemoval, NOTHING, selectOnly, type Selection } from '../features/message-list/selection.ts';
import { planAction, type ActionPlan, type MessageAction } from './actions.ts';

export interface ActionsInput {
  readonly folders: readonly FolderPlace[];
  /** The loaded rows, in the order shown: read when something is done, so that new rows draw nothing but the list. */
  readonly rows: RefObject<readonly ListRow[]>;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly grid: RefObject<GridHandle | null>;
  /** Called before messages leave the list. */
  readonly onRemoving: () => void;
}

export interface Actions {
  readonly run: (action: MessageAction, ids: readonly MessageId[]) => void;
  /** What waits for a yes because it cannot be undone. */
  readonly asking: ActionPlan | null;
  readonly answer: (yes: boolean) => void;
}

const RETURN_TRIES = 30;
const RETURN_PAUSE = 100;

export function useActions({ folders, rows, selection, onSelect, grid, onRemoving }: ActionsInput): Actions {
  const engine = useEngine();
  const toasts = useToasts();
  const [asking, setAsking] = useState<ActionPlan | null>(null);
  /** What is selected by now: an answer that comes late must not take it away from whoever has gone on. */
  const newest = useRef(selection);
  useLayoutEffect(() => { newest.current = selection; }, [selection]);

  const undo = async (operationId: OperationId, before: Selection, gone: readonly ListRow[]): Promise<void> => {
    const then = newest.current;
    const result = await engine.call('activity.undo', { operationId });
    if (!result.ok) return void toasts.show({ text: failureText(result.failure), tone: 'error' });
    // What had reached the server comes back after a while, and as another message.
    for (let tries = 0; tries < RETURN_TRIES && newest.current === then; tries++) {
      const selected = findReturned(rows.current, before, gone);
      if (selected) return onSelect(selected);
      await new Promise((resolve) => setTimeout(resolve, RETURN_PAUSE));
    }
  };

  const carryOut = async (plan: ActionPlan): Promise<void> => {
    const before = selection;
    let chosen = selection;
    const removed = new Set(plan.input.messageIds);
    const gone = rows.current.filter((row) => idsOf(row).some((id) => removed.has(id)));
    if (plan.removes) {
      const next = nextAfterRemoval(rows.current, selection, removed);
      onRemoving();
      // The list takes the focus first: the button that was pressed may go with the message.
      if (selection.lead !== null && removed.has(selection.lead)) grid.current?.focus();
      const stays = [...selection.ids].some((id) => !removed.has(id));
      if (!stays) {
        chosen = next ? selectOnly(next) : NOTHING;
        onSelect(chosen);
      }
    }
    const result = await engine.call(plan.command, plan.input as never);
    if (!result.ok) {
      if (plan.removes && newest.current === chosen) onSelect(before);
      toasts.show({ text: result.failure.detail ? t('app.reasonAndServer', { reason: failureText(result.failure), detail: result.failure.detail }) : failureText(result.failure), tone: 'error' });
    } else if (plan.told) {
      const { operationId } = result.value as { operationId: OperationId };
      const canUndo = plan.command !== 'messages.deleteForever';
      toasts.show({ text: plan.told, ...(canUndo ? { action: { label: t('actions.undo'), onAction: () => void undo(operationId, before, gone) } } : {}) });
    }
  };

  return {
    asking,
    run: (action, ids) => {
      const plan = planAction(action, ids, folders);
      if (!plan) return;
      if (plan.command === 'messages.deleteForever') setAsking(plan);
      else void carryOut(plan);
    },
    answer: (yes) => {
      setAsking(null);
      if (yes && asking) void carryOut(asking);
    },
  };
}
