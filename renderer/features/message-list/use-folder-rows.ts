/** The rows of a folder as a window that follows the scroll position. */
import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { useProjection } from '../../engine/use-projection.ts';
import type { RowSource } from './row-source.ts';
import { FIRST_WINDOW, planWindow, type Range } from './window-plan.ts';

export interface FolderRows extends RowSource {
  readonly unread: number;
  /** More summaries are on their way: an empty list is not yet an empty folder. */
  readonly isSyncing: boolean;
  readonly failure: Failure | null;
}

export function useFolderRows(folderId: FolderId | null): FolderRows {
  const [asked, setAsked] = useState<{ folderId: FolderId | null; from: number; count: number }>({ folderId, ...FIRST_WINDOW });
  const window = asked.folderId === folderId ? asked : { folderId, ...FIRST_WINDOW };
  const { value, input, failure } = useProjection('messages.list', folderId === null ? null : { folderId, from: window.from, count: window.count });
  const own = input?.folderId === folderId ? value : null;

  const onRange = useCallback((range: Range) => setAsked((old) => {
    const current = old.folderId === folderId ? old : { folderId, ...FIRST_WINDOW };
    const next = planWindow(range, current);
    return next === current ? old : { folderId, ...next };
  }), [folderId]);

  return {
    key: folderId ?? '',
    total: own?.total ?? 0,
    from: own?.from ?? 0,
    rows: own?.rows ?? [],
    unread: own?.unread ?? 0,
    isLoading: own === null,
    isSyncing: own?.syncing ?? false,
    failure,
    onRange,
  };
}
