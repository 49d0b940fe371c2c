/** Every main screen, light and dark, large and small: kept as pictures, free of serious accessibility faults, nothing outside the window. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, fillAccount, folder, message, reader, rows } from '../support/screen.ts';

const SIZES = [{ width: 1280, height: 800 }, { width: 900, height: 600 }, { width: 640, height: 800 }] as const;

for (const dark of [false, true]) {
  for (const { width, height } of SIZES) {
    const name = `${dark ? 'dark' : 'light'}-${width}x${height}`;
    describeWith(host, `screens, ${name}`, () => {
      let place: ReturnType<typeof throwAwayFolder>;
      let app: App;

      beforeAll(async () => {
        place = throwAwayFolder();
        app = await openApp({ folder: place.path, width, height, dark });
      });
      afterAll(async () => {
        await app?.close();
        place?.remove();
      });

      async function look(screen: string): Promise<void> {
        const { page } = app;
        await page.waitForTimeout(400); // motion ends, fonts are there
        await keepScreenshot(page, `${screen}-${name}`);
        expect(await accessibilityViolations(page), screen).toEqual([]);
        expect(await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]), `${screen} scrolls as a whole`).toEqual([0, 0]);
      }

      test('welcome', async () => {
        await button(app.page, 'Look around in a demo mailbox').waitFor();
        await look('welcome');
      });

      test('add account, with an error that says what failed', async () => {
        const { page } = app;
        await button(page, 'Add account').click();
        await fillAccount(page, { email: 'ann@example.org', password: 'secret', name: 'Ann', imap: { host: '127.0.0.1', port: 1, security: 'TLS' }, smtp: { host: '127.0.0.1', port: 1, security: 'TLS' } });
        await button(page, 'Connect').click();
        await page.getByRole('alert').filter({ hasText: /127\.0\.0\.1/u }).waitFor();
        await look('add-account');
        await button(page, 'Cancel').click();
      });

      test('list, and a message open', async () => {
        const { page } = app;
        await button(page, 'Look around in a demo mailbox').click();
        await rows(page).nth(5).waitFor();
        await look('list');
        await message(page, /The Field Post/u).first().click();
        await reader(page).frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
        await look('message');
      });

      test('activity, with something done', async () => {
        const { page } = app;
        await page.keyboard.press('s');
        await page.keyboard.press('g');
        await page.keyboard.press('o');
        const panel = page.getByRole('dialog', { name: 'Activity' });
        await panel.getByRole('region', { name: 'Done' }).getByRole('listitem').first().waitFor();
        await look('activity');
        await page.keyboard.press('Escape');
        await panel.waitFor({ state: 'detached' });
      });

      test('storage, and what clearing does', async () => {
        const { page } = app;
        await button(page, 'View and settings').click();
        await page.getByRole('menuitem', { name: 'Storage…' }).click();
        const dialog = page.getByRole('dialog', { name: 'Storage' });
        const clear = dialog.getByRole('button', { name: 'Clear texts of Demo mailbox' });
        await expect.poll(() => clear.isEnabled()).toBe(true);
        await clear.click();
        await look('storage');
        await button(dialog, 'Keep').click();
        await button(dialog, 'Done').click();
        await dialog.waitFor({ state: 'detached' });
      });

      test('the menu of a folder, and what it asks', async () => {
        const { page } = app;
        if (width < 1000) await button(page, 'Show folders').click();
        const choose = async (name: string): Promise<void> => {
          await folder(page, 'Junk').click({ button: 'right' });
          await page.getByRole('menuitem', { name }).click();
        };
        await folder(page, 'Junk').click({ button: 'right' });
        await page.getByRole('menu', { name: 'Actions for Junk' }).waitFor();
        await look('folder-menu');
        await page.keyboard.press('Escape');
        await choose('New folder inside…');
        await page.getByRole('dialog', { name: 'New folder in “Junk”' }).waitFor();
        await look('new-folder');
        await button(page, 'Cancel').click();
        await choose('Empty Junk…');
        await page.getByRole('alertdialog').waitFor();
        await look('empty-folder');
        await button(page, 'Cancel').click();
        await page.getByRole('alertdialog').waitFor({ state: 'detached' });
        if (width < 1000) await page.mouse.click(width - 20, height - 20);
      });

      test('composer', async () => {
        const { page } = app;
        await button(reader(page), 'Reply').click();
        await page.getByRole('textbox', { name: 'Message' }).waitFor();
        await look('compose');
      });

      test('no script failed and nothing was contacted', () => {
        expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
      });
    });
  }
}
