/** Every main screen, light and dark, large and small: kept as pictures, free of serious accessibility faults, nothing outside the window. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { chromium, describeWith } from '../support/requires.ts';
import { keepScreenshot, openBrowser, startMain, throwAwayFolder, type Browser, type MainProcess } from '../support/running-app.ts';
import { button, fillAccount, message, messages, reader } from '../support/screen.ts';

const SIZES = [{ width: 1280, height: 800 }, { width: 900, height: 600 }, { width: 640, height: 800 }] as const;

for (const dark of [false, true]) {
  for (const { width, height } of SIZES) {
    const name = `${dark ? 'dark' : 'light'}-${width}x${height}`;
    describeWith(chromium, `screens, ${name}`, () => {
      let place: ReturnType<typeof throwAwayFolder>;
      let main: MainProcess;
      let browser: Browser;

      beforeAll(async () => {
        place = throwAwayFolder();
        main = await startMain(`${place.path}/profile`);
        browser = await openBrowser(`${place.path}/browser`, { width, height, dark });
        await browser.page.goto(main.address);
      });
      afterAll(async () => {
        await browser?.close();
        await main?.stop();
        place?.remove();
      });

      async function look(screen: string): Promise<void> {
        const { page } = browser;
        await page.waitForTimeout(400); // motion ends, fonts are there
        await keepScreenshot(page, `${screen}-${name}`);
        expect(await accessibilityViolations(page), screen).toEqual([]);
        expect(await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]), `${screen} scrolls as a whole`).toEqual([0, 0]);
      }

      test('welcome', async () => {
        await button(browser.page, 'Look around in a demo mailbox').waitFor();
        await look('welcome');
      });

      test('add account, with an error that says what failed', async () => {
        const { page } = browser;
        await button(page, 'Add account').click();
        await fillAccount(page, { email: 'ann@example.org', password: 'secret', name: 'Ann', imap: { host: '127.0.0.1', port: 1, security: 'TLS' }, smtp: { host: '127.0.0.1', port: 1, security: 'TLS' } });
        await button(page, 'Connect').click();
        await page.getByRole('alert').filter({ hasText: /127\.0\.0\.1/u }).waitFor();
        await look('add-account');
        await button(page, 'Cancel').click();
      });

      test('list, and a message open', async () => {
        const { page } = browser;
        await button(page, 'Look around in a demo mailbox').click();
        await messages(page).getByRole('row').nth(5).waitFor();
        await look('list');
        await message(page, /The Field Post/u).first().click();
        await reader(page).frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
        await look('message');
      });

      test('composer', async () => {
        const { page } = browser;
        await button(reader(page), 'Reply').click();
        await page.getByRole('textbox', { name: 'Message' }).waitFor();
        await look('compose');
      });

      test('no script failed and nothing was contacted', () => {
        expect([browser.pageErrors, browser.strayRequests]).toEqual([[], []]);
      });
    });
  }
}
