/** The folder pane with one account: favourites, views, names, places, drops, options, icons, with the mouse and without. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { drag, takeHold } from '../support/drag.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, folders, rows } from '../support/screen.ts';

describeWith(host, 'the folder pane', () => {
  const app = demoApp();
  const item = (name: string): Locator => app.page.getByRole('menuitem', { name, exact: true });
  const row = (name: string | RegExp): Locator => folders(app.page).getByRole('row', { name, exact: true });
  const menu = (of: Locator): Promise<void> => of.click({ button: 'right' });
  const toast = (words: RegExp): Locator => app.page.getByRole('region', { name: 'Notifications' }).getByText(words).last();
  const undo = (): Promise<void> => app.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().click();
  const level = (of: Locator): Promise<string | null> => of.getAttribute('aria-level');
  const count = async (of: Locator): Promise<number> => Number(/, (\d+) /u.exec((await of.getAttribute('aria-label')) ?? '')?.[1] ?? 0);
  /** Whatever the tests before left. */
  const unfold = async (name: string): Promise<void> => {
    if (await folder(app.page, name).getAttribute('aria-expanded') === 'true') return;
    await folder(app.page, name).focus();
    await app.page.keyboard.press('ArrowRight');
    await expect.poll(() => folder(app.page, name).getAttribute('aria-expanded')).toBe('true');
  };
  const focused = (): Promise<string | null> => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

  test('with one account the views are few, and show what they say', async () => {
    const { page } = app;
    expect(await row('All inboxes').count()).toBe(0);
    const unread = row(/^Unread of all accounts/u);
    const before = await count(unread);
    expect(before).toBeGreaterThan(0);
    await unread.click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Unread' }).waitFor();
    await expect.poll(() => unread.getAttribute('aria-selected')).toBe('true');
    await folder(page, 'Inbox').click();
  });

  test('a favourite stands above, opens like the folder, and can be taken away again', async () => {
    const { page } = app;
    await menu(folder(page, '2026'));
    await item('Add to favourites').click();
    const favourite = row(/^2026, favourite/u);
    await favourite.click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: '2026' }).waitFor();
    await expect.poll(() => favourite.getAttribute('aria-selected')).toBe('true');
    expect(await accessibilityViolations(page)).toEqual([]);
    await menu(favourite);
    await item('Remove from favourites').click();
    await favourite.waitFor({ state: 'detached' });
    expect(await row('Favourites').count()).toBe(0);
    await folder(page, 'Inbox').click();
  });

  test('favourites are put in order by key, by menu and by dragging, and stay so', async () => {
    const { page } = app;
    const order = (): Promise<string[]> => folders(app.page).getByRole('row', { name: /, favourite/u }).evaluateAll((all) => all.map((one) => /^[^,]+/u.exec(one.getAttribute('aria-label') ?? '')![0]));
    for (const name of ['Archive', 'Sent', '2026']) {
      await menu(folder(page, name).last());
      await item('Add to favourites').click();
    }
    await expect.poll(async () => (await order()).length).toBe(3);
    const [first, second, third] = await order();
    await row(new RegExp(`^${first!}, favourite`, 'u')).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(order).toEqual([second, first, third]);
    await expect.poll(focused).toMatch(new RegExp(`^${first!}, favourite`, 'u'));
    await menu(row(new RegExp(`^${third!}, favourite`, 'u')));
    await page.getByRole('menuitem', { name: /^Favourite one up/u }).click();
    await expect.poll(order).toEqual([second, third, first]);
    await drag(row(new RegExp(`^${first!}, favourite`, 'u')), row(new RegExp(`^${second!}, favourite`, 'u')));
    await expect.poll(order).toEqual([first, second, third]);
    await app.restart();
    await expect.poll(order).toEqual([first, second, third]);
    expect(await accessibilityViolations(app.page)).toEqual([]);
    for (const name of [first!, second!, third!]) {
      await menu(row(new RegExp(`^${name}, favourite`, 'u')));
      await item('Remove from favourites').click();
    }
  });

  test('letters are the keys of the window in the tree, too', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await rows(page).first().click();
    await folder(page, 'Inbox').focus();
    await page.keyboard.press('j');
    await expect.poll(() => rows(page).nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await focused()).toMatch(/^Inbox/u);
    expect(await page.locator('h1').count()).toBe(1);
  });

  test('F2 asks for a name where the name stands; the focus stays in the tree', async () => {
    const { page } = app;
    await folder(page, 'Travel').focus();
    await page.keyboard.press('F2');
    const field = page.getByRole('textbox', { name: 'New name of Travel' });
    await field.waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/^Travel/u);
    await page.keyboard.press('F2');
    await field.fill('');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('A folder needs a name.').waitFor();
    await field.fill('Journeys');
    await page.keyboard.press('Enter');
    await folder(page, 'Journeys').waitFor();
    await expect.poll(focused).toMatch(/^Journeys/u);
    await undo();
    await folder(page, 'Travel').waitFor();
    // What is below it is called by its old name for a moment more.
    await expect.poll(() => folder(page, '2026').getAttribute('data-key')).toMatch(/\/Travel\/2026$/u);
  });

  test('moved by a few letters of the place, and back', async () => {
    const { page } = app;
    await menu(folder(page, '2026'));
    await item('Move folder to…').click();
    const dialog = page.getByRole('dialog', { name: 'Move “2026” to' });
    await dialog.getByRole('option', { name: 'Top of the account' }).waitFor();
    expect(await dialog.getByRole('option', { name: '2026' }).count()).toBe(0);
    await page.keyboard.type('achv');
    await expect.poll(() => dialog.getByRole('option').count()).toBe(1);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await toast(/Folder “2026” is in “Archive” now/u).waitFor();
    await expect.poll(() => folder(page, '2026').evaluate((it) => it.previousElementSibling?.getAttribute('aria-label') ?? '')).toMatch(/^Archive/u);
    await undo();
    await expect.poll(() => folder(page, '2026').evaluate((it) => it.previousElementSibling?.getAttribute('aria-label') ?? '')).toMatch(/^Travel/u);
  });

  test('dragged into another folder and to the top; not into itself', async () => {
    const { page } = app;
    await drag(folder(page, '2026'), folder(page, 'Archive'));
    await toast(/Folder “2026” is in “Archive” now/u).waitFor();
    await expect.poll(() => level(folder(page, '2026'))).toBe('3');
    await drag(folder(page, '2026'), folder(page, 'Demo mailbox'));
    await toast(/“2026” is at the top/u).waitFor();
    await expect.poll(() => level(folder(page, '2026'))).toBe('2');
    await drag(folder(page, '2026'), folder(page, 'Travel'));
    await expect.poll(() => level(folder(page, '2026'))).toBe('3');
    expect(await folder(page, 'Sent').getAttribute('draggable')).toBe('true');
    await folder(page, 'Sent').dragTo(folder(page, 'Travel'));
    await page.waitForTimeout(200);
    expect(await level(folder(page, 'Sent'))).toBe('2');
  });

  test('messages dropped on a folder move there, with Ctrl they are copied; Undo brings them back', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    // Sender and subject: it may be read meanwhile.
    const newest = async (): Promise<string | undefined> => (await rows(page).first().getAttribute('aria-label'))?.split(', ').slice(0, 2).join();
    const subject = await newest();
    await drag(rows(page).first(), folder(page, '2026'));
    await toast(/moved to “?2026/u).waitFor();
    await expect.poll(newest).not.toBe(subject);
    await undo();
    await expect.poll(newest).toBe(subject);
    await drag(rows(page).first(), folder(page, '2026'), { isCtrl: true });
    await toast(/copied to “?2026/u).waitFor();
    expect(await newest()).toBe(subject);
    await undo();
  });

  test('what rests on a folded folder unfolds it', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await rows(page).nth(1).waitFor();
    await unfold('Travel');
    await folder(page, 'Travel').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => folder(page, '2026').count()).toBe(0);
    const held = await takeHold(rows(page).nth(1), { at: { x: 80, y: 20 } });
    await held.over(folder(page, 'Travel'), { x: 60, y: 10 });
    await folder(page, '2026').waitFor();
    // It holds no messages itself, and says so.
    expect(await folder(page, 'Travel').textContent()).toContain('Holds no messages, only folders');
    await held.drop();
    await rows(page).nth(1).waitFor();
  });

  test('all marked as read, and unread again by Undo', async () => {
    const { page } = app;
    const before = await count(folder(page, 'Inbox'));
    await menu(folder(page, 'Inbox'));
    await item('Mark all as read').click();
    await expect.poll(() => count(folder(page, 'Inbox'))).toBe(0);
    await undo();
    await expect.poll(() => count(folder(page, 'Inbox'))).toBe(before);
  });

  test('the same by key for the folder on screen; where nothing is unread it says so', async () => {
    const { page } = app;
    const before = await count(folder(page, 'Inbox'));
    expect(before).toBeGreaterThan(0);
    await rows(page).first().focus();
    await page.keyboard.press('Shift+C');
    await expect.poll(() => count(folder(page, 'Inbox'))).toBe(0);
    await page.keyboard.press('Shift+C');
    await page.getByText('Nothing in Inbox is unread.').waitFor();
    await page.keyboard.press('z');
    await expect.poll(() => count(folder(page, 'Inbox'))).toBe(before);
  });

  test('options: a folder leaves the views, and how long its texts are kept', async () => {
    const { page } = app;
    const unread = row(/^Unread of all accounts/u);
    const [all, ofInbox] = [await count(unread), await count(folder(page, 'Inbox'))];
    await menu(folder(page, 'Inbox'));
    await item('Options…').click();
    const dialog = page.getByRole('dialog', { name: 'Options for “Inbox”' });
    expect(await dialog.getByRole('checkbox', { name: 'Notify of new mail' }).isChecked()).toBe(true);
    await dialog.getByText('Part of the views across accounts').click();
    const keep = dialog.getByRole('button', { name: /Keep the text of messages here/u });
    await expect.poll(() => keep.isEnabled()).toBe(true);
    expect(await accessibilityViolations(page)).toEqual([]);
    await keep.click();
    await page.getByRole('option', { name: 'The last 30 days' }).click();
    await dialog.getByText('The last 30 days').first().waitFor();
    await button(dialog, 'Done').click();
    await expect.poll(() => count(unread)).toBe(all - ofInbox);
    await menu(folder(page, 'Inbox'));
    await item('Options…').click();
    await dialog.getByText('The last 30 days').first().waitFor();
    await dialog.getByText('Part of the views across accounts').click();
    await button(dialog, 'Done').click();
    await expect.poll(() => count(unread)).toBe(all);
  });

  test('only subscribed folders, and all again', async () => {
    const { page } = app;
    await unfold('Travel');
    await menu(folder(page, '2026'));
    await item('Unsubscribe').click();
    await toast(/Folder “2026” is unsubscribed/u).waitFor();
    const show = async (which: string): Promise<void> => {
      await button(page, 'Choose what the folder list shows').click();
      await page.getByRole('menuitemradio', { name: which }).click();
    };
    await show('Only subscribed folders');
    await expect.poll(() => folder(page, '2026').count()).toBe(0);
    await folder(page, 'Inbox').waitFor();
    await show('All folders');
    await folder(page, '2026').waitFor();
  });

  test('icons alone: by the button and by the divider, with names in reach', async () => {
    const { page } = app;
    const width = async (): Promise<number> => Math.round((await page.getByRole('navigation', { name: 'Folders' }).boundingBox())!.width);
    await button(page, 'Show icons only').click();
    await expect.poll(width).toBe(64);
    expect(await accessibilityViolations(page)).toEqual([]);
    await folder(page, 'Drafts').click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Drafts' }).waitFor();
    await button(page, 'Show folder names').click();
    await expect.poll(width).toBe(232);
    const divider = page.getByRole('separator', { name: 'Width of the folders' });
    await divider.focus();
    await page.keyboard.press('Home');
    await expect.poll(width).toBe(64);
    await page.keyboard.press('ArrowRight');
    await expect.poll(width).toBe(180);
    await page.keyboard.press('Enter');
    await expect.poll(width).toBe(232);
  });

  test('the menu key opens the menu of a folder, and what was folded is folded after a restart', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await rows(page).nth(5).waitFor();
    // A list that was drawn anew looks after the focus for so long.
    await page.waitForTimeout(1000);
    await folder(page, 'Trash').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'Actions for Trash' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(focused).toMatch(/^Trash/u);
    // Two folded before either is drawn: the second must not bring back the first.
    await folder(page, 'Travel').evaluate(async (travel, views) => {
      for (const one of [travel, views!]) {
        // So that React has taken up the first, and not yet drawn the tree.
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        one.focus();
        one.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }));
      }
    }, await row('All folders').elementHandle());
    await expect.poll(() => row(/^Unread of all/u).count()).toBe(0);
    await app.restart();
    await folder(app.page, 'Travel').waitFor();
    await expect.poll(() => folder(app.page, '2026').count()).toBe(0);
    expect(await row(/^Unread of all/u).count()).toBe(0);
    expect(app.pageErrors).toEqual([]);
  });
});
