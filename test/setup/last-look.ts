/** After an end-to-end test that failed: what stood on the screen, where the keyboard was, what the application wrote. A machine far away shows nothing else. */
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { openOutputs, openPages } from '../support/open-pages.ts';

const LINES = 100;
const WRITTEN = 30;

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const page of openPages()) console.error(await look(page).catch((error: unknown) => `the window cannot be looked at: ${String(error)}`));
  for (const output of openOutputs()) console.error(`the application wrote:\n${output.trim().split('\n').slice(-WRITTEN).join('\n')}`);
});

async function look(page: Page): Promise<string> {
  const { keyboard, scrolled } = await page.evaluate(() => {
    const active = document.activeElement;
    const grid = document.querySelector('[role=grid]');
    return { keyboard: `${active?.tagName.toLowerCase()} ${active?.getAttribute('role') ?? ''} ${active?.getAttribute('aria-label') ?? ''}`, scrolled: grid?.scrollTop ?? 0 };
  });
  // A row says in its name what its cells say again.
  const lines = (await page.locator('body').ariaSnapshot({ timeout: 5_000 })).split('\n').filter((line) => !/^\s*- (?:'?gridcell|text:|time:|'?button "(?:Actions for|Collapse|Expand))/u.test(line));
  const shown = lines.length > LINES ? [...lines.slice(0, LINES), `(and ${lines.length - LINES} lines more)`] : lines;
  return [`the keyboard is at ${keyboard}; the list is scrolled by ${scrolled}; on the screen:`, ...shown].join('\n');
}
