/** Selects rows of a list that are not loaded: all, or a long range. Asks for them window by window. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { NO_FILTER, NEWEST_FIRST } from '../../../shared/model/view.ts';
import { useLine } from '../../engine/EngineProvider.tsx';
import { idsOf, type ListRow } from './list-row.ts';
import type { RowSource } from './row-source.ts';
import { MOST_SELECTED, selectAll, selectIds, type Selection } from './selection.ts';
import type { Listing } from './use-list-rows.ts';

const WINDOW = 500;

export interface SelectMany {
  readonly all: () => void;
  /** From the anchor at one index to the row at the other, which leads from now on. */
  readonly range: (anchor: { readonly id: MessageId; readonly index: number }, to: number) => void;
  /** Rows so far and in all; null while nothing is being selected. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

interface Stretch { readonly rows: readonly ListRow[]; readonly matching: number }

/** Selecting anything else in between ends it. A list without a listing is loaded as a whole. */
export function useSelectMany(listing: Listing | null, source: RowSource, selection: Selection, onSelect: (selection: Selection) => void): SelectMany {
  const { client } = useLine();
  const [progress, setProgress] = useState<SelectMany['progress']>(null);
  const latest = useRef({ selection, key: source.key });
  useLayoutEffect(() => { latest.current = { selection, key: source.key }; });
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  const ask = useCallback((from: number, count: number) => new Promise<Stretch | null>((resolve) => {
    if (!client || !listing) return resolve(null);
    const { view, sort = NEWEST_FIRST, filter = NO_FILTER, conversations = false } = listing;
    let end = (): void => {};
    const answer = (stretch: Stretch | null): void => {
      // A first value may come before the watch has answered.
      queueMicrotask(() => end());
      resolve(stretch);
    };
    stop.current = () => answer(null);
    const input = { view, sort, filter, from, count, unseen: true };
    const onFailure = (): void => answer(null);
    end = conversations
      ? client.watch('conversations.list', input, { onValue: (value) => { if (value.complete) answer(value); }, onFailure })
      : client.watch('messages.list', input, { onValue: (value) => { if (value.complete) answer(value); }, onFailure });
  }), [client, listing]);

  /** `to`: of a range; null for all rows. `leads` answers who leads among those so far. */
  const gather = async (first: number, to: number | null, before: Selection, anchor: MessageId | null, leads: (rows: readonly (readonly MessageId[])[]) => MessageId | null): Promise<void> => {
    // Their ids alone: a hundred thousand rows would fill the memory.
    const taken = new Map<string, readonly MessageId[]>();
    let mine = before;
    /** What is drawn may still be an earlier one. */
    const own = new Set([latest.current.selection, before]);
    let end = to ?? source.total;
    const select = (): void => {
      const rows = [...taken.values()];
      mine = selectIds(rows, anchor, leads(rows));
      own.add(mine);
      onSelect(mine);
    };
    setProgress({ done: 0, total: end - first });
    for (let from = first; from < end; from += WINDOW) {
      const stretch = await ask(from, Math.min(WINDOW, end - from));
      // Something else was selected, or another list is shown: that counts.
      if (!stretch || latest.current.key !== source.key || !own.has(latest.current.selection)) return setProgress(null);
      end = Math.min(to ?? Infinity, stretch.matching);
      for (const row of stretch.rows) taken.set(row.id, idsOf(row));
      setProgress({ done: taken.size, total: end - first });
      // In ever larger steps: each makes the selection anew.
      if (taken.size >= mine.rows * 2) select();
      if (stretch.rows.length === 0 || taken.size >= MOST_SELECTED) break;
    }
    select();
    setProgress(null);
  };

  return {
    progress,
    all: () => {
      stop.current();
      const loaded = selectAll(selection, source.rows);
      if (listing === null || source.total <= source.rows.length) return onSelect(loaded);
      const { anchor, lead } = loaded;
      if (source.from === 0) onSelect(loaded);
      void gather(0, null, source.from === 0 ? loaded : selection, anchor, () => lead);
    },
    range: (anchor, to) => {
      stop.current();
      const [first, last] = [Math.min(anchor.index, to), Math.max(anchor.index, to)];
      // The keyboard stands at the far end of what has come; going up, where it was going.
      void gather(first, last + 1, selection, anchor.id, (rows) => (to === first ? rows[0] : rows.at(-1))?.[0] ?? anchor.id);
    },
  };
}
