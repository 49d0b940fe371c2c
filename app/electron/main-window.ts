/** The window that the user works in: one at a time, where it stood the last time, loaded again when its page has died. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import type { Log } from '../../main/ports.ts';
import { loadAgain } from './revival.ts';
import { ORIGIN } from './shell.ts';
import type { Shell } from './shell.ts';
import { mainWindowOptions, readWindowState, writeWindowState } from './windows.ts';

export interface MainWindow {
  /** Undefined while there is none. */
  readonly window: BrowserWindow | undefined;
  /** Resolves when its page is there, or when there is nothing to wait for any more. */
  open(): Promise<void>;
  /** Brings it in front of the user, or opens it anew. Nothing before it was opened for the first time: there is no engine yet that could serve it. */
  show(): void;
  /** From now on it is not opened again. */
  end(): void;
  /** Resolves when it is gone and its place is kept. */
  close(): Promise<void>;
}

export interface MainWindowOptions {
  profile: string;
  screen: Pick<Shell['screen'], 'getAllDisplays'>;
  preferences: WebPreferences;
  log: Log;
  create(options: BrowserWindowConstructorOptions): BrowserWindow;
  onClosed(): void;
  /** Its page asks for another window. */
  onWanted(url: string): void;
}

export function mainWindow({ profile, screen, preferences, log, create, onClosed, onWanted }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | undefined;
  let opening: Promise<void> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let state: 'not yet' | 'open' | 'ended' = 'not yet';

  const load = async (): Promise<void> => {
    const place = await readWindowState(profile, screen.getAllDisplays().map((display) => display.workArea));
    if (state === 'ended') return;
    const fresh = create(mainWindowOptions(place, preferences));
    window = fresh;
    fresh.once('ready-to-show', () => {
      // Not before: it shows the window, which has nothing in it yet.
      if (place.maximized) fresh.maximize();
      fresh.show();
    });
    fresh.on('close', () => {
      const bounds = fresh.getNormalBounds();
      saving = writeWindowState(profile, { ...bounds, maximized: fresh.isMaximized() })
        .catch((error: NodeJS.ErrnoException) => log('warn', 'window-state-not-saved', { code: error.code ?? 'unknown' }));
    });
    fresh.on('closed', () => {
      window = undefined;
      onClosed();
    });
    // The page opens nothing itself: what it asks for is opened by us, if it is a message.
    fresh.webContents.setWindowOpenHandler(({ url }) => {
      onWanted(url);
      return { action: 'deny' };
    });
    loadAgain(fresh, log);
    await fresh.loadURL(`${ORIGIN}/`).catch((error: NodeJS.ErrnoException) => {
      // Closed before its page was there, or begun anew by the page or after its death: nothing is amiss.
      if (!fresh.isDestroyed() && error.code !== 'ERR_ABORTED') throw error;
    });
  };

  const open = (): Promise<void> => {
    if (state !== 'ended') state = 'open';
    return opening ??= load().finally(() => { opening = undefined; });
  };

  return {
    get window() { return window; },
    open,
    show() {
      if (state !== 'open') return;
      if (!window) return void open().catch((error: NodeJS.ErrnoException) => log('error', 'window-not-loaded', { code: error.code ?? 'unknown' }));
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    end() { state = 'ended'; },
    async close() {
      state = 'ended';
      window?.destroy();
      await saving;
    },
  };
}
