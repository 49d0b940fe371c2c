/** The parts that are built, and what each is built from. Apart from how: asking what is stale must not load the bundler. */

export type Part = 'ui' | 'browser' | 'electron';

export const PARTS: readonly Part[] = ['ui', 'browser', 'electron'];

/** Folders and files whose change makes a part stale. */
export const SOURCES: Readonly<Record<Part, readonly string[]>> = {
  ui: ['shared', 'renderer', 'main/mirror', 'app/start', 'package-lock.json'],
  browser: ['shared', 'main', 'app', 'package-lock.json'],
  electron: ['shared', 'main', 'app', 'package-lock.json'],
};
