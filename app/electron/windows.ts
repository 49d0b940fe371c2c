/** Options of every window, and the place and size of the main one, remembered from run to run. */
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions, Rectangle, WebPreferences } from 'electron';
import { readIfThere, writeDurably } from '../durable-file.ts';

export interface WindowState { x?: number; y?: number; width: number; height: number; maximized: boolean }

const USUAL: WindowState = { width: 1280, height: 800, maximized: false };
const SMALLEST = { width: 480, height: 400 };

/** The same for every page, without exception. */
export function pagePreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: !packaged,
  };
}

export function mainWindowOptions(state: WindowState, preferences: WebPreferences): BrowserWindowConstructorOptions {
  const { maximized: _later, ...bounds } = state;
  return {
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    autoHideMenuBar: true,
    title: 'Godwit',
    webPreferences: preferences,
  };
}

/** Never shown. It works while it is hidden, so its timers must not be slowed down. */
export const mirrorWindowOptions = (preferences: WebPreferences): BrowserWindowConstructorOptions => ({
  show: false,
  focusable: false,
  skipTaskbar: true,
  width: 200,
  height: 100,
  webPreferences: { ...preferences, backgroundThrottling: false },
});

const stateFile = (profile: string): string => join(profile, 'window.json');

/** The remembered state if it can still be seen on one of the screens, else the usual size wherever the system likes. */
export async function readWindowState(profile: string, screens: readonly Rectangle[]): Promise<WindowState> {
  const text = await readIfThere(stateFile(profile));
  const state = text === undefined ? undefined : parse(text);
  if (!state) return USUAL;
  const { x, y, ...size } = state;
  if (x === undefined || y === undefined) return size;
  const onScreen = screens.some((screen) => x + state.width > screen.x + 80 && x < screen.x + screen.width - 80 && y >= screen.y - 10 && y < screen.y + screen.height - 80);
  return onScreen ? state : size;
}

export const writeWindowState = (profile: string, state: WindowState): Promise<void> => writeDurably(stateFile(profile), JSON.stringify(state));

/** Undefined for anything that is no state: where a window stood is not worth an error. */
function parse(text: string): WindowState | undefined {
  let value: Partial<Record<keyof WindowState, unknown>> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  const whole = (number: unknown): number | undefined => (Number.isSafeInteger(number) ? (number as number) : undefined);
  const [width, height, x, y] = [whole(value?.width), whole(value?.height), whole(value?.x), whole(value?.y)];
  if (width === undefined || height === undefined || width < SMALLEST.width || height < SMALLEST.height || width > 20_000 || height > 20_000) return undefined;
  return { width, height, maximized: value?.maximized === true, ...(x !== undefined && y !== undefined ? { x, y } : {}) };
}
