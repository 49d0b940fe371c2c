/** The hidden window that holds the mirror; comes back by itself when its process dies. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebFrameMain } from 'electron';
import type { Log } from '../../main/ports.ts';
import { ORIGIN } from './shell.ts';

export interface MirrorWindow {
  open(): void;
  close(): void;
}

/** A mirror that dies at once each time must not keep the processor busy. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

export function mirrorWindow(create: (options: BrowserWindowConstructorOptions) => BrowserWindow, options: BrowserWindowConstructorOptions, onLoad: (frame: WebFrameMain) => void, log: Log): MirrorWindow {
  let window: BrowserWindow | undefined;
  let pause = FIRST_PAUSE;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (reason: string): void => {
    if (closed) return;
    log('warn', 'mirror-window-lost', { reason });
    window?.destroy();
    window = undefined;
    clearTimeout(timer);
    timer = setTimeout(open, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  const open = (): void => {
    if (closed) return;
    const fresh = create(options);
    window = fresh;
    fresh.webContents.on('render-process-gone', (_event, details) => {
      if (window === fresh) again(details.reason);
    });
    // Every load of the page, also one that it asked for itself, begins a new line.
    fresh.webContents.on('did-finish-load', () => {
      pause = FIRST_PAUSE;
      if (window === fresh) onLoad(fresh.webContents.mainFrame);
    });
    fresh.loadURL(`${ORIGIN}/mirror.html`).catch(() => {
      if (window === fresh) again('load');
    });
  };

  return {
    open,
    close() {
      closed = true;
      clearTimeout(timer);
      window?.destroy();
      window = undefined;
    },
  };
}
