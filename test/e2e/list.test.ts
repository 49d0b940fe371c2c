/** The list of messages on the demo mailbox: orders, filters, conversations, date groups, rows, selecting with mouse and keyboard. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { drag } from '../support/drag.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, folder, message, messages, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

describeWith(host, 'the list of messages', () => {
  const app = demoApp();
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const pane = (): Locator => app.page.getByRole('region', { name: 'Messages' });
  const names = async (): Promise<string[]> => Promise.all((await rows(app.page).all()).map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  const first = async (): Promise<string> => (await rows(app.page).first().getAttribute('aria-label')) ?? '';
  const subjects = async (): Promise<string[]> => (await names()).map((name) => name.split(', ')[1] ?? '');
  const filter = (name: string): Locator => app.page.getByRole('toolbar', { name: 'Show only' }).getByRole('button', { name, exact: true });
  const selected = (): Locator => messages(app.page).getByRole('row', { selected: true });
  const choose = async (name: string): Promise<void> => {
    await button(pane(), 'Order and view').click();
    await app.page.getByRole('menuitemradio', { name, exact: true }).click();
    await app.page.getByRole('menu').waitFor({ state: 'detached' });
  };
  const look = async (screen: string): Promise<void> => {
    await app.page.mouse.move(0, 0);
    await settled(app.page);
    await keepScreenshot(app.page, screen);
    expect(await accessibilityViolations(app.page), screen).toEqual([]);
  };

  test('rows in the order of dates are grouped by days', async () => {
    const group = (name: string): Locator => messages(app.page).getByRole('rowgroup', { name, exact: true });
    const groups = messages(app.page).getByRole('rowgroup');
    // It came some minutes ago: right after midnight that is yesterday.
    const newest = groups.first().getByRole('row', { name: /Lunch tomorrow/u });
    await newest.waitFor();
    const day = /\d{1,2} \p{L}+ \d{4}/u.exec(await newest.getAttribute('aria-label') ?? '')![0];
    await expect.poll(() => group(new Date(day).toDateString() === new Date().toDateString() ? 'Today' : 'Yesterday').getByRole('row', { name: /Lunch tomorrow/u }).count()).toBe(1);
    await expect.poll(() => groups.count()).toBeGreaterThan(1);
    await look('list-groups');
    await choose('Hidden');
    await expect.poll(() => groups.count()).toBe(0);
    await choose('Shown');
    await newest.waitFor();
  });

  test('by subject, by size, the other way round; and by date again', async () => {
    await choose('Subject');
    await expect.poll(async () => isAscending(await subjects())).toBe(true);
    expect(await messages(app.page).getByRole('rowgroup').count()).toBe(0);
    await choose('Z to A');
    await expect.poll(async () => isAscending((await subjects()).reverse())).toBe(true);
    await choose('Size');
    const largest = await first();
    await choose('Smallest first');
    await expect.poll(first).not.toBe(largest);
    await choose('Date');
    await expect.poll(first).toContain('Lunch tomorrow');
  });

  test('the order is remembered for each folder, and set by keyboard alone', async () => {
    const { page } = app;
    await rows(page).first().focus();
    await press('Shift+O');
    const menu = page.getByRole('menu', { name: 'Order and view' });
    await menu.getByRole('menuitemradio', { name: 'Date' }).waitFor();
    await expect.poll(() => menu.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.type('Flagged');
    await press('Enter');
    await menu.waitFor({ state: 'detached' });
    await expect.poll(first).toContain('flagged');
    await expect.poll(() => messages(page).evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await folder(page, 'Archive').click();
    await expect.poll(first).not.toContain('flagged');
    await folder(page, 'Inbox').click();
    await expect.poll(first).toContain('flagged');
    await choose('Date');
    await expect.poll(first).toContain('Lunch tomorrow');
  });

  test('filters answer with a number, and together; what is read while they are on stays', async () => {
    const { page } = app;
    await rows(page).first().focus();
    await press('Shift+F');
    await filter('Unread').click();
    await pane().getByText(/^\d+ of \d+ match$/u).waitFor();
    await expect.poll(async () => (await names()).every((name) => name.includes('unread'))).toBe(true);
    await look('list-filter');
    const before = await rows(page).count();
    await rows(page).nth(1).click();
    await expect.poll(async () => (await rows(page).nth(1).getAttribute('aria-label'))?.includes('unread'), { timeout: 5_000 }).toBe(false);
    expect(await rows(page).count()).toBe(before);
    await filter('Attachment').click();
    await expect.poll(async () => (await names()).every((name) => name.includes('attachment'))).toBe(true);
    await button(pane(), 'Clear all filters').click();
    await pane().getByText(/ messages$/u).waitFor();
    expect(await filter('Unread').getAttribute('aria-pressed')).toBe('false');
  });

  test('what a filter hides does not stay selected with the rest', async () => {
    const { page } = app;
    await rows(page).first().click();
    await press('Control+a');
    await reader(page).getByText(/^\d+ messages selected$/u).waitFor();
    await filter('Flagged').click();
    await pane().getByText(/^\d+ of \d+ match$/u).waitFor();
    await expect.poll(() => reader(page).getByText(/messages selected$/u).count()).toBe(0);
    await press('Control+a');
    const several = reader(page).getByText(/^\d+ messages selected$/u);
    await several.waitFor();
    const words = await several.innerText();
    await button(pane(), 'Clear all filters').click();
    await pane().getByText('Attachment').waitFor();
    await expect.poll(() => several.innerText()).toBe(words);
    await rows(page).first().click();
  });

  test('only from people one has written to', async () => {
    const { page } = app;
    const all = Number(await messages(page).getAttribute('aria-rowcount'));
    await filter('Contacts').click();
    await pane().getByText(/^\d+ of \d+ match$/u).waitFor();
    const senders = async (): Promise<string[]> => [...new Set((await names()).map((name) => name.split(', ')[0] ?? ''))].sort();
    await expect.poll(senders).toEqual(['Grace Vale', 'Ingrid Solberg', 'Lars Holm', 'Priya Raman', 'Tomás Ferreira', 'Дмитрий Соколов']);
    expect(Number(await messages(page).getAttribute('aria-rowcount'))).toBeLessThan(all);
    await button(pane(), 'Clear all filters').click();
    await pane().getByText(/ messages$/u).waitFor();
  });

  test('a filter that nothing passes says so, and how to see all again', async () => {
    for (const name of ['Unread', 'Flagged', 'Attachment', 'Contacts']) await filter(name).click();
    await pane().getByText('Nothing here matches: Unread, Flagged, Attachment, Contacts.').waitFor();
    await look('list-nothing-matches');
    await button(pane(), 'Show all messages').click();
    await message(app.page, /Lunch tomorrow/u).waitFor();
    await button(pane(), 'Filter').click();
    await app.page.getByRole('toolbar', { name: 'Show only' }).waitFor({ state: 'detached' });
  });

  test('mouse: one, a range, one more, one of several alone again', async () => {
    const { page } = app;
    const row = (index: number): Locator => rows(page).nth(index);
    await row(1).click();
    await row(4).click({ modifiers: ['Shift'] });
    await expect.poll(() => selected().count()).toBe(4);
    await row(6).click({ modifiers: ['Control'] });
    await row(2).click({ modifiers: ['Control'] });
    await expect.poll(() => selected().count()).toBe(4);
    await reader(page).getByText('4 messages selected').waitFor();
    // Pressed down it may be taken hold of, with all others.
    await row(3).hover();
    await page.mouse.down();
    await expect.poll(() => selected().count()).toBe(4);
    await page.mouse.up();
    await expect.poll(() => selected().count()).toBe(1);
  });

  test('a row that is archived by its own button is not among the selected any more', async () => {
    const { page } = app;
    await rows(page).nth(1).click();
    await rows(page).nth(3).click({ modifiers: ['Shift'] });
    await reader(page).getByText('3 messages selected').waitFor();
    await rows(page).nth(2).hover();
    await rows(page).nth(2).locator('[data-action=archive]').click();
    await page.getByText('Message archived.').waitFor();
    await expect.poll(() => selected().count()).toBe(2);
    await reader(page).getByText('2 messages selected').waitFor();
    await press('z');
    await page.getByText(/^Taken back/u).first().waitFor();
    await rows(page).first().click();
  });

  test('keyboard: a range, one more, all, none but the one', async () => {
    const { page } = app;
    await rows(page).nth(0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    await expect.poll(() => selected().count()).toBe(3);
    await press('Shift+ArrowUp');
    await expect.poll(() => selected().count()).toBe(2);
    await press('Control+a');
    const all = Number((await messages(page).getAttribute('aria-rowcount')) ?? 0);
    await reader(page).getByText(`${all} messages selected`).waitFor();
    await look('list-all-selected');
    await press('Escape');
    await expect.poll(() => selected().count()).toBe(1);
  });

  test('the menu of a row by the menu key: the same as by the pointer, and back to the row', async () => {
    const { page } = app;
    await rows(page).nth(0).click();
    // Opened, it becomes read by itself, and its menu another one.
    await expect.poll(() => rows(page).nth(0).getAttribute('aria-label')).not.toMatch(/unread/u);
    await press('ContextMenu');
    const menu = page.getByRole('menu', { name: 'Actions' });
    await menu.getByRole('menuitem').first().waitFor();
    const byKey = await menu.getByRole('menuitem').allInnerTexts();
    await press('Escape');
    await menu.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row');
    await rows(page).nth(0).click({ button: 'right' });
    await expect.poll(() => menu.getByRole('menuitem').allInnerTexts()).toEqual(byKey);
    expect(byKey.length).toBeGreaterThan(3);
    await press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  test('as conversations: people and how many, all of it acted on, undone as one', async () => {
    const { page } = app;
    await rows(page).nth(0).focus();
    await press('Shift+T');
    const conversation = message(page, /, 3 messages, \[tidewatch\] Count of the first Sunday/u);
    await conversation.click();
    await look('list-conversations');
    await expect.poll(() => selected().count()).toBe(1);
    await press('e');
    await conversation.waitFor({ state: 'detached' });
    await page.getByText('3 messages archived.').waitFor();
    await expect.poll(() => selected().count()).toBe(1);
    await press('z');
    await conversation.waitFor();
    await rows(page).first().click();
    await press('Shift+ArrowDown');
    await reader(page).getByText(/^2 conversations selected, \d+ messages$/u).waitFor();
    await press('Escape', 'Shift+T');
    await message(page, /Re: \[tidewatch\] Count of the first Sunday/u).first().waitFor();
  });

  test('several rows are taken hold of and dropped on a folder', async () => {
    const { page } = app;
    const shown = async (): Promise<string[]> => (await names()).map((name) => name.split(', ').slice(0, 2).join(', '));
    const before = (await shown()).slice(1, 3);
    await rows(page).nth(1).click();
    await press('Shift+ArrowDown');
    await drag(rows(page).nth(2), folder(page, 'Archive'));
    await expect.poll(async () => (await shown()).filter((name) => before.includes(name)), { timeout: 5_000 }).toEqual([]);
    await press('z');
    await expect.poll(async () => (await shown()).slice(1, 3)).toEqual(before);
  });

  test('a row that is dragged out of the window is a file of that message', async () => {
    const { page } = app;
    await page.evaluate(() => {
      window.addEventListener('dragstart', (event) => { document.body.dataset['carried'] = event.dataTransfer?.getData('DownloadURL') ?? ''; });
    });
    const box = (await message(page, /Lunch tomorrow/u).first().boundingBox())!;
    // Quicker than a hand: its first drag may begin before there is an address.
    const drag = async (): Promise<string> => {
      await page.mouse.move(box.x + 120, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 140, box.y + 40, { steps: 6 });
      await page.mouse.up();
      return page.evaluate(() => document.body.dataset['carried'] ?? '');
    };
    await expect.poll(drag).toMatch(/^application\/octet-stream:Lunch tomorrow_\.eml:http:\/\/127\.0\.0\.1:\d+\/download\/[\w-]+$/u);
    const carried = await page.evaluate(() => document.body.dataset['carried'] ?? '');
    const text = await page.evaluate(async (url) => (await fetch(url)).text(), /http:.*$/u.exec(carried)![0]);
    expect(text).toContain('Subject: Lunch tomorrow');
  });

  test('in a view over several folders each row says where it lies', async () => {
    const { page } = app;
    await folder(page, 'Flagged').click();
    await message(page, /flagged.*, in Inbox$/u).first().waitFor();
    expect((await names()).every((name) => /, in [^,]+$/u.test(name))).toBe(true);
    await look('list-all-flagged');
    await folder(page, 'Inbox').click();
    await message(page, /Lunch tomorrow/u).waitFor();
  });

  test('rows are as high as their lines', async () => {
    const { page } = app;
    const height = async (): Promise<number> => Math.round((await rows(page).first().boundingBox())?.height ?? 0);
    for (const [words, expected] of [['Two lines', 90], ['No text', 54], ['One line', 72]] as const) {
      await choose(words);
      await expect.poll(height).toBe(expected);
      if (expected === 90) await look('list-two-lines');
    }
    await button(page, 'View and settings').click();
    await page.getByRole('menuitemradio', { name: 'Compact' }).click();
    await expect.poll(height).toBe(44);
    await look('list-compact');
    // Alone and wide enough, a row is one line.
    await page.setViewportSize({ width: 700, height: 800 });
    await press('Escape');
    await expect.poll(height).toBe(30);
    await look('list-one-line');
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(height).toBe(44);
  });

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});

const isAscending = (words: readonly string[]): boolean => {
  const plain = words.map((word) => word.replace(/^((re|fwd|aw|fw): *)+/iu, '')).filter((word) => /^\p{L}/u.test(word));
  return plain.length > 5 && plain.every((word, at) => at === 0 || plain[at - 1]!.localeCompare(word, 'en', { sensitivity: 'base' }) <= 0);
};
