/** The language that is chosen: kept in the profile, on the whole window at once, with its direction, and still there after a restart. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournalFile } from '../../main/journal/journal-file.ts';
import { settingsRecordSchema } from '../../main/settings/settings-store.ts';
import { setLanguage, t, type Language } from '../../shared/locales/t.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';

describeWith(host, 'the language of the window', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;

  beforeAll(async () => {
    place = throwAwayFolder();
    const profile = join(place.path, 'profile');
    mkdirSync(profile, { mode: 0o700 });
    // One that runs from right to left; the window offers it to whoever has it.
    const journal = await openJournalFile(join(profile, 'settings.journal'), (value) => settingsRecordSchema.parse(value));
    await journal.append({ t: 'settings', settings: { appearance: { language: 'ar-XB' } } });
    await journal.close();
    app = await openApp({ folder: place.path, args: ['--demo'] });
  });
  afterAll(async () => {
    setLanguage('en');
    await app?.close();
    place?.remove();
  });

  const root = () => app.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  /** The whole window, by the words of each of its parts. */
  async function isIn(language: Language, dir: 'ltr' | 'rtl'): Promise<void> {
    await expect.poll(root, { timeout: 15_000 }).toEqual([language, dir]);
    setLanguage(language);
    const { page } = app;
    await page.getByRole('grid', { name: t('list.title'), exact: true }).getByRole('row', { name: /The Field Post/u }).first().waitFor();
    await page.getByRole('treegrid', { name: t('folders.title'), exact: true }).waitFor();
    await page.getByRole('button', { name: t('folders.compose'), exact: true }).waitFor();
    const folders = await page.getByRole('treegrid', { name: t('folders.title'), exact: true }).boundingBox();
    expect(folders!.x > 640).toBe(dir === 'rtl');
  }
  async function choose(to: string): Promise<void> {
    const { page } = app;
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog', { name: t('settings.title') });
    await dialog.getByRole('tab', { name: t('settings.section-appearance') }).click();
    await dialog.getByRole('button', { name: t('settings.language') }).click();
    await page.getByRole('option', { name: to, exact: true }).click();
  }
  async function restart(): Promise<void> {
    // What was chosen last is on its way to the journal.
    await app.page.waitForTimeout(1_500);
    await app.close();
    app = await openApp({ folder: place.path });
  }

  test('is the one that is kept in the profile, also after a restart', async () => {
    await isIn('ar-XB', 'rtl');
    await keepScreenshot(app.page, 'language-rtl');
    await restart();
    await isIn('ar-XB', 'rtl');
  });

  test('another one is on the screen at once, in its direction, and stays', async () => {
    await choose('English');
    await isIn('en', 'ltr');
    await keepScreenshot(app.page, 'language-ltr');
    await restart();
    await isIn('en', 'ltr');
    expect(app.pageErrors).toEqual([]);
  });
});
