/** The windows that are open in this process, and what their applications wrote: what a failed test leaves to look at. */
import type { Page } from 'playwright-core';

const pages = new Set<Page>();
const outputs = new Set<() => string>();

export function watchedPage(page: Page): Page {
  pages.add(page);
  page.once('close', () => pages.delete(page));
  return page;
}

/** Until `gone`. */
export function watchedOutput(output: () => string): { gone(): void } {
  outputs.add(output);
  return { gone: () => void outputs.delete(output) };
}

export const openPages = (): readonly Page[] => [...pages];
export const openOutputs = (): readonly string[] => [...outputs].map((output) => output());
