/** Every screen in three widths, light, dark and compact: kept as pictures, free of accessibility faults, nothing outside the window. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { leaveScreen, SCREENS, WELCOME, type Screen } from '../support/screen-table.ts';
import { button, rows } from '../support/screen.ts';

const SIZES = [{ width: 1280, height: 800 }, { width: 900, height: 700 }, { width: 600, height: 800 }] as const;
/** What rows of another density change. */
const DENSE = ['list', 'selected', 'message', 'search'];

for (const { width, height } of SIZES) {
  describeWith(host, `screens, ${width} px wide`, () => {
    let place: ReturnType<typeof throwAwayFolder>;
    let app: App;

    beforeAll(async () => {
      place = throwAwayFolder();
      app = await openApp({ folder: place.path, width, height });
    });
    afterAll(async () => {
      await app?.close();
      place?.remove();
    });

    async function look(name: string): Promise<void> {
      const { page } = app;
      await page.waitForTimeout(400); // motion ends, fonts are there
      await keepScreenshot(page, name);
      // Whatever is wrong with this screen, the others are looked at too.
      expect.soft(await accessibilityViolations(page), name).toEqual([]);
      expect.soft(await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]), `${name} scrolls as a whole`).toEqual([0, 0]);
    }
    async function visit(screen: Screen, looks: readonly ('light' | 'dark' | 'compact')[]): Promise<void> {
      const { page } = app;
      await screen.show(page);
      for (const kind of looks) {
        await page.emulateMedia({ colorScheme: kind === 'dark' ? 'dark' : 'light' });
        await look(`${screen.name}-${kind}-${width}`);
      }
      await leaveScreen(page, screen);
    }

    test.for(WELCOME.map((screen) => [screen.name, screen] as const))('%s', ([, screen]) => visit(screen, ['light', 'dark']));

    test('the demo mailbox', async () => {
      await button(app.page, 'Look around in a demo mailbox').click();
      await rows(app.page).nth(5).waitFor();
    });

    test.for(SCREENS.map((screen) => [screen.name, screen] as const))('%s', ([, screen]) => visit(screen, ['light', 'dark']));

    test('compact rows', async () => {
      const { page } = app;
      await button(page, 'View and settings').click();
      await page.getByRole('menuitemradio', { name: 'Compact' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
    });
    test.for(SCREENS.filter(({ name }) => DENSE.includes(name)).map((screen) => [screen.name, screen] as const))('%s, compact', ([, screen]) => visit(screen, ['compact']));

    test('no script failed and nothing was contacted', () => {
      expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
    });
  });
}
