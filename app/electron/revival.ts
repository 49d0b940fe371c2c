/** Brings back what died, later each time: a page that dies at once whenever it comes must not keep the processor busy. */
import type { BrowserWindow } from 'electron';
import type { Log } from '../../main/ports.ts';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
/** Milliseconds of life after which it is held to be well. A page that has loaded is not: it may die over what it reads next. */
const WELL = 60_000;

export interface Revival {
  /** It is gone; it is brought back after a pause. */
  died(): void;
  stop(): void;
}

export function revival(bring: () => void): Revival {
  let pause = FIRST_PAUSE;
  let timer: NodeJS.Timeout | undefined;
  let since = performance.now();
  return {
    died() {
      if (performance.now() - since > WELL) pause = FIRST_PAUSE;
      clearTimeout(timer);
      timer = setTimeout(() => {
        since = performance.now();
        bring();
      }, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Loads the page of a window again when its process has died. Not within the event: a navigation that begins there can take the whole application with it
 * (electron/electron#51900).
 */
export function loadAgain(window: BrowserWindow, log: Log): void {
  const next = revival(() => { if (!window.isDestroyed()) window.reload(); });
  window.on('closed', () => next.stop());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log('error', 'window-lost', { reason });
    if (!window.isDestroyed() && reason !== 'clean-exit') next.died();
  });
}
