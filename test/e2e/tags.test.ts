/** Tags on screen: by key, menu and toolbar, for one message and for several; their names and colours; Thunderbird's among them. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, message, messages, reader } from '../support/screen.ts';
import { screenFaults } from '../support/screen-faults.ts';
import { settled } from '../support/settled.ts';

describeWith(host, 'tags', () => {
  const app = demoApp();

  const menu = (): Locator => app.page.getByRole('dialog', { name: /^Tag / });
  const option = (name: string): Locator => menu().getByRole('option', { name, exact: true });
  const field = (): Locator => menu().getByRole('combobox', { name: 'Find or make a tag' });
  const chips = (): Locator => reader(app.page).getByRole('list', { name: 'Tags' }).first();
  const toast = (words: string): Locator => app.page.getByRole('region', { name: 'Notifications' }).getByText(words);
  const look = async (screen: string): Promise<void> => {
    await settled(app.page);
    await keepScreenshot(app.page, screen);
    expect(await accessibilityViolations(app.page), screen).toEqual([]);
  };

  test('by key: found by letters, put on with Enter, and taken back', async () => {
    const { page } = app;
    await message(page, /Lunch tomorrow/u).first().click();
    await page.keyboard.press('l');
    await field().waitFor();
    await expect.poll(() => menu().getByRole('option').allInnerTexts()).toEqual(['Important', 'Work', 'Personal', 'To do', 'Later']);
    await page.keyboard.type('impo');
    await expect.poll(() => menu().getByRole('option').first().innerText()).toBe('Important');
    await look('tags-menu-light');
    await page.keyboard.press('Enter');
    await menu().waitFor({ state: 'detached' });
    await toast('Tagged “Important”').waitFor();
    await chips().getByText('Important').waitFor();
    await message(page, /Lunch tomorrow.*Important|Important.*Lunch tomorrow/u).first().waitFor();
    await button(page.getByRole('region', { name: 'Notifications' }), 'Undo').last().click();
    await expect.poll(() => chips().count()).toBe(0);
  });

  test('a new one is made from its name, from the toolbar', async () => {
    const { page } = app;
    await button(reader(page), 'Tag…').click();
    await field().fill('Hiking 2026');
    await option('New tag “Hiking 2026”').click();
    await toast('Tagged “Hiking 2026”').waitFor();
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await chips().getByText('Hiking 2026').waitFor();
  });

  test('for several: on some, then on all, then on none', async () => {
    const { page } = app;
    await page.keyboard.press('Escape');
    await message(page, /Lunch tomorrow/u).first().click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('l');
    await menu().waitFor();
    const hiking = option('Hiking 2026');
    expect(await hiking.getAttribute('aria-checked')).toBe('mixed');
    await hiking.click();
    await expect.poll(() => hiking.getAttribute('aria-checked')).toBe('true');
    await look('tags-several');
    await hiking.click();
    await expect.poll(() => hiking.getAttribute('aria-checked')).toBe('false');
    await toast('Tag “Hiking 2026” taken off 2 messages').waitFor();
    await option('Work').click();
    await toast('Tagged “Work”: 2 messages').waitFor();
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await expect.poll(() => messages(page).getByRole('row', { name: /Work/u }).count()).toBeGreaterThanOrEqual(2);
  });

  test('from the menu of a row', async () => {
    const { page } = app;
    await message(page, /Lunch tomorrow/u).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Tag…' }).click();
    await menu().waitFor();
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
  });

  test('a long name leaves room for what can be done about it', async () => {
    const { page } = app;
    const name = 'W'.repeat(60);
    await message(page, /Lunch tomorrow/u).first().click();
    await page.keyboard.press('l');
    await field().fill(name);
    await option(`New tag “${name}”`).click();
    await toast('Tagged “WW').waitFor();
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    expect(await screenFaults(page)).toEqual([]);
    await button(page.getByRole('region', { name: 'Notifications' }), 'Undo').last().click();
    await expect.poll(() => chips().getByText(name).count()).toBe(0);
  });

  test('names and colours are chosen in a dialog, and shown everywhere', async () => {
    const { page } = app;
    await message(page, /Lunch tomorrow/u).first().click();
    await button(page, 'View and settings').click();
    await page.getByRole('menuitem', { name: 'Edit tags…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tags' });
    await dialog.getByRole('textbox', { name: 'Name of “Work”' }).fill('Museum');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Colour of “Museum”: Orange' }).click();
    await page.getByRole('menuitemradio', { name: 'Violet' }).click();
    await dialog.getByRole('button', { name: 'Colour of “Museum”: Violet' }).waitFor();
    await dialog.getByRole('textbox', { name: 'New tag' }).fill('museum');
    await dialog.getByText('There is a tag of that name already.').waitFor();
    await dialog.getByRole('textbox', { name: 'New tag' }).fill('Boats');
    await button(dialog, 'Add').click();
    await dialog.getByRole('textbox', { name: 'Name of “Boats”' }).waitFor();
    await button(dialog, 'Remove “Later”').click();
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Name of “Later”' }).count()).toBe(0);
    await look('tags-dialog-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await look('tags-dialog-dark');
    await button(dialog, 'Done').click();
    await dialog.waitFor({ state: 'detached' });
    await chips().getByText('Museum').waitFor();
    await look('tags-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await message(page, /Lunch tomorrow/u).first().click();
    await page.keyboard.press('l');
    await menu().waitFor();
    await menu().getByRole('option').first().waitFor();
    expect(await menu().getByRole('option').allInnerTexts()).not.toContain('Later');
    expect(app.pageErrors).toEqual([]);
  });
});
