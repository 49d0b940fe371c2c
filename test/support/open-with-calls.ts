/** The real application with a mailbox of its own, over a line on which a test holds, refuses and sees what the window asks. */
import type { Page } from 'playwright-core';
import { openHostile, type HostileApp, type HostileOptions } from '../privacy/hostile-app.ts';
import { refusedCalls, type RefusedCalls } from './refused-calls.ts';
import { folder } from './screen.ts';

export interface AppWithCalls {
  readonly app: HostileApp;
  readonly page: Page;
  readonly calls: RefusedCalls;
}

/** Resolves when the folder Work is there, which is one of `letters`. `patience`: milliseconds for each thing that the window is asked for. */
export async function openWithCalls(letters: HostileOptions['letters'] & { readonly Work: readonly string[] }, patience = 10_000): Promise<AppWithCalls> {
  let calls: RefusedCalls | undefined;
  const app = await openHostile({ letters, prepare: async (page) => { calls = await refusedCalls(page); } });
  const { page } = app;
  page.setDefaultTimeout(patience);
  try {
    await folder(page, 'Work').waitFor();
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, page, calls: calls! };
}
