/** The window for everybody: landmarks and headings in order, what is announced, a focus that can be seen, no motion where none is wanted. Every screen: screens.test.ts. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, rows } from '../support/screen.ts';

describeWith(host, 'the window for everybody', () => {
  const app = demoApp();

  test('landmarks and headings', async () => {
    const { page } = app;
    await rows(page).nth(1).click();
    await page.getByRole('region', { name: 'Message', exact: true }).getByRole('heading').first().waitFor();
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('banner').count()).toBe(1);
    expect(await page.getByRole('search', { name: 'Search mail' }).count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Folders' }).count()).toBe(1);
    const levels = await page.getByRole('heading').evaluateAll((all) => all.map((heading) => Number(heading.getAttribute('aria-level') ?? heading.tagName.slice(1))));
    expect(levels[0]).toBe(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0), `${levels.join(' ')}`).toBeLessThanOrEqual(1);
  });

  test('what is done is said', async () => {
    const { page } = app;
    await rows(page).nth(1).click();
    const live = page.locator('[role=status], [role=log], [role=alert], [aria-live]');
    await page.keyboard.press('s');
    await live.filter({ hasText: /[Ff]lag/u }).first().waitFor({ state: 'attached' });
  });

  test('wherever the focus goes it can be seen', async () => {
    const { page } = app;
    const unseen: string[] = [];
    const met = new Set<string>();
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => {
        const at = document.activeElement;
        if (!(at instanceof HTMLElement) || at === document.body) return null;
        // The ring may be drawn by what holds the element, as around a field.
        const isRinged = (one: Element): boolean => {
          const { outlineStyle, outlineWidth, boxShadow, borderTopColor } = getComputedStyle(one);
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none' || (one.matches(':focus-within:has(input, textarea)') && borderTopColor !== 'rgba(0, 0, 0, 0)');
        };
        const name = at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 40);
        return { name: `${at.localName} ${name}`, isSeen: [at, at.parentElement, at.parentElement?.parentElement].some((one) => one && isRinged(one)) || at.localName === 'iframe' };
      });
      if (!found) continue;
      met.add(found.name);
      if (!found.isSeen) unseen.push(found.name);
    }
    expect(unseen).toEqual([]);
    expect(met.size).toBeGreaterThan(10);
  });

  test('without motion nothing moves', async () => {
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = () => page.evaluate(() => document.getAnimations().filter(({ effect, playState }) => playState === 'running' && Number(effect?.getComputedTiming().duration ?? 0) > 20 && effect instanceof KeyframeEffect && effect.getKeyframes().some((frame) => 'transform' in frame || 'translate' in frame || 'scale' in frame)).map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.className : '')));
    await button(page, 'View and settings').click();
    await page.getByRole('menu').waitFor();
    expect(await moving()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await moving()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('no script failed', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
