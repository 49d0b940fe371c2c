/** The menu of one message in an open conversation: what can be done with messages elsewhere can be done from there, to that one alone. */
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, folder, message, reader } from '../support/screen.ts';

describeWith(host, 'the menu of one message of a conversation', () => {
  const app = demoApp({ still: true });
  const card = (sender: string): Locator => reader(app.page).getByRole('article', { name: new RegExp(`^${sender}, `, 'u') });
  const item = (name: string): Locator => app.page.getByRole('menuitem', { name, exact: true });
  const toasts = (): Locator => app.page.getByRole('region', { name: 'Notifications' });
  const tags = (): Locator => app.page.getByRole('dialog', { name: /^Tag / });
  const openMenu = (sender: string): Promise<void> => button(card(sender), `Actions for the message from ${sender}`).click();

  beforeAll(async () => {
    const { page } = app;
    await message(page, /Museum site: second draft/u).first().click();
    await reader(page).getByRole('button', { name: 'Show the conversation, 3 messages' }).click();
    await button(reader(page), 'Unfold all messages').click();
    await button(card('Robin Vale'), 'Actions for the message from Robin Vale').waitFor();
  });

  test('it offers all that the other menus offer', async () => {
    const { page } = app;
    await openMenu('Robin Vale');
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Reply', 'Reply all', 'Forward', 'Archive', 'Delete', 'Move to junk', 'Move to…', 'Copy to…', 'Flag', 'Tag…', 'Mark as unread from here',
      'Open in a window of its own', 'Save as EML…', 'Print…', 'View full headers', 'View source',
    ]);
    await keepScreenshot(page, 'card-menu');
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  test('one of another folder is tagged, and the next time its tags are known', async () => {
    const { page } = app;
    await openMenu('Robin Vale');
    await item('Tag…').click();
    await tags().getByRole('option', { name: 'Work', exact: true }).click();
    await toasts().getByText('Tagged “Work”').waitFor();
    await page.keyboard.press('Escape');
    await tags().waitFor({ state: 'detached' });
    await reader(page).getByRole('list', { name: 'Tags' }).first().getByText('Work').waitFor();
    // The message of the list has none.
    expect(await message(page, /Museum site: second draft.*Work/u).count()).toBe(0);
    await openMenu('Robin Vale');
    await item('Tag…').click();
    await expect.poll(() => tags().getByRole('option', { name: 'Work', exact: true }).getAttribute('aria-selected')).toBe('true');
    await tags().getByRole('option', { name: 'Work', exact: true }).click();
    await toasts().getByText('Tag “Work” taken off').waitFor();
    await page.keyboard.press('Escape');
    await tags().waitFor({ state: 'detached' });
  });

  test('it is copied to a folder that is found by a few letters, and it stays', async () => {
    const { page } = app;
    await openMenu('Robin Vale');
    await item('Copy to…').click();
    await page.getByRole('combobox', { name: 'Copy the message to' }).fill('Archive');
    await page.keyboard.press('Enter');
    await toasts().getByText('Message copied to Archive.').waitFor();
    await card('Robin Vale').waitFor();
    await page.keyboard.press('z');
    await toasts().getByText(/^Taken back: /u).waitFor();
  });

  test('from here on means it and the newer ones, and they stay unread while they are on screen', async () => {
    const { page } = app;
    await openMenu('Lars Holm');
    // Nothing is newer.
    await item('Mark as unread').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    const unread = async (): Promise<(string | undefined)[]> => {
      await button(reader(page), 'Fold all messages').click();
      const found = await reader(page).getByRole('button', { expanded: false, name: /\bunread\b/u }).allInnerTexts();
      await button(reader(page), 'Unfold all messages').click();
      await button(card('Robin Vale'), 'Fold this message').waitFor();
      return found.map((text) => /Priya Raman|Robin Vale|Lars Holm/u.exec(text)?.[0]);
    };
    // What is on screen has been read before that is said.
    await expect.poll(unread).toEqual([]);
    await openMenu('Robin Vale');
    await item('Mark as unread from here').click();
    await toasts().getByText('2 messages marked as unread.').waitFor();
    await expect.poll(unread).toEqual(['Robin Vale', 'Lars Holm']);
    await message(page, /Lars Holm, .*Museum site: second draft.*unread/u).first().waitFor();
    await page.waitForTimeout(1500);
    expect(await unread()).toEqual(['Robin Vale', 'Lars Holm']);
    await page.keyboard.press('z');
    await expect.poll(unread).toEqual([]);
  });

  test('it goes to Junk alone, and there it can be said that it is none', async () => {
    const { page } = app;
    await openMenu('Priya Raman');
    await item('Move to junk').click();
    await toasts().getByText('Message moved to Junk.').waitFor();
    await card('Priya Raman').waitFor({ state: 'detached' });
    await card('Robin Vale').waitFor();
    await button(reader(page), 'Show one message in Trash or Junk').click();
    await card('Priya Raman').getByText('in Junk').first().waitFor();
    await button(reader(page), 'Unfold all messages').click();
    await openMenu('Priya Raman');
    expect(await item('Move to junk').count()).toBe(0);
    await item('Not junk').click();
    await toasts().getByText('Message moved to the inbox: no junk.').waitFor();
    await folder(page, 'Junk').first().click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Junk', exact: true }).waitFor();
    expect(await message(page, /Priya Raman/u).count()).toBe(0);
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
