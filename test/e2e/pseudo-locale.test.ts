/** The window in languages nobody speaks: what is cut off, and what is not in the catalogue, shows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { direction, setLanguage, t, type Language } from '../../shared/locales/t.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button } from '../support/screen.ts';
import { wordFaults } from '../support/screen-words.ts';
import { settled } from '../support/settled.ts';

const SIZES = [{ width: 1280, height: 800 }, { width: 640, height: 800 }] as const;

for (const language of ['en-XA', 'ar-XB'] as const satisfies readonly Language[]) {
  for (const { width, height } of SIZES) {
    describeWith(host, `in ${language}, ${width} px wide`, () => {
      let place: ReturnType<typeof throwAwayFolder>;
      let app: App;

      beforeAll(async () => {
        setLanguage(language);
        place = throwAwayFolder();
        app = await openApp({ folder: place.path, width, height });
        await app.page.emulateMedia({ reducedMotion: 'reduce' });
        await app.page.evaluate((name) => localStorage.setItem('godwit.language', name), language);
        await app.page.reload();
      });
      afterAll(async () => {
        await app?.close();
        place?.remove();
        setLanguage('en');
      });

      async function look(screen: string, page = app.page): Promise<void> {
        await settled(page);
        await keepScreenshot(page, `${screen}-${language}-${width}`);
        // Whatever is wrong with this screen, the others are looked at too.
        expect.soft(await wordFaults(page), screen).toEqual({ hard: [], cut: [] });
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${screen} scrolls as a whole`).toBe(0);
      }
      const list = () => app.page.getByRole('grid', { name: t('list.title') });
      const row = (words: RegExp) => list().getByRole('row', { name: words }).first();
      const menu = async (name: string): Promise<void> => {
        await button(app.page, t('app.viewAndSettings')).click();
        await app.page.getByRole('menuitem', { name }).click();
      };

      test('the welcome, in its direction', async () => {
        await button(app.page, t('setup.lookAround')).waitFor();
        expect(await app.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([language, direction()]);
        await look('welcome');
      });

      test('add account, with what is wrong', async () => {
        const { page } = app;
        await button(page, t('setup.addAccount')).click();
        await button(page, t('setup.otherUser')).click();
        await page.getByLabel(t('setup.port')).first().fill('0');
        await button(page, t('setup.connect')).click();
        await page.getByText(t('setup.passwordMissing')).waitFor();
        await look('add-account');
        await button(page, t('design.cancel')).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      });

      test('list and reader', async () => {
        const { page } = app;
        await button(page, t('setup.lookAround')).click();
        await row(/The Field Post/u).waitFor();
        await look('list');
        await row(/The Field Post/u).click();
        await page.frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
        await look('message');
      });

      test('a conversation, the menu of one of its messages, a window of its own', async () => {
        const { page } = app;
        if (width < 1000) await button(page, t('reader.back')).click();
        await row(/Museum site: second draft/u).click();
        await button(page, t('reader.showConversation', { count: 3 })).click();
        const conversation = page.getByRole('article', { name: /Priya Raman/u });
        await conversation.waitFor();
        await look('conversation');
        await button(page, t('reader.messageMenu', { sender: 'Lars Holm' })).click();
        await page.getByRole('menu').waitFor();
        await look('card-menu');
        await page.keyboard.press('Escape');
        await page.getByRole('menu').waitFor({ state: 'detached' });
        const opening = page.context().waitForEvent('page');
        await button(page, t('reader.more')).click();
        await page.getByRole('menuitem', { name: t('reader.popOut') }).click();
        const own = await opening;
        await own.setViewportSize({ width, height });
        await own.emulateMedia({ reducedMotion: 'reduce' });
        await own.getByRole('article', { name: /Lars Holm/u }).getByText('I left out the one with the seagull.').waitFor();
        await look('pop-out', own);
        await own.close();
        if (width < 1000) await button(page, t('reader.back')).click();
        await row(/The Field Post/u).click();
        await page.frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
      });

      test('the composer', async () => {
        const { page } = app;
        await button(page, t('actions.reply')).click();
        await page.getByRole('textbox', { name: t('compose.text') }).waitFor();
        await look('compose');
        // Robin Vale <you@example.org>: its brackets close where they do in a letter.
        expect(await page.getByLabel(t('compose.from')).locator('option').first().evaluate((option) => getComputedStyle(option).direction)).toBe('ltr');
        await page.getByRole('textbox', { name: t('compose.text') }).pressSequentially('Thank you');
        await button(page, t('compose.discard')).click();
        await page.getByText(t('app.messageDiscarded')).waitFor();
        await look('discarded');
      });

      test('the menu of the window, keys, activity, storage', async () => {
        const { page } = app;
        await button(page, t('app.viewAndSettings')).click();
        await look('menu');
        await page.keyboard.press('Escape');
        await page.getByRole('menu').waitFor({ state: 'detached' });
        await menu(t('app.keyboardShortcuts'));
        await look('keys');
        await button(page.getByRole('dialog'), t('design.close')).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await menu(t('app.activity'));
        await page.getByRole('dialog', { name: t('activity.title') }).waitFor();
        await look('activity');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await menu(t('app.storage'));
        const clear = button(page.getByRole('dialog'), t('storage.clearTextsOf', { account: t('storage.demo') }));
        await expect.poll(() => clear.isEnabled()).toBe(true);
        await clear.click();
        await look('storage');
        await button(page, t('storage.keep')).click();
        await button(page, t('design.done')).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      });

      test('the settings, section by section', async () => {
        const { page } = app;
        await page.keyboard.press('Control+,');
        const settings = page.getByRole('dialog', { name: t('settings.title') });
        for (const section of ['accounts', 'reading', 'appearance', 'notifications', 'tags', 'storage', 'keyboard', 'about'] as const) {
          await settings.getByRole('tab', { name: t(`settings.section-${section}`) }).click();
          await settings.getByRole('tabpanel', { name: t(`settings.section-${section}`) }).waitFor();
          await look(`settings-${section}`);
        }
        await page.keyboard.press('Escape');
        await settings.waitFor({ state: 'detached' });
      });

      test('the palette, tags, the filter bar', async () => {
        const { page } = app;
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog', { name: t('palette.title') }).waitFor();
        await look('palette');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        // Where one pane is shown, the reader stands over the list.
        if (width < 1000) return;
        await row(/The Field Post/u).click();
        await page.keyboard.press('l');
        await page.getByRole('dialog').first().waitFor();
        await look('tag-menu');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').first().waitFor({ state: 'detached' });
        await button(page, t('list.filter')).click();
        await page.getByText(t('list.filter-unread'), { exact: true }).first().click();
        await look('filter');
        await button(page, t('list.filter')).click();
        await page.keyboard.press('Escape');
      });

      test('the menu of a folder, and what it asks', async () => {
        const { page } = app;
        if (width < 1000) await button(page, t('app.showFolders')).click();
        const junk = page.getByRole('treegrid', { name: t('folders.title') }).getByRole('row', { name: /Junk/u });
        await junk.click({ button: 'right' });
        await look('folder-menu');
        await page.getByRole('menuitem', { name: t('folders.newInside'), exact: true }).click();
        await page.getByRole('dialog').waitFor();
        await look('new-folder');
        await button(page, t('design.cancel')).click();
        await page.getByRole('dialog', { name: t('folders.newIn', { place: 'Junk' }) }).waitFor({ state: 'detached' });
        await junk.click({ button: 'right' });
        await page.getByRole('menuitem', { name: t('folders.emptyJunk'), exact: true }).click();
        await page.getByRole('alertdialog').waitFor();
        await look('empty-folder');
        await button(page, t('design.cancel')).click();
        await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      });

      test('a divider follows the pointer', async () => {
        if (width < 1000) return;
        const { page } = app;
        const divider = page.getByRole('separator', { name: t('app.foldersWidth') });
        const before = Number(await divider.getAttribute('aria-valuenow'));
        const box = (await divider.boundingBox())!;
        await page.mouse.move(box.x, box.y + 200);
        await page.mouse.down();
        await page.mouse.move(box.x + (direction() === 'rtl' ? -40 : 40), box.y + 200, { steps: 4 });
        await page.mouse.up();
        await expect.poll(() => divider.getAttribute('aria-valuenow')).toBe(String(before + 40));
        expect(Math.abs((await divider.boundingBox())!.x - box.x)).toBeGreaterThan(35);
      });

      test('no script failed', () => {
        expect(app.pageErrors).toEqual([]);
      });
    });
  }
}
