/** Windows that show one message: asked for by our own page, opened by us, with the same walls as the main one. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import type { Log } from '../../main/ports.ts';
import { loadAgain } from './revival.ts';
import { ORIGIN } from './shell.ts';

/** As renderer/app/pop-out.ts makes them. */
const PLACE = /^\/#\/(?:message|conversation)\/[\w.~!*'()%-]{3,4000}$/u;
/** More at once is nobody's wish. */
const MOST = 30;

export interface PopOuts {
  /** Anything but such an address does nothing. The same one again comes to the front. */
  open(url: string): void;
  /** Is it a page in one of them? */
  has(contentsId: number): boolean;
  /** Those that are open. */
  all(): BrowserWindow[];
  close(): void;
}

export const popOutOptions = (preferences: WebPreferences): BrowserWindowConstructorOptions => ({
  width: 760, height: 820, minWidth: 380, minHeight: 320, show: false, autoHideMenuBar: true, title: 'Godwit', webPreferences: preferences,
});

export function popOuts(create: (options: BrowserWindowConstructorOptions) => BrowserWindow, preferences: WebPreferences, log: Log): PopOuts {
  const windows = new Map<string, BrowserWindow>();
  const all = (): BrowserWindow[] => [...windows.values()].filter((window) => !window.isDestroyed());
  return {
    open(url) {
      if (!url.startsWith(ORIGIN) || !PLACE.test(url.slice(ORIGIN.length))) return;
      const before = windows.get(url);
      if (before && !before.isDestroyed()) {
        if (before.isMinimized()) before.restore();
        return before.focus();
      }
      if (windows.size >= MOST) return;
      const window = create(popOutOptions(preferences));
      windows.set(url, window);
      window.once('ready-to-show', () => window.show());
      window.on('closed', () => windows.delete(url));
      loadAgain(window, log);
      window.loadURL(url).catch((error: NodeJS.ErrnoException) => {
        // Closed before its page was there, or begun anew by the page or after its death: nothing is amiss.
        if (window.isDestroyed() || error.code === 'ERR_ABORTED') return;
        log('warn', 'window-not-loaded', { code: error.code ?? 'unknown' });
        window.destroy();
      });
    },
    has: (contentsId) => all().some((window) => window.webContents.id === contentsId),
    all,
    close() {
      for (const window of all()) window.destroy();
    },
  };
}
