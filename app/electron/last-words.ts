/** Closes windows as their user would, so that their pages hear of it: one that is destroyed is told nothing, and what was typed in it last is lost. */
import type { BrowserWindow } from 'electron';

/** Milliseconds that a page may take; one that hangs answers never. */
const PATIENCE = 2_000;

/** Calls `then` once, when all of them are closed or have had their time. */
export function closeAll(windows: readonly BrowserWindow[], then: () => void): void {
  const left = new Set(windows);
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    then();
  };
  const timer = setTimeout(over, PATIENCE);
  for (const window of windows) {
    window.once('closed', () => {
      left.delete(window);
      if (left.size === 0) over();
    });
  }
  for (const window of windows) window.close();
  if (left.size === 0) over();
}
