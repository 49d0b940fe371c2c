/** What is read next is most often the row above or below: both are opened while the one between them is read. */
import { useEffect } from 'react';
import { useLine } from '../engine/EngineProvider.tsx';
import { isConversation, placeIn, type ListRow } from '../features/message-list/list-row.ts';
import type { Selection } from '../features/message-list/selection.ts';
import { warmUpView } from '../features/reader/warm-views.ts';

/** Milliseconds: the message itself comes first, and whoever runs through the list needs nothing of it. */
const REST = 120;

export function useWarmNeighbours(rows: readonly ListRow[], selection: Selection): void {
  const { client } = useLine();
  const at = selection.rows === 1 ? placeIn(rows, selection.lead) : -1;
  const idAt = (index: number) => {
    const row = at < 0 ? undefined : rows[index];
    return row && !isConversation(row) ? row.id : null;
  };
  const [next, previous] = [idAt(at + 1), idAt(at - 1)];
  useEffect(() => {
    if (!client) return;
    const wanted = [next, previous].filter((id) => id !== null);
    let isOver = false;
    let idle = 0;
    let stop = (): void => {};
    const go = (): void => {
      const id = wanted.shift();
      if (id === undefined || isOver) return;
      idle = requestIdleCallback(() => {
        const one = warmUpView(client, id);
        ({ stop } = one);
        void one.done.then(go);
      });
    };
    const timer = setTimeout(go, REST);
    return () => {
      isOver = true;
      clearTimeout(timer);
      cancelIdleCallback(idle);
      stop();
    };
  }, [client, next, previous]);
}
