/** The window for everybody: forced colours, more contrast, 200 % zoom, no motion; landmarks and headings in order, what is announced, a focus that can be seen. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { leaveScreen, SCREENS } from '../support/screen-table.ts';
import { button, rows } from '../support/screen.ts';

const WAYS = {
  'forced-colors': (page) => page.emulateMedia({ forcedColors: 'active' }),
  'more-contrast': (page) => page.emulateMedia({ contrast: 'more' }),
  // 1280 × 800 at 200 %: half as many CSS pixels, each twice as large.
  'zoomed': async (page) => {
    await page.setViewportSize({ width: 640, height: 400 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setDeviceMetricsOverride', { width: 640, height: 400, deviceScaleFactor: 2, mobile: false });
  },
} satisfies Record<string, (page: App['page']) => Promise<void>>;

for (const [way, set] of Object.entries(WAYS)) {
  describeWith(host, `every screen, ${way}`, () => {
    let place: ReturnType<typeof throwAwayFolder>;
    let app: App;

    beforeAll(async () => {
      place = throwAwayFolder();
      app = await openApp({ folder: place.path, args: ['--demo'] });
      await set(app.page);
      await rows(app.page).nth(2).waitFor();
    });
    afterAll(async () => {
      await app?.close();
      place?.remove();
    });

    test.for(SCREENS.map((screen) => [screen.name, screen] as const))('%s', async ([name, screen]) => {
      const { page } = app;
      await screen.show(page);
      await page.waitForTimeout(300); // motion ends
      await keepScreenshot(page, `${name}-${way}`);
      expect.soft(await accessibilityViolations(page), name).toEqual([]);
      expect.soft(await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]), `${name} scrolls as a whole`).toEqual([0, 0]);
      // What cannot be scrolled to is lost.
      expect.soft(await page.evaluate(() => [...document.querySelectorAll('[role=dialog] button, [role=alertdialog] button, [role=menu] [role^=menuitem]')].filter((part) => {
        const { left, right, width } = part.getBoundingClientRect();
        return width > 1 && part.checkVisibility() && (left < 0 || right > innerWidth);
      }).map((part) => part.textContent)), `${name} is cut off`).toEqual([]);
      await leaveScreen(page, screen);
    });
  });
}

describeWith(host, 'the window for everybody', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;

  beforeAll(async () => {
    place = throwAwayFolder();
    app = await openApp({ folder: place.path, args: ['--demo'] });
    await rows(app.page).nth(2).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

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
