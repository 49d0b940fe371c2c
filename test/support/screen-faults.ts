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
    for (const part of document.querySelectorAll('button, input, select, textarea, [role=tab], [role=option], [role^=menuitem]')) {
      const { left, right, width, height } = part.getBoundingClientRect();
      // A name for assistive technology alone takes no room.
      if (width <= 1 || height <= 1 || !part.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || part.closest('[inert]')) continue;
      let [from, to] = [0, innerWidth];
      for (let holder = part.parentElement; holder; holder = holder.parentElement) {
        const { overflowX, clipPath, position } = getComputedStyle(holder);
        if (clipPath !== 'none') [from, to] = [-Infinity, Infinity];
        else if (overflowX !== 'visible') {
          const edge = holder.getBoundingClientRect();
          [from, to] = [Math.max(from, edge.left), Math.min(to, edge.right)];
        }
        if (position === 'fixed' || to === Infinity) break;
      }
      if (left < from - 1 || right > to + 1) faults.push(`cut off: ${nameOf(part)}`);
    }
    // One word a line is as good as unreadable.
    for (const part of document.querySelectorAll('p, h2, h3, label, [role=status]')) {
      const { width } = part.getBoundingClientRect();
      if (width > 1 && width < 90 && part.textContent.trim().length > 40 && part.checkVisibility()) faults.push(`squeezed: ${nameOf(part)}`);
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
