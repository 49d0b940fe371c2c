/** Every action on messages by keyboard alone, taken back by key, on the demo mailbox; the focus is never lost. */
import { afterEach, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { messages, rows } from '../support/screen.ts';

describeWith(host, 'acting on messages', () => {
  const app = demoApp();
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const focus = () => app.page.evaluate(() => { const at = document.activeElement; return !at || at === document.body ? 'nowhere' : (at.getAttribute('role') ?? at.tagName.toLowerCase()); });
  const heading = (name: string) => app.page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name, exact: true });
  const toast = (text: string | RegExp) => app.page.getByRole('region', { name: 'Notifications' }).getByText(text).last();
  const named = (label: string | null): string => (label ?? '').replace(/^unread, ?/iu, '').split(',').slice(0, 2).join(',');
  const subjectOf = async (index: number): Promise<string> => named(await rows(app.page).nth(index).getAttribute('aria-label'));
  const focused = async (): Promise<string> => named(await app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null));
  const picker = (name: RegExp) => app.page.getByRole('dialog', { name });
  const active = () => app.page.locator('[role=option][aria-selected=true]');
  const go = async (keys: string, name: string): Promise<void> => {
    await press(...keys.split(' '));
    await heading(name).waitFor();
  };
  const inList = (subject: string) => messages(app.page).getByRole('row', { name: subject });

  afterEach(async () => {
    // After every action something has the focus.
    await expect.poll(focus).not.toBe('nowhere');
  });

  test('V finds a folder by a few letters and moves; next time it comes first', async () => {
    await press('j');
    const subject = await subjectOf(0);
    await press('v');
    await picker(/^Move the message to$/u).waitFor();
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await keepScreenshot(app.page, 'picker');
    await app.page.keyboard.type('archi');
    await expect.poll(() => active().textContent()).toContain('Archive');
    await press('Enter');
    await toast('Message moved to Archive.').waitFor();
    await expect.poll(() => inList(subject).count()).toBe(0);
    await expect.poll(focus).toBe('row');
    await press('v');
    await app.page.getByRole('group', { name: 'Lately' }).getByRole('option', { name: /Archive/u }).waitFor();
    await press('Escape');
    await picker(/^Move/u).waitFor({ state: 'detached' });
    await expect.poll(focus).toBe('row');
    await press('z');
    await expect.poll(() => subjectOf(0)).toBe(subject);
    await toast(/^Taken back: Archive 1 message$/u).waitFor();
  });

  test('Shift+V copies, into a folder that is made from what was typed', async () => {
    await rows(app.page).first().click();
    const subject = await subjectOf(0);
    await press('Shift+V');
    await picker(/^Copy the message to$/u).waitFor();
    await app.page.keyboard.type('Estuary 2026');
    await expect.poll(() => active().textContent()).toBe('New folder “Estuary 2026”');
    await press('Enter');
    await toast('Message copied to Estuary 2026.').waitFor();
    expect(await inList(subject).count()).toBeGreaterThan(0);
    await press('g', 'l');
    await app.page.keyboard.type('estua');
    await expect.poll(() => active().textContent()).toContain('Estuary 2026');
    await press('Enter');
    await heading('Estuary 2026').waitFor();
    await inList(subject).first().waitFor();
    await go('g i', 'Inbox');
  });

  test('many at once: X and Shift+J select, V moves them all, Undo brings all back', async () => {
    await press('j');
    await app.page.keyboard.press('Shift+J');
    await app.page.keyboard.press('Shift+J');
    await app.page.getByText('3 selected').waitFor();
    // Of all, not of those that are drawn.
    const count = (): Promise<string | null> => app.page.getByRole('grid', { name: 'Messages' }).getAttribute('aria-rowcount');
    const before = await count();
    await press('v');
    await picker(/^Move 3 messages to$/u).waitFor();
    await app.page.keyboard.type('trash');
    await expect.poll(() => active().textContent()).toContain('Trash');
    await press('Enter');
    await toast('3 messages moved to Trash.').waitFor();
    await expect.poll(focus).toBe('row');
    await expect.poll(count).toBe(String(Number(before) - 3));
    await press('Control+z');
    await expect.poll(count).toBe(before);
    await press('Escape');
  });

  test('! is junk in the inbox and no junk in Junk', async () => {
    await press('j', 'k');
    const subject = await subjectOf(0);
    await rows(app.page).first().click();
    await press('!');
    await toast('Message moved to Junk.').waitFor();
    await go('g !', 'Junk');
    await inList(subject).first().click();
    await press('!');
    await toast('Message moved to the inbox: no junk.').waitFor();
    await go('g i', 'Inbox');
    await inList(subject).first().waitFor();
  });

  test('# asks in Trash and nowhere else, also of what is only on its way there', async () => {
    await rows(app.page).first().click();
    const subject = await subjectOf(0);
    await press('#');
    await toast('Message moved to Trash.').waitFor();
    await go('g #', 'Trash');
    await inList(subject).first().click();
    await press('#');
    const asked = app.page.getByRole('alertdialog', { name: 'Delete this message for good?' });
    await asked.waitFor();
    await press('Escape');
    await asked.waitFor({ state: 'detached' });
    await expect.poll(focus).not.toBe('nowhere');
    await inList(subject).first().click();
    await press('#');
    await asked.waitFor();
    await asked.getByRole('button', { name: 'Delete for good' }).click();
    await toast('Message deleted for good.').waitFor();
    await expect.poll(() => inList(subject).count()).toBe(0);
    await go('g i', 'Inbox');
  });

  test('flags and reading are told with Undo too, and Z goes back one step further each time', async () => {
    await rows(app.page).nth(1).click();
    const row = rows(app.page).nth(1);
    const isFlagged = async (): Promise<boolean> => /flagged/u.test((await row.getAttribute('aria-label')) ?? '');
    const before = await isFlagged();
    await press('s');
    await expect.poll(isFlagged).toBe(!before);
    await toast(before ? 'Flag taken off.' : 'Message flagged.').waitFor();
    // What is unread still would not be marked at all.
    await expect.poll(async () => /unread/u.test((await row.getAttribute('aria-label')) ?? '')).toBe(false);
    await press('Shift+U');
    await toast('Message marked as unread.').waitFor();
    await keepScreenshot(app.page, 'toasts');
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await press('z');
    await toast(/^Taken back: Mark 1 message as unread$/u).waitFor();
    await press('z');
    await expect.poll(isFlagged).toBe(before);
  });

  test('what cannot be done is said: nothing is selected, nothing is there any more', async () => {
    await press('*', 'n', 'e');
    await toast('No message is selected.').waitFor();
    await go('g a', 'Archive');
    await rows(app.page).first().click();
    await press('e');
    await toast('They are in the archive already.').waitFor();
    await go('g i', 'Inbox');
  });

  test('[ archives and goes on, ] archives and goes back', async () => {
    await rows(app.page).nth(2).click();
    const [above, below] = [await subjectOf(1), await subjectOf(3)];
    await press('[');
    await expect.poll(focused).toBe(below);
    await press(']');
    await expect.poll(focused).toBe(above);
    await press('z');
    await expect.poll(() => inList(below).count()).toBeGreaterThan(0);
    await press('z');
  });

  test('* u selects what is unread, * r what is read, * n nothing', async () => {
    const unread = await messages(app.page).getByRole('row', { name: /^unread/iu }).count();
    await press('*', 'u');
    if (unread > 1) await app.page.getByText(`${unread} selected`).waitFor();
    await press('*', 'n');
    await expect.poll(() => messages(app.page).locator('[role=row][aria-selected=true]').count()).toBe(0);
    await press('*', 'a');
    await app.page.getByText(/^\d+ selected$/u).waitFor();
    await press('Escape');
  });

  test('. opens the menu of the row, with reasons for what cannot be', async () => {
    await rows(app.page).first().click();
    await press('.');
    const menu = app.page.getByRole('menu');
    await menu.getByRole('menuitem', { name: /^Move to…/u }).waitFor();
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await keepScreenshot(app.page, 'row-menu');
    await press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  test('F6 goes through the panes and back to where it was', async () => {
    await rows(app.page).nth(1).focus();
    const pane = () => app.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane'] ?? 'none');
    const visited = [await pane()];
    for (let i = 0; i < 4; i++) {
      await press('F6');
      visited.push(await pane());
    }
    expect(new Set(visited)).toEqual(new Set(['list', 'reader', 'folders', ...(visited.includes('toasts') ? ['toasts'] : [])]));
    await rows(app.page).nth(1).focus();
    await press('Shift+F6');
    await expect.poll(pane).toBe('folders');
    await press('F6');
    await expect.poll(pane).toBe('list');
  });

  test('an undo by its button keeps the keyboard in the list', async () => {
    await rows(app.page).first().click();
    const subject = await subjectOf(0);
    await press('e');
    await toast('Message archived.').waitFor();
    await app.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().press('Enter');
    await expect.poll(() => inList(subject).count()).toBeGreaterThan(0);
    await expect.poll(focus).not.toBe('nowhere');
  });

  test('in the dark, the picker and the toasts', async () => {
    await app.page.emulateMedia({ colorScheme: 'dark' });
    await rows(app.page).first().click();
    await press('s', 'v');
    await picker(/^Move/u).waitFor();
    await keepScreenshot(app.page, 'picker-dark');
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await press('Escape');
    await picker(/^Move/u).waitFor({ state: 'detached' });
  });

  test('no script failed', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
