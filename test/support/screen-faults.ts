/** What is wrong with a screen for somebody who needs more than a mouse and good eyes, whatever it shows. */
import type { Page } from 'playwright-core';
import { accessibilityViolations } from './accessibility.ts';

/** In words; empty is good. For a window that was asked to keep still (`reducedMotion`). */
export async function screenFaults(page: Page): Promise<string[]> {
  const violations = await accessibilityViolations(page);
  return [...violations, ...await page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight) faults.push(`the page scrolls as a whole: ${scrollWidth - innerWidth} px sideways, ${scrollHeight - innerHeight} px down`);
    const nameOf = (element: Element): string => `${element.localName}.${String(element.getAttribute('class') ?? '').split(' ')[0] ?? ''} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`;
    // What cannot be scrolled to is lost.
    for (const part of document.querySelectorAll('[role=dialog] button, [role=alertdialog] button, [role=menu] [role^=menuitem]')) {
      const { left, right, width } = part.getBoundingClientRect();
      if (width > 1 && part.checkVisibility() && (left < 0 || right > innerWidth)) faults.push(`cut off: ${nameOf(part)}`);
    }
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const seconds = (times: string): number => Math.max(...times.split(',').map((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 0.001 : 1)));
      for (const element of document.querySelectorAll('*')) {
        if (!element.checkVisibility()) continue;
        for (const part of [undefined, '::before', '::after']) {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element, part);
          const longest = Math.max(seconds(transitionDuration), animationName === 'none' ? 0 : seconds(animationDuration));
          if (longest > 0.01) faults.push(`moves for ${longest} s: ${nameOf(element)}${part ?? ''}`);
        }
      }
    }
    return faults;
  })];
}
