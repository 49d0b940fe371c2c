/** The application with the demo mailbox in its window, for the tests of one `describe`. */
import { afterAll, beforeAll } from 'vitest';
import { openApp, type App, type AppOptions } from './open-app.ts';
import { throwAwayFolder } from './running-app.ts';
import { rows } from './screen.ts';

export interface DemoApp extends Pick<App, 'page' | 'pageErrors' | 'strayRequests'> {
  /** All state of the application and its browser. */
  readonly folder: string;
  /** Ends it as a user does and opens it again, with what it has kept. */
  restart(): Promise<void>;
}

interface DemoOptions extends Omit<AppOptions, 'folder'> {
  /** Nothing moves, as for people who asked their system for that: for specs whose subject is not motion. */
  still?: boolean;
}

/** To be called in a `describe`: opened before its tests, with rows on screen, and gone after them. `page` changes with a restart. */
export function demoApp({ still = false, ...options }: DemoOptions = {}): DemoApp {
  let place: ReturnType<typeof throwAwayFolder> | undefined;
  let app: App | undefined;
  const there = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('the demo mailbox is not open: this is for tests and hooks');
    return value;
  };
  const open = async (): Promise<void> => {
    app = await openApp({ ...options, folder: there(place).path, args: ['--demo', ...(options.args ?? [])] });
    if (still) await app.page.emulateMedia({ reducedMotion: 'reduce' });
    await rows(app.page).nth(5).waitFor();
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    await open();
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

  return {
    get page() { return there(app).page; },
    get pageErrors() { return there(app).pageErrors; },
    get strayRequests() { return there(app).strayRequests; },
    get folder() { return there(place).path; },
    async restart() {
      await there(app).close();
      await open();
    },
  };
}
