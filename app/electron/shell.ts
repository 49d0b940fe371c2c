/** The parts of Electron that Godwit touches, as one typed seam: the real module in main.ts, a stand-in in tests. */
import type * as Electron from 'electron';

export type Shell = Pick<typeof Electron, 'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'MessageChannelMain' | 'Notification' | 'powerMonitor' | 'protocol' | 'safeStorage' | 'screen' | 'session' | 'shell'>;

export const SCHEME = 'app';
/** As electron-builder.yml names it. */
export const APP_ID = 'org.godwit.Godwit';
export const ORIGIN = 'app://godwit';

/** Names of the two messages that cross the preload. */
export const CONNECT = 'godwit:connect';
export const PORT = 'godwit:port';
