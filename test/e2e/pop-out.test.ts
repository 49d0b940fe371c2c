/** A message in a window of its own: everything that can be done to it elsewhere can be done there, and what closed it is told where there is a way back. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, folder, message, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

describeWith(host, 'a message in a window of its own', () => {
  const app = demoApp({ dark: true });
  const toasts = (page: Page): Locator => page.getByRole('region', { name: 'Notifications' });
  const opened = async (words: RegExp): Promise<Page> => {
    const { page } = app;
    await message(page, words).first().click();
    // Not that of the message before, which stays until this one is here.
    await reader(page).getByRole('heading', { name: words }).first().waitFor();
    const opening = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const own = await opening;
    await reader(own).getByRole('heading', { name: words }).first().waitFor();
    // Until its folders are known too, nothing can be moved.
    await expect.poll(() => button(reader(own), 'Archive').getAttribute('aria-disabled')).not.toBe('true');
    return own;
  };
  const closing = async (own: Page, act: () => Promise<void>): Promise<void> => {
    const closed = own.waitForEvent('close');
    await act();
    await closed;
  };

  test('? shows the keys that work there, and no others', async () => {
    const own = await opened(/Lunch tomorrow/u);
    await own.keyboard.press('?');
    const keys = own.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await keys.getByText('Move to a folder', { exact: true }).waitFor();
    for (const one of ['Archive', 'Tag', 'Junk, or not junk', 'Mark as read', 'Find an action, a folder or a setting', 'Save all attachments', 'Colours of the message as it was made, or adapted', 'Settings']) expect(await keys.getByText(one, { exact: true }).count(), one).toBe(1);
    for (const one of ['Next message', 'Select all', 'Search mail', 'Open in a window of its own']) expect(await keys.getByText(one, { exact: true }).count(), one).toBe(0);
    await own.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    await own.close();
  });

  test('Ctrl+K offers what can be done there, and nothing of folders and lists', async () => {
    const own = await opened(/Lunch tomorrow/u);
    const palette = own.getByRole('dialog', { name: 'Find an action or a setting', exact: true });
    const option = (name: string | RegExp): Locator => palette.getByRole('option', { name });
    const choose = async (words: string): Promise<void> => {
      await own.keyboard.press('Control+k');
      await palette.getByRole('combobox').fill(words);
      await expect.poll(() => own.locator('[role=option][aria-selected=true]').textContent()).toContain(words);
      await own.keyboard.press('Enter');
      await palette.waitFor({ state: 'detached' });
    };
    await own.keyboard.press('Control+k');
    await palette.getByRole('group', { name: 'This message' }).getByRole('option', { name: /^Archive\b.*E$/u }).waitFor();
    for (const one of ['Reply all', 'Move to…', 'Tag…', 'Print', 'Show all keys', 'Appearance']) await option(new RegExp(`^${one}`, 'u')).first().waitFor();
    for (const one of ['Select all', 'Write a message', 'Add an account', 'Inbox', 'Search mail', 'Open in a window of its own', 'Empty Trash']) expect(await option(new RegExp(`^${one}`, 'u')).count(), one).toBe(0);
    await settled(own);
    await keepScreenshot(own, 'pop-out-palette');
    expect(await accessibilityViolations(own)).toEqual([]);
    await own.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await choose('Flag');
    await message(app.page, /Lunch tomorrow.*flagged|flagged.*Lunch tomorrow/u).first().waitFor();
    await choose('Take the flag off');
    await expect.poll(() => message(app.page, /Lunch tomorrow.*flagged|flagged.*Lunch tomorrow/u).count()).toBe(0);
    await choose('Move to…');
    await own.getByRole('combobox', { name: 'Move the message to' }).waitFor();
    await own.keyboard.press('Escape');
    await choose('Theme');
    await own.getByRole('dialog', { name: 'Settings' }).getByRole('radiogroup', { name: 'Theme' }).waitFor();
    await own.keyboard.press('Escape');
    await own.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' });
    await own.close();
  });

  test('tagged by key and by button, with the tags it has already', async () => {
    const own = await opened(/Lunch tomorrow/u);
    const menu = own.getByRole('dialog', { name: /^Tag / });
    const option = (name: string): Locator => menu.getByRole('option', { name, exact: true });
    await own.keyboard.press('l');
    await menu.getByRole('combobox', { name: 'Find or make a tag' }).fill('Work');
    await own.keyboard.press('Enter');
    await message(app.page, /Lunch tomorrow.*Work|Work.*Lunch tomorrow/u).first().waitFor();
    await menu.waitFor({ state: 'detached' });
    await button(reader(own), 'Tag…').click();
    await expect.poll(() => option('Work').getAttribute('aria-selected')).toBe('true');
    await option('Work').click();
    await expect.poll(() => message(app.page, /Lunch tomorrow.*Work|Work.*Lunch tomorrow/u).count()).toBe(0);
    await own.close();
  });

  test('copied by key: it stays open, and Z takes it back', async () => {
    const own = await opened(/Lunch tomorrow/u);
    await own.keyboard.press('Shift+V');
    await own.getByRole('combobox', { name: 'Copy the message to' }).fill('Archive');
    await own.keyboard.press('Enter');
    await toasts(own).getByText('Message copied to Archive.').waitFor();
    await own.keyboard.press('z');
    await toasts(own).getByText(/^Taken back: /u).waitFor();
    await own.close();
  });

  test('moved by a few letters: it closes, the main window tells it with Undo', async () => {
    const { page } = app;
    const own = await opened(/Lunch tomorrow/u);
    await button(reader(own), 'Move to…').click();
    await own.getByRole('combobox', { name: 'Move the message to' }).fill('Archive');
    await settled(own);
    await keepScreenshot(own, 'pop-out-move');
    expect(await accessibilityViolations(own)).toEqual([]);
    await closing(own, () => own.keyboard.down('Enter'));
    await message(page, /Lunch tomorrow/u).first().waitFor({ state: 'detached' });
    await toasts(page).getByText('Message moved to Archive.').waitFor();
    await button(toasts(page), 'Undo').last().click();
    await message(page, /Lunch tomorrow/u).first().waitFor();
  });

  test('of several main windows one tells it, and the next one once that is closed', async () => {
    const { page } = app;
    const other = await page.context().newPage();
    await other.goto(new URL('/', page.url()).href);
    await rows(other).nth(2).waitFor();
    const own = await opened(/Lunch tomorrow/u);
    await closing(own, () => own.keyboard.down('!'));
    await toasts(other).getByText('Message moved to Junk.').waitFor();
    await message(page, /Lunch tomorrow/u).first().waitFor({ state: 'detached' });
    expect(await toasts(page).getByText('Message moved to Junk.').count()).toBe(0);
    await button(toasts(other), 'Undo').last().click();
    await message(page, /Lunch tomorrow/u).first().waitFor();
    await other.close();
    const again = await opened(/Lunch tomorrow/u);
    await closing(again, () => again.keyboard.down('!'));
    await toasts(page).getByText('Message moved to Junk.').waitFor();
    await button(toasts(page), 'Undo').last().click();
    await message(page, /Lunch tomorrow/u).first().waitFor();
  });

  test('junk by key, and by the menu no junk again', async () => {
    const { page } = app;
    const own = await opened(/Lunch tomorrow/u);
    await closing(own, () => own.keyboard.down('!'));
    await toasts(page).getByText('Message moved to Junk.').waitFor();
    await folder(page, 'Junk').first().click();
    const junk = await opened(/Lunch tomorrow/u);
    await button(reader(junk), 'More').click();
    const notJunk = junk.getByRole('menuitem', { name: 'Not junk' });
    await notJunk.waitFor();
    await closing(junk, () => notJunk.click());
    await toasts(page).getByText('Message moved to the inbox: no junk.').waitFor();
    await folder(page, 'Inbox').first().click();
    await message(page, /Lunch tomorrow/u).first().waitFor();
  });

  test('a conversation that is deleted closes its window and is told, too', async () => {
    const { page } = app;
    await page.keyboard.press('Shift+T');
    const own = await opened(/Estuary walk on Sunday/u);
    await reader(own).getByRole('article', { name: /^Tomás Ferreira, / }).waitFor();
    await closing(own, () => own.keyboard.down('#'));
    await message(page, /Estuary walk on Sunday/u).first().waitFor({ state: 'detached' });
    await toasts(page).getByText(/moved to Trash\.$/u).waitFor();
    await button(toasts(page), 'Undo').last().click();
    await message(page, /Estuary walk on Sunday/u).first().waitFor();
    await page.keyboard.press('Shift+T');
  });

  test('one key shows a message as it was made, and that is remembered', async () => {
    const own = await opened(/Eleven days without landing/u);
    await button(reader(own), 'Original colours').waitFor();
    await own.keyboard.press('Shift+D');
    await button(reader(own), 'Dark colours').waitFor();
    await own.close();
    const again = await opened(/Eleven days without landing/u);
    await button(reader(again), 'Dark colours').waitFor();
    await again.keyboard.press('Shift+D');
    await button(reader(again), 'Original colours').waitFor();
    await again.close();
  });

  test('no script failed and nothing was contacted', async () => {
    await rows(app.page).first().waitFor();
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
