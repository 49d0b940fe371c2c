/** The hidden window that holds the mirror; comes back by itself when its process dies. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebFrameMain } from 'electron';
import type { Log } from '../../main/ports.ts';
import { revival } from './revival.ts';
import { ORIGIN } from './shell.ts';

export interface MirrorWindow {
  open(): void;
  close(): void;
}

export function mirrorWindow(create: (options: BrowserWindowConstructorOptions) => BrowserWindow, options: BrowserWindowConstructorOptions, onLoad: (frame: WebFrameMain) => void, log: Log): MirrorWindow {
  let window: BrowserWindow | undefined;
  let closed = false;

  const again = (reason: string): void => {
    if (closed) return;
    log('warn', 'mirror-window-lost', { reason });
    window?.destroy();
    window = undefined;
    next.died();
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
      if (window === fresh) onLoad(fresh.webContents.mainFrame);
    });
    fresh.loadURL(`${ORIGIN}/mirror.html`).catch(() => {
      if (window === fresh) again('load');
    });
  };
  const next = revival(open);

  return {
    open,
    close() {
      closed = true;
      next.stop();
      window?.destroy();
      window = undefined;
    },
  };
}
