/** The menu of a row is about the row under the pointer, however the list or the tree came to be where it is. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { throwAwayFolder } from '../support/running-app.ts';
import { folder, folders, messages, reader, rows } from '../support/screen.ts';

describeWith(host, 'menus of rows', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  /** Scrolls, and focuses the row that is in the middle then, before the browser has told anybody of scrolling. Answers how far it stayed scrolled. */
  const scrollAndFocus = (box: Locator, share: number) => box.evaluate((element, part) => {
    element.scrollTop = Math.round((element.scrollHeight - element.clientHeight) * part);
    const before = element.scrollTop;
    const { top, height } = element.getBoundingClientRect();
    const row = [...element.querySelectorAll<HTMLElement>('[role=row]')].find((one) => one.getBoundingClientRect().bottom > top + height / 2);
    row?.focus({ preventScroll: true });
    return { before, after: element.scrollTop };
  }, share);
  /** The row nearest to the middle, and its own middle. */
  const middle = (box: Locator) => box.evaluate((element) => {
    const { top, height } = element.getBoundingClientRect();
    const far = (row: Element): number => Math.abs(row.getBoundingClientRect().top - top - height / 2);
    const [row] = [...element.querySelectorAll('[role=row]')].sort((a, b) => far(a) - far(b));
    const own = row?.getBoundingClientRect();
    return { x: (own?.left ?? 0) + (own?.width ?? 0) / 2, y: (own?.top ?? 0) + (own?.height ?? 0) / 2, name: row?.getAttribute('aria-label') ?? '' };
  });

  beforeAll(async () => {
    place = throwAwayFolder();
    app = await openApp({ folder: place.path, args: ['--demo'], height: 520 });
    await rows(app.page).nth(5).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

  test('the folder tree stays where it was scrolled to when it gets the focus', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await rows(page).first().click();
    const { before, after } = await scrollAndFocus(folders(page), 1);
    expect(before).toBeGreaterThan(0);
    expect(after).toBe(before);
    await rows(page).first().click();
    // And by the mouse: what is pressed is what the menu is of.
    await folders(page).evaluate((tree) => { tree.scrollTop = tree.scrollTop > 40 ? 0 : tree.scrollHeight; });
    const { x, y, name } = await middle(folders(page));
    await page.mouse.click(x, y, { button: 'right' });
    const called = name.split(/[,(]/u)[0]!;
    await page.getByRole('menu', { name: new RegExp(`${called.trim()}`, 'u') }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  test('so does the list, and a right click is for what is under it: it is marked, and what is open stays open', async () => {
    const { page } = app;
    await rows(page).first().click();
    const selected = (): Locator => page.locator('[data-pane=list] [role=row][aria-selected=true]');
    const open = await selected().getAttribute('aria-label');
    await folder(page, 'Inbox').focus();
    await messages(page).evaluate((grid) => { grid.scrollTop = 400; });
    await expect.poll(async () => (await middle(messages(page))).name).not.toBe('Loading');
    const { before, after } = await scrollAndFocus(messages(page), 0.4);
    expect(after).toBe(before);
    await expect.poll(async () => (await middle(messages(page))).name).not.toBe('Loading');
    const { x, y, name } = await middle(messages(page));
    await page.mouse.click(x, y, { button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await page.locator('[data-pane=list] [role=row][data-menu]').getAttribute('aria-label')).toBe(name);
    expect(await page.locator('[data-pane=list] [role=row][aria-selected=true]').evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))).not.toContain(name);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await page.locator('[data-menu]').count()).toBe(0);
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await expect.poll(() => selected().getAttribute('aria-label')).toBe(open);
  });

  test('after a right click on the row that was selected, the keyboard still brings what it goes to into sight', async () => {
    const { page } = app;
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    const top = messages(page).locator('[data-index="0"]');
    await top.click();
    await top.click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    // The menu gives the focus back a frame after it has gone.
    await expect.poll(() => top.evaluate((row) => row === document.activeElement)).toBe(true);
    await page.keyboard.press('End');
    const last = async () => messages(page).evaluate((grid) => {
      const row = grid.querySelector('[data-lead]')?.getBoundingClientRect();
      const box = grid.getBoundingClientRect();
      return Boolean(row && row.bottom <= box.bottom + 1 && row.top >= box.top);
    });
    await expect.poll(last).toBe(true);
  });

  test('the menu key opens it at its row, also where that was scrolled away', async () => {
    const { page } = app;
    await page.keyboard.press('Home');
    await expect.poll(() => messages(page).evaluate((grid) => grid.scrollTop)).toBe(0);
    // Also when it stands there already, and only the list was scrolled.
    await messages(page).evaluate((grid) => { grid.scrollTop = grid.scrollHeight; });
    await page.keyboard.press('Home');
    await expect.poll(() => messages(page).evaluate((grid) => grid.scrollTop)).toBe(0);
    await messages(page).evaluate((grid) => { grid.scrollTop = grid.scrollHeight; });
    await page.keyboard.press('.');
    const menu = page.getByRole('menu');
    await menu.waitFor();
    const [box, row] = [await menu.boundingBox(), await page.locator('[role=grid] [data-lead]').boundingBox()];
    expect(box && row && box.y >= row.y - 4 && row.y >= 0).toBe(true);
    await page.keyboard.press('Escape');
  });

  test('a right click on a message that is not open does not read it, and the menu is for it alone', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Inbox', exact: true }).waitFor();
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await rows(page).first().click();
    const heading = await reader(page).getByRole('heading').first().textContent();
    const unread = messages(page).getByRole('row', { name: /, unread/u }).first();
    const label = (await unread.getAttribute('aria-label'))!;
    await unread.click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    // Longer than what is open takes to count as read.
    await page.waitForTimeout(1_500);
    expect(await page.locator('[role=row][data-menu]').getAttribute('aria-label')).toBe(label);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    // The keyboard is where it was, and goes on from there.
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-lead'))).toBe(true);
    await unread.click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Flag/u }).click();
    await expect.poll(() => messages(page).getByRole('row', { name: /, unread.*flagged|flagged.*, unread/u }).first().getAttribute('aria-label')).toContain(label.split(', unread')[0]!);
    expect(await reader(page).getByRole('heading').first().textContent()).toBe(heading);
    await page.keyboard.press('z');
  });

  test('what stands in the menu stays, also when the message under it is read meanwhile', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Inbox', exact: true }).waitFor();
    const unread = messages(page).getByRole('row', { name: /, unread/u }).first();
    const label = ((await unread.getAttribute('aria-label')) ?? '').split(', unread')[0]!;
    // By what it is called: under a menu everything else is hidden from assistive technology.
    const row = page.locator(`[role=row][aria-label^=${JSON.stringify(label)}]`).first();
    // Open, and the menu asked for before that counts as read.
    await unread.evaluate((element) => {
      const { left, top } = element.getBoundingClientRect();
      const at = { bubbles: true, cancelable: true, clientX: left + 80, clientY: top + 10 };
      for (const type of ['mousedown', 'mouseup', 'click']) element.dispatchEvent(new MouseEvent(type, at));
      element.dispatchEvent(new MouseEvent('contextmenu', { ...at, button: 2 }));
    });
    await expect.poll(() => row.getAttribute('aria-label')).not.toContain(', unread');
    const item = page.getByRole('menuitem', { name: /^Mark as/u });
    expect(await item.textContent()).toContain('Mark as read');
    await item.click();
    await page.getByText('Message marked as read.').waitFor();
    expect(await row.getAttribute('aria-label')).not.toContain(', unread');
  });
});
