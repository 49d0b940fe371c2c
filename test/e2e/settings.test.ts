/** The settings: each choice by its name, at once, and still there after a restart; accounts are changed, ordered and looked at. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, rows } from '../support/screen.ts';

describeWith(host, 'the settings', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const dialog = (): Locator => app.page.getByRole('dialog', { name: 'Settings' });
  const section = async (name: string): Promise<void> => {
    await dialog().getByRole('tab', { name }).click();
    await dialog().getByRole('tabpanel', { name }).waitFor();
  };
  const open = async (): Promise<void> => {
    await app.page.keyboard.press('Control+,');
    await dialog().waitFor();
  };
  const restart = async (): Promise<void> => {
    await app.close();
    app = await openApp({ folder: place.path });
    await rows(app.page).nth(3).waitFor();
  };
  const onPage = (name: string) => app.page.evaluate((key) => document.documentElement.dataset[key] ?? null, name);

  beforeAll(async () => {
    place = throwAwayFolder();
    app = await openApp({ folder: place.path, args: ['--demo'] });
    await rows(app.page).nth(3).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

  test('a key opens them, Escape closes them, and the focus is where it was', async () => {
    await rows(app.page).nth(1).click();
    await open();
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => app.page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  test('every section is reached by the arrow keys and has no accessibility fault', async () => {
    await open();
    await dialog().getByRole('tab', { name: 'Accounts' }).click();
    for (const name of ['Accounts', 'Reading and privacy', 'Appearance', 'Notifications', 'Tags', 'Storage', 'Keyboard', 'About']) {
      await dialog().getByRole('tabpanel', { name }).waitFor();
      await app.page.waitForTimeout(200);
      expect(await accessibilityViolations(app.page), name).toEqual([]);
      await app.page.keyboard.press('ArrowDown');
    }
    await app.page.keyboard.press('Escape');
  });

  test('looks change at once and stay over a restart', async () => {
    await open();
    await section('Appearance');
    await dialog().getByRole('radio', { name: 'Dark', exact: true }).check({ force: true });
    await expect.poll(() => onPage('theme')).toBe('dark');
    await dialog().getByRole('radio', { name: 'Plum' }).check({ force: true });
    await expect.poll(() => onPage('accent')).toBe('plum');
    await dialog().getByRole('switch', { name: 'High contrast' }).check({ force: true });
    await expect.poll(() => onPage('contrast')).toBe('more');
    await section('Reading and privacy');
    await dialog().getByRole('radio', { name: 'Newest first' }).check({ force: true });
    await dialog().getByRole('radio', { name: 'Never' }).check({ force: true });
    await dialog().getByRole('switch', { name: 'Say when somebody writes for the first time' }).uncheck({ force: true });
    await dialog().getByRole('button', { name: /^Mark a message as read|As soon as it is open/u }).click();
    await app.page.getByRole('option', { name: 'After 5 seconds' }).click();
    await restart();
    expect([await onPage('theme'), await onPage('accent'), await onPage('contrast')]).toEqual(['dark', 'plum', 'more']);
    await open();
    await section('Reading and privacy');
    expect(await dialog().getByRole('radio', { name: 'Newest first' }).isChecked()).toBe(true);
    expect(await dialog().getByRole('radio', { name: 'Never' }).isChecked()).toBe(true);
    expect(await dialog().getByRole('switch', { name: 'Say when somebody writes for the first time' }).isChecked()).toBe(false);
    await dialog().getByRole('button', { name: 'After 5 seconds' }).waitFor();
    await section('Appearance');
    await dialog().getByRole('radio', { name: 'Light', exact: true }).check({ force: true });
    await dialog().getByRole('switch', { name: 'High contrast' }).uncheck({ force: true });
    await dialog().getByRole('radio', { name: 'Teal' }).check({ force: true });
    await expect.poll(() => onPage('contrast')).toBe(null);
    await app.page.keyboard.press('Escape');
  });

  test('new mail of another folder is told once it is chosen', async () => {
    await open();
    await section('Notifications');
    const inbox = dialog().getByRole('checkbox', { name: 'Inbox', exact: true });
    const archive = dialog().getByRole('checkbox', { name: 'Archive', exact: true });
    expect([await inbox.isChecked(), await archive.isChecked()]).toEqual([true, false]);
    await archive.check({ force: true });
    await dialog().getByRole('switch', { name: 'Show sender and subject' }).uncheck({ force: true });
    await app.page.keyboard.press('Escape');
    await restart();
    await open();
    await section('Notifications');
    expect(await dialog().getByRole('checkbox', { name: 'Archive', exact: true }).isChecked()).toBe(true);
    expect(await dialog().getByRole('switch', { name: 'Show sender and subject' }).isChecked()).toBe(false);
    await app.page.keyboard.press('Escape');
  });

  test('what the server offers, where things lie, and whose work is in it', async () => {
    await open();
    await section('Accounts');
    await button(dialog(), 'What the server of Demo mailbox offers').click();
    await dialog().getByText('New mail is told at once').waitFor();
    await button(dialog(), 'All accounts').click();
    await section('About');
    await dialog().getByText(place.path).waitFor();
    await dialog().getByText('dompurify').waitFor();
    await app.page.keyboard.press('Escape');
  });

  for (const dark of [false, true]) {
    test(`pictures of every section, ${dark ? 'dark' : 'light'}`, async () => {
      const { page } = app;
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await open();
      await section('Appearance');
      await dialog().getByRole('radio', { name: 'As the system' }).check({ force: true });
      for (const [width, height] of [[1280, 800], [900, 700], [600, 800]] as const) {
        await page.setViewportSize({ width, height });
        for (const name of ['Accounts', 'Reading and privacy', 'Appearance', 'Notifications', 'Storage', 'About']) {
          await section(name);
          await page.waitForTimeout(150);
          await keepScreenshot(page, `settings-${name.toLowerCase().replaceAll(' ', '-')}-${dark ? 'dark' : 'light'}-${width}`);
          const sideways = await dialog().getByRole('tabpanel', { name }).evaluate((panel) => panel.scrollWidth - panel.clientWidth);
          expect(sideways, `${name} at ${width} scrolls sideways`).toBe(0);
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
    });
  }

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
