/** axe-core over a page: what keeps people with assistive technology out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResult { violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations in words, of every weight or only the serious and critical ones; empty is good. Message frames are left out: their content is the sender's. */
export async function accessibilityViolations(page: Page, weight: 'all' | 'serious' = 'serious'): Promise<string[]> {
  // What still fades in has other colours than it will have.
  await page.evaluate(() => Promise.all(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished.catch(() => undefined))));
  // Through the debugger: the page's own policy forbids foreign scripts, and stays as it is.
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResult> } }).axe.run({ exclude: [['iframe']] }, { resultTypes: ['violations'], iframes: false }));
  return violations.filter(({ impact }) => weight === 'all' || impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
