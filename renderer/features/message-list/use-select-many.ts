/** Selects rows of a list that are not loaded: all, those of a kind, or a long range. Asks for them window by window. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { NO_FILTER, NEWEST_FIRST, type Filter } from '../../../shared/model/view.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useLine } from '../../engine/EngineProvider.tsx';
import { noteFollowed } from './followed.ts';
import { idsOf, isFlagged, isUnread, type ListRow } from './list-row.ts';
import { rangeAmong, stretchFor, type RangeEnds } from './range.ts';
import type { RowSource } from './row-source.ts';
import { MOST_SELECTED, selectAll, selectIds, selectWhere, type Selection } from './selection.ts';
import type { Listing } from './use-list-rows.ts';

const WINDOW = 500;

/** What rows can be chosen by; `narrow`: a filter that leaves nearly only those. */
const KINDS = {
  unread: { test: isUnread, narrow: { unread: true } },
  read: { test: (row: ListRow) => !isUnread(row), narrow: null },
  flagged: { test: isFlagged, narrow: { flagged: true } },
  unflagged: { test: (row: ListRow) => !isFlagged(row), narrow: null },
} as const satisfies Record<string, { readonly test: (row: ListRow) => boolean; readonly narrow: Partial<Filter> | null }>;
export type RowKind = keyof typeof KINDS;

export interface SelectMany {
  readonly all: () => void;
  readonly where: (kind: RowKind) => void;
  /** From the anchor to another row, which leads from now on. */
  readonly range: (ends: RangeEnds) => void;
  /** Does it once all are selected: at once if nothing is being selected, never if the selecting came to nothing. */
  readonly whenDone: (act: () => void) => void;
  /** Rows so far and in all; null while nothing is being selected. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

interface Stretch { readonly rows: readonly ListRow[]; readonly matching: number }

/** Selecting anything else in between ends it. A list without a listing is loaded as a whole. `onFollow` hears of what comes after the key was pressed: whoever has begun something else by then goes on. */
export function useSelectMany(listing: Listing | null, source: RowSource, selection: Selection, onSelect: (selection: Selection) => void, onFollow: (selection: Selection) => void): SelectMany {
  const { client } = useLine();
  const toasts = useToasts();
  /** What was asked for meanwhile: a part of what is meant must not be acted on. */
  const waiting = useRef<(() => void)[]>([]);
  /** Made anew whenever a selecting ends. */
  const [ended, setEnded] = useState<{ readonly isWhole: boolean; readonly isBroken: boolean } | null>(null);
  const [progress, setProgress] = useState<SelectMany['progress']>(null);
  const latest = useRef({ selection, key: source.key });
  useLayoutEffect(() => { latest.current = { selection, key: source.key }; });
  const stop = useRef<() => void>(() => {});
  const broken = useRef(false);
  useEffect(() => () => stop.current(), []);
  // By now what was selected is drawn, and everybody knows of it.
  useEffect(() => {
    const acts = waiting.current;
    waiting.current = [];
    if (ended?.isWhole) for (const act of acts) act();
    else if (ended?.isBroken) toasts.show({ text: t('list.notAllSelected'), tone: 'error' });
    else if (acts.length > 0) toasts.show({ text: t('list.selectionChanged'), seconds: 6 });
  }, [ended, toasts]);

  const ask = useCallback((from: number, count: number, narrow: Partial<Filter> | null) => new Promise<Stretch | null>((resolve) => {
    if (!client || !listing) return resolve(null);
    const { view, sort = NEWEST_FIRST, filter = NO_FILTER, conversations = false } = listing;
    let end = (): void => {};
    const answer = (stretch: Stretch | null): void => {
      // A first value may come before the watch has answered.
      queueMicrotask(() => end());
      resolve(stretch);
    };
    stop.current = () => answer(null);
    const input = { view, sort, filter: { ...filter, ...narrow }, from, count, unseen: true };
    const onFailure = (): void => {
      broken.current = true;
      answer(null);
    };
    end = conversations
      ? client.watch('conversations.list', input, { onValue: (value) => { if (value.complete) answer(value); }, onFailure })
      : client.watch('messages.list', input, { onValue: (value) => { if (value.complete) answer(value); }, onFailure });
  }), [client, listing]);

  /** `ends`: of a range; null for all rows, or those of a kind. `leads` answers who leads among those so far. */
  const gather = async (ends: RangeEnds | null, before: Selection, anchor: MessageId | null, leads: (rows: readonly (readonly MessageId[])[]) => MessageId | null, kind: RowKind | null = null): Promise<void> => {
    const { first, end: to } = ends ? stretchFor(ends) : { first: 0, end: null };
    // Their ids alone: a hundred thousand rows would fill the memory.
    const taken = new Map<string, readonly MessageId[]>();
    const { test, narrow } = kind ? KINDS[kind] : { test: null, narrow: null };
    let mine = before;
    /** What is drawn may still be an earlier one. */
    const untouched = latest.current.selection;
    const own = new Set([untouched, before]);
    let end = Math.min(to ?? Infinity, source.total);
    /** False: they are not between those two ends. */
    const select = (): boolean => {
      const rows = ends ? rangeAmong([...taken.values()], ends) : [...taken.values()];
      if (!rows) return false;
      const next = selectIds(rows, anchor, leads(rows));
      if (mine !== untouched) noteFollowed(next, mine);
      mine = next;
      own.add(mine);
      onFollow(mine);
      return true;
    };
    const finish = (isWhole: boolean): void => {
      setProgress(null);
      setEnded({ isWhole, isBroken: broken.current });
    };
    broken.current = false;
    setProgress({ done: 0, total: end - first });
    for (let from = first; from < end; from += WINDOW) {
      const stretch = await ask(from, Math.min(WINDOW, end - from), narrow);
      // Something else was selected, or another list is shown: that counts.
      if (!stretch || latest.current.key !== source.key || !own.has(latest.current.selection)) return finish(false);
      end = Math.min(to ?? Infinity, stretch.matching);
      for (const row of stretch.rows) if (!test || test(row)) taken.set(row.id, idsOf(row));
      setProgress({ done: from - first + stretch.rows.length, total: end - first });
      // In ever larger steps: each makes the selection anew.
      if (taken.size > 0 && taken.size >= mine.rows * 2) select();
      if (stretch.rows.length === 0 || taken.size >= MOST_SELECTED) break;
    }
    const isWhole = select();
    broken.current ||= !isWhole;
    finish(isWhole);
  };

  return {
    progress,
    whenDone: (act) => {
      if (progress === null) return act();
      waiting.current.push(act);
      toasts.show({ text: t('list.afterSelecting'), seconds: 4 });
    },
    where: (kind) => {
      stop.current();
      const loaded = selectWhere(selection, source.rows, KINDS[kind].test);
      onSelect(loaded);
      if (listing === null || source.total <= source.rows.length) return;
      void gather(null, loaded, loaded.anchor, (rows) => rows[0]?.[0] ?? loaded.lead, kind);
    },
    all: () => {
      stop.current();
      const loaded = selectAll(selection, source.rows);
      if (listing === null || source.total <= source.rows.length) return onSelect(loaded);
      const { anchor, lead } = loaded;
      if (source.from === 0) onSelect(loaded);
      void gather(null, source.from === 0 ? loaded : selection, anchor, () => lead);
    },
    range: (ends) => {
      stop.current();
      const { anchor, to } = ends;
      // The keyboard stands at the far end of what has come; going up, where it was going.
      void gather(ends, selection, anchor.id, (rows) => (to.index < anchor.index ? rows[0] : rows.at(-1))?.[0] ?? anchor.id);
    },
  };
}
