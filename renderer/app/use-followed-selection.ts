/** Keeps the selection true to rows that change: answers join a selected conversation, what has arrived goes by another id, rows become conversations and messages again. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { noteFollowed } from '../features/message-list/followed.ts';
import type { ListRow } from '../features/message-list/list-row.ts';
import { followRows, NOTHING, type Selection } from '../features/message-list/selection.ts';
import { followArrived } from './returned.ts';

/** `conversations`: what rows stand for; null in a list of its own. */
export function useFollowedSelection(rows: readonly ListRow[], selection: Selection, onFollow: (selection: Selection) => void, conversations: boolean | null): void {
  const latest = useRef({ selection, onFollow });
  useLayoutEffect(() => { latest.current = { selection, onFollow }; });
  const shown = useRef(rows);
  useLayoutEffect(() => {
    const next = followRows(followArrived(selection, shown.current, rows), rows);
    shown.current = rows;
    if (next === selection) return;
    noteFollowed(next, selection);
    latest.current.onFollow(next);
  }, [rows, selection]);

  const before = useRef(conversations);
  useEffect(() => {
    const was = before.current;
    before.current = conversations;
    if (was === null || conversations === null || was === conversations) return;
    // Several rows are no longer the same several: the one where the keyboard stands is kept.
    const { selection: { ids, lead }, onFollow: follow } = latest.current;
    if (ids.size > 0) follow(lead === null ? NOTHING : { ids: new Set([lead]), rows: 1, anchor: lead, lead });
  }, [conversations]);
}
