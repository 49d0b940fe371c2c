/** axe-core over a page: what keeps people with assistive technology out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

interface AxeResult { violations: { id: string; impact: string | null; nodes: { html: string; failureSummary: string; target: string[] }[] }[] }

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations of every weight, in words, those of target sizes (WCAG 2.5.8) among them; empty is good. Waits until the page is at rest. Message frames are left out: their content is the sender's. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  const found = await violationsAtRest(page);
  // A tooltip may have begun to fade in while it was looked at: what is true of the page is true a second time.
  return found.length === 0 ? found : violationsAtRest(page);
}

async function violationsAtRest(page: Page): Promise<string[]> {
  // What still fades in has other colours than it will have.
  await settled(page);
  // Through the debugger: the page's own policy forbids foreign scripts, and stays as it is.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResult> } }).axe.run({ exclude: [['iframe']] }, { resultTypes: ['violations'], iframes: false, rules: { 'target-size': { enabled: true } } });
    // A tooltip stands in no landmark: it is read with what it belongs to.
    const isTooltip = (selector: string): boolean => {
      const element = document.querySelector(selector);
      return element !== null && element.querySelector('[role=tooltip]')?.textContent === element.textContent;
    };
    return found.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: id === 'region' ? nodes.filter(({ target }) => !isTooltip(target[0] ?? '')) : nodes })).filter(({ nodes }) => nodes.length > 0);
  });
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary.replaceAll(/\s+/gu, ' ').slice(0, 200)}`).join(' | ')}`);
}
