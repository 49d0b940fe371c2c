/** What is new in the folder tree is drawn a few rows at a time, so that the folders of a new account never hold up a key. */
import { useCallback, useMemo, useState } from 'react';
import type { PaneTree } from './folder-tree.ts';
import { nextPortion } from './tree-portion.ts';

/** Rows that are new in one draw: at least so many. */
const FEWEST = 3;
/** Else nearly as many as are there: each draw renders those too, so that fewer at a time would take many folders ever longer. */
const LESS = 2;
const NO_KEYS: ReadonlySet<string> = new Set();

export interface Portions {
  /** What is to be drawn next. */
  readonly pane: PaneTree;
  /** What is on screen. */
  readonly onDrawn: (pane: PaneTree) => void;
}

export function usePortions(whole: PaneTree): Portions {
  const [onScreen, setOnScreen] = useState(NO_KEYS);
  const { pane, keys } = useMemo(() => nextPortion(whole, onScreen, Math.max(FEWEST, onScreen.size - LESS)), [whole, onScreen]);
  const onDrawn = useCallback((drawn: PaneTree) => {
    if (drawn === pane) setOnScreen((old) => (keys.size === old.size && [...keys].every((key) => old.has(key)) ? old : keys));
  }, [pane, keys]);
  return { pane, onDrawn };
}
