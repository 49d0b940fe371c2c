/** Selects all rows of a list, those too that are not loaded: asks for them window by window, up to what one action takes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { NO_FILTER, NEWEST_FIRST } from '../../../shared/model/view.ts';
import { useLine } from '../../engine/EngineProvider.tsx';
import type { ListRow } from './list-row.ts';
import type { RowSource } from './row-source.ts';
import { MOST_SELECTED, selectAll, selectRows, type Selection } from './selection.ts';
import type { Listing } from './use-list-rows.ts';

const WINDOW = 500;

export interface SelectAll {
  readonly start: () => void;
  /** Rows so far and in all; null while nothing is being selected. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

interface Stretch { readonly rows: readonly ListRow[]; readonly matching: number }

/** Selecting anything else in between ends it. */
export function useSelectAll(listing: Listing | null, source: RowSource, selection: Selection, onSelect: (selection: Selection) => void): SelectAll {
  const { client } = useLine();
  const [progress, setProgress] = useState<SelectAll['progress']>(null);
  const latest = useRef({ selection, key: source.key });
  useEffect(() => { latest.current = { selection, key: source.key }; });
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  const ask = useCallback((from: number) => new Promise<Stretch | null>((resolve) => {
    if (!client || !listing) return resolve(null);
    const { view, sort = NEWEST_FIRST, filter = NO_FILTER, conversations = false } = listing;
    let end = (): void => {};
    const answer = (stretch: Stretch | null): void => {
      // A first value may come before the watch has answered.
      queueMicrotask(() => end());
      resolve(stretch);
    };
    stop.current = () => answer(null);
    const input = { view, sort, filter, from, count: WINDOW };
    const onFailure = (): void => answer(null);
    end = conversations
      ? client.watch('conversations.list', input, { onValue: (value) => { if (value.complete) answer(value); }, onFailure })
      : client.watch('messages.list', input, { onValue: (value) => { if (value.complete) answer(value); }, onFailure });
  }), [client, listing]);

  const start = (): void => {
    const loaded = selectAll(selection, source.rows);
    if (listing === null || source.total <= source.rows.length) return onSelect(loaded);
    const { anchor, lead } = loaded;
    let mine: Selection = source.from === 0 ? loaded : selection;
    if (mine !== selection) onSelect(mine);
    stop.current();
    void (async () => {
      const rows = new Map<string, ListRow>();
      let messages = 0;
      let total = source.total;
      setProgress({ done: 0, total });
      for (let from = 0; from < total && messages < MOST_SELECTED; from += WINDOW) {
        const stretch = await ask(from);
        const now = latest.current;
        // Something else was selected, or another list is shown: that counts.
        if (!stretch || now.key !== source.key || now.selection !== mine) break;
        total = stretch.matching;
        for (const row of stretch.rows) rows.set(row.id, row);
        mine = selectRows([...rows.values()], anchor, lead);
        messages = mine.ids.size;
        onSelect(mine);
        setProgress({ done: rows.size, total });
        if (mine.rows < rows.size || stretch.rows.length === 0) break;
      }
      setProgress(null);
    })();
  };

  return { start, progress };
}
