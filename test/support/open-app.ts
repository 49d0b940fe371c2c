/** The whole application with its window, on either host. */
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronExecutable, hostUnderTest } from './host-under-test.ts';
import { watchedPage } from './open-pages.ts';
import { openBrowser, startMain, watchPage, type PageWatch } from './running-app.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface AppOptions {
  /** All state of the application and its browser. Opening the same folder again is starting again. */
  folder: string;
  width?: number;
  height?: number;
  dark?: boolean;
  /** Of the application: `--demo`, `--extra-ca FILE`. */
  args?: readonly string[];
}

export interface App extends PageWatch {
  readonly page: Page;
  /** As a user ends it. */
  close(): Promise<void>;
  /** SIGKILL to the process that owns journal and connections; the window goes too. */
  kill(): Promise<void>;
}

export const openApp = (options: AppOptions): Promise<App> => (hostUnderTest === 'electron' ? openElectron(options) : openInBrowser(options));

async function openInBrowser({ folder, args = [], ...window }: AppOptions): Promise<App> {
  const main = await startMain(`${folder}/profile`, args);
  try {
    const browser = await openBrowser(`${folder}/browser`, window);
    await browser.page.goto(main.address);
    const end = async (how: 'stop' | 'kill'): Promise<void> => {
      // Killed first: a main process that sees its window go would have time to tidy up.
      if (how === 'kill') await main.kill();
      await browser.close();
      await main.stop();
    };
    return { page: browser.page, strayRequests: browser.strayRequests, pageErrors: browser.pageErrors, close: () => end('stop'), kill: () => end('kill') };
  } catch (error) {
    await main.stop();
    throw error;
  }
}

async function openElectron({ folder, args = [], width = 1280, height = 800, dark = false }: AppOptions): Promise<App> {
  const executablePath = electronExecutable();
  if (executablePath === undefined) throw new Error('no Electron runtime');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({ executablePath, args: [...root, ROOT, `--profile=${folder}/profile`, ...joined(args)], colorScheme: dark ? 'dark' : 'light' });
  const page = watchedPage(await mainWindow(app));
  const watch = watchPage(page.context(), page);
  page.setDefaultTimeout(30_000);
  await page.setViewportSize({ width, height });
  return {
    page,
    ...watch,
    close: () => app.close(),
    async kill() {
      const gone = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
      app.process().kill('SIGKILL');
      await gone;
    },
  };
}

/** The hidden mirror window may come first. */
async function mainWindow(app: ElectronApplication): Promise<Page> {
  for (;;) {
    const found = app.windows().find((page) => !page.url().includes('mirror'));
    if (found) return found;
    await app.waitForEvent('window');
  }
}

/** `--extra-ca FILE` as one word, which is how the desktop shell is given its options. */
const joined = (args: readonly string[]): string[] =>
  args.flatMap((word, index) => (word.startsWith('--') ? [args[index + 1]?.startsWith('--') === false ? `${word}=${args[index + 1]!}` : word] : []));
