/** Carries actions out: asks for a folder or a yes where that is needed, selects what comes next, asks the engine, tells with Undo. */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { FolderId, MessageId, OperationId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/failure.ts';
import { failureDetail, failureText } from '../../shared/locales/engine-words.ts';
import { t } from '../../shared/locales/t.ts';
import type { RunAction, WhyNot } from '../../shared/message-actions.ts';
import { FLAG, type FlagName } from '../../shared/model/flags.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { showAsked } from '../engine/asked-flags.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { folderOf, type FolderPlace } from '../engine/folders.ts';
import { useChangeSettings } from '../engine/settings.ts';
import { takingUp } from '../engine/taking-up.ts';
import { idsOf, placeIn, type ListRow } from '../features/message-list/list-row.ts';
import type { GridHandle } from '../features/message-list/MessageGrid.tsx';
import { nextAfterRemoval, NOTHING, selectOnly, withoutRows, type Selection } from '../features/message-list/selection.ts';
import { isPlain, planAction, planCopy, planMove, whyNot, type ActionPlan, type MessageAction, type Scene } from './actions.ts';
import { inPortions } from './portions.ts';
import type { Told } from './told-elsewhere.ts';
import { useUndo } from './use-undo.ts';

export interface ActionsInput {
  readonly folders: readonly FolderPlace[];
  /** The loaded rows, in the order shown: read when something is done, so that new rows draw nothing but the list. */
  readonly rows: RefObject<readonly ListRow[]>;
  readonly selection: Selection;
  readonly scene: () => Scene;
  readonly onSelect: (selection: Selection) => void;
  readonly grid: RefObject<GridHandle | null>;
  /** Called before messages leave the list. */
  readonly onRemoving: () => void;
  /** Called when they have left it. */
  readonly onRemoved?: (told: Told, ids: readonly MessageId[]) => void;
  /** Shows the menu of tags. */
  readonly onTag?: (ids: readonly MessageId[]) => void;
}

/** Which folder, is asked. */
export interface Picking {
  /** Each asking has its own. */
  readonly number: number;
  readonly action: 'move' | 'copy';
  readonly ids: readonly MessageId[];
}

export interface Actions {
  readonly run: RunAction;
  /** Into a folder that is known: dropped there, chosen in a menu. */
  readonly moveTo: (ids: readonly MessageId[], folderId: FolderId) => void;
  readonly copyTo: (ids: readonly MessageId[], folderId: FolderId) => void;
  /** Archives, and goes to the next or to the one before. */
  readonly archiveAndGo: (ids: readonly MessageId[], to: 'next' | 'previous') => void;
  readonly whyNot: WhyNot;
  /** Says what was done in another window that is gone, with the way back. */
  readonly tell: (told: Told) => void;
  /** The newest thing that can be taken back, one further back each time. */
  readonly undoLast: () => void;
  /** What waits for a yes because it cannot be undone. */
  readonly asking: ActionPlan | null;
  readonly answer: (yes: boolean) => void;
  readonly picking: Picking | null;
  /** Null: it was left without a choice. `of`: what was asked; a folder that had to be made may come when something else is. */
  readonly picked: (folder: Pick<FolderPlace, 'id' | 'role' | 'name'> | null, of: Picking) => void;
}

const SECONDS = { removed: 8, changed: 4 } as const;

export function useActions({ folders, rows, selection, scene, onSelect, grid, onRemoving, onRemoved, onTag }: ActionsInput): Actions {
  const engine = useEngine();
  const toasts = useToasts();
  const changeSettings = useChangeSettings();
  const [asking, setAsking] = useState<ActionPlan | null>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  /** What is selected by now: an answer that comes late must not take it away from whoever has gone on. */
  const newest = useRef(selection);
  useLayoutEffect(() => { newest.current = selection; }, [selection]);
  /** On their way out of the list, and perhaps still in it: none of them comes next. */
  const leaving = useRef<ReadonlySet<MessageId>>(new Set());
  const pickings = useRef(0);
  const { remember, undo, undoLast } = useUndo({ rows, newest, onSelect, onDone: () => {
    leaving.current = new Set();
    if (isNowhere()) grid.current?.focus();
  } });

  /** The messages leave: what comes next is selected and has the focus. Answers what is selected then. */
  const goOn = (ids: ReadonlySet<MessageId>, to: 'next' | 'previous'): Selection => {
    const order = to === 'next' ? rows.current : rows.current.toReversed();
    leaving.current = new Set([...leaving.current, ...ids].filter((id) => placeIn(order, id) >= 0));
    const next = nextAfterRemoval(order, selection, leaving.current);
    onRemoving();
    // The list takes the focus first: the button that was pressed may go with the message.
    if (selection.lead !== null && ids.has(selection.lead)) grid.current?.focus();
    const rest = withoutRows(selection, rows.current, ids);
    const chosen = rest.ids.size > 0 ? rest : next ? selectOnly(next) : NOTHING;
    if (chosen !== selection) onSelect(chosen);
    return chosen;
  };

  const carryOut = async (plan: ActionPlan, to: 'next' | 'previous' = 'next'): Promise<void> => {
    const ids = plan.input.messageIds;
    const wanted = new Set(ids);
    const before = { selection, gone: plan.removes ? rows.current.filter((row) => idsOf(row).some((id) => wanted.has(id))) : [] };
    const chosen = plan.removes ? goOn(wanted, to) : selection;
    // Seen in the next frame; what becomes of it is told by the engine.
    const shown = plan.command === 'messages.setFlags' ? showAsked(ids, { add: bitsOf(plan.input.add), remove: bitsOf(plan.input.remove) }) : null;
    const { done, operationId, failure } = await takingUp(inPortions(ids, (messageIds, together) => engine.call(plan.command, { ...plan.input, messageIds, together } as never), toasts));
    shown?.(failure === null);
    if (failure) {
      leaving.current = new Set();
      if (plan.removes && done === 0 && newest.current === chosen) onSelect(before.selection);
      const reason = reasonOf(failure);
      toasts.show({ text: done > 0 ? t('actions.partly', { done, total: ids.length, reason }) : reason, tone: 'error', ...(done > 0 ? offer(operationId) : {}) });
      return;
    }
    if (operationId !== null) remember(operationId, before);
    const told: Told = { text: plan.told, operationId: plan.command === 'messages.deleteForever' ? null : operationId };
    tell(told, plan.command === 'messages.setFlags' ? SECONDS.changed : SECONDS.removed);
    if (plan.removes) onRemoved?.(told, ids);
  };
  const offer = (id: OperationId | null) => (id === null ? {} : { action: { label: t('actions.undo'), undoes: id, onAction: () => undo(id) } });
  const tell = ({ text, operationId }: Told, seconds: number = SECONDS.removed): void => void toasts.show({ text, seconds, ...offer(operationId) });

  const begin = (plan: ActionPlan | null): void => {
    if (plan?.command === 'messages.deleteForever') setAsking(plan);
    else if (plan) void carryOut(plan);
  };
  const refused = (action: MessageAction, ids: readonly MessageId[]): boolean => {
    const reason = whyNot(action, ids, scene());
    if (reason !== null) toasts.show({ text: reason, seconds: 4 });
    return reason !== null;
  };
  const into = (action: 'move' | 'copy', ids: readonly MessageId[], folder: Pick<FolderPlace, 'id' | 'role' | 'name'>): void => {
    if (ids.length === 0) return;
    changeSettings({ folders: { [folder.id]: { filledAt: Date.now() } } });
    begin(action === 'move' ? planMove(ids, folder, scene()) : planCopy(ids, folder));
  };
  const intoKnown = (action: 'move' | 'copy', ids: readonly MessageId[], folderId: FolderId): void => {
    const folder = folderOf(folders, folderId);
    if (folder && !refused(action, ids)) into(action, ids, folder);
  };

  return {
    asking,
    picking,
    undoLast,
    tell: (told) => tell(told),
    whyNot: (action, ids) => whyNot(action, ids, scene()),
    run: (action, ids) => {
      if (refused(action, ids)) return;
      if (isPlain(action)) begin(planAction(action, ids, scene()));
      else if (action === 'tag') onTag?.(ids);
      else setPicking({ number: (pickings.current += 1), action, ids });
    },
    moveTo: (ids, folderId) => intoKnown('move', ids, folderId),
    copyTo: (ids, folderId) => intoKnown('copy', ids, folderId),
    archiveAndGo: (ids, to) => {
      const plan = refused('archive', ids) ? null : planAction('archive', ids, scene());
      if (plan) void carryOut(plan, to);
    },
    answer: (yes) => {
      setAsking(null);
      if (yes && asking) void carryOut(asking);
    },
    picked: (folder, of) => {
      setPicking((now) => (now?.number === of.number ? null : now));
      if (folder) into(of.action, of.ids, folder);
    },
  };
}

const bitsOf = (names: readonly FlagName[]): number => names.reduce((bits, name) => bits | FLAG[name], 0);

function reasonOf(failure: Failure): string {
  const detail = failureDetail(failure);
  return detail ? t('actions.reasonAndServer', { reason: failureText(failure), detail }) : failureText(failure);
}
export const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;
