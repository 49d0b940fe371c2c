/** What was asked for and refused: it is said, what was typed stays, and nothing is said to be done that is not. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { HostileApp } from '../privacy/hostile-app.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, folders, message, reader } from '../support/screen.ts';

type SaveDraft = CommandInput<'drafts.save'>;

const letter = (subject: string): string => `From: Bo <bo@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nHello.\n`;

describeWith(browserHost, 'what is refused', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  const toasts = () => page.getByRole('region', { name: 'Notifications' });
  const item = (name: string) => page.getByRole('menuitem', { name: new RegExp(`^${name}`, 'u') });
  const askedFor = (name: string): number => calls.asked.filter((one) => one.name === name).length;

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({ INBOX: [letter('First')], Trash: [letter('Gone')], 'Harbour ': [], Work: [] }));
  }, 60_000);
  afterEach(async () => {
    calls.allow();
    // What one has left open is not in the way of the next.
    for (let times = 0; times < 2; times++) await page.keyboard.press('Escape');
    for (const close = toasts().getByRole('button', { name: 'Close' }).first(); await close.isVisible(); ) await close.click();
  });
  afterAll(async () => { await app?.close(); });

  test('a folder whose name ends with a blank is not renamed by looking at its name', async () => {
    for (const leave of ['Enter', 'Tab']) {
      await folder(page, 'Harbour').focus();
      await page.keyboard.press('F2');
      const field = page.getByRole('textbox', { name: /^New name of Harbour/u });
      await field.waitFor();
      await page.keyboard.press(leave);
      await field.waitFor({ state: 'detached' });
    }
    await folder(page, 'Harbour').click({ button: 'right' });
    await item('Rename…').click();
    const dialog = page.getByRole('dialog', { name: 'Rename folder' });
    await button(dialog, 'Rename').click();
    await dialog.waitFor({ state: 'detached' });
    expect(askedFor('folders.rename')).toBe(0);
    expect(app.demo.store.find('Harbour ')).toBeDefined();
  });

  test('the name of a folder that could not be made stays to be tried again, whatever the reason', async () => {
    calls.refuse('folders.create', 'timeout');
    await folder(page, 'Work').click({ button: 'right' });
    await item('New folder inside…').click();
    const dialog = page.getByRole('dialog', { name: 'New folder in “Work”' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ferries');
    await button(dialog, 'Create').click();
    await expect.poll(() => askedFor('folders.create')).toBe(1);
    await dialog.getByText('It was refused.').waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ferries');
    calls.allow();
    await button(dialog, 'Create').click();
    await folder(page, 'Ferries').waitFor();
  });

  test('another name typed in place stays, too', async () => {
    calls.refuse('folders.rename', 'timeout');
    await folder(page, 'Work').focus();
    await page.keyboard.press('F2');
    const field = page.getByRole('textbox', { name: 'New name of Work' });
    await field.fill('Office');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('It was refused.').waitFor();
    expect(await field.inputValue({ timeout: 2_000 })).toBe('Office');
    await page.keyboard.press('Escape');
  });

  test('in a window of its own, what is taken back by key is not offered to be taken back again', async () => {
    await folder(page, 'Inbox').click();
    await message(page, /First/u).click();
    const opening = page.context().waitForEvent('page');
    await button(reader(page), 'More').click();
    await page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
    const own = await opening;
    await reader(own).getByText('Hello.').first().waitFor();
    const undo = own.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' });
    await own.keyboard.press('s');
    await undo.waitFor();
    await own.keyboard.press('z');
    await undo.waitFor({ state: 'detached', timeout: 3_000 });
    await own.keyboard.press('s');
    await undo.click();
    await undo.waitFor({ state: 'detached', timeout: 3_000 });
    await expect.poll(() => [askedFor('activity.undoLast'), askedFor('activity.undo')]).toEqual([1, 1]);
    await own.close();
  });

  test('a letter that was kept beside that of another window is the one that is opened again when it could not be sent', async () => {
    const composer = page.getByRole('region', { name: 'Compose' });
    const text = page.getByRole('textbox', { name: 'Message text' });
    await folder(page, 'Inbox').click();
    await button(page, 'Compose').click();
    await page.getByRole('textbox', { name: 'To' }).fill('bo@example.org');
    await text.fill('mine');
    await composer.getByRole('status').filter({ hasText: /^Saved/u }).waitFor();
    const { id, letter } = calls.asked.findLast(({ name }) => name === 'drafts.save')!.input as SaveDraft;
    const saved = calls.asked.filter(({ name }) => name === 'drafts.save').length;
    calls.ask('drafts.save', { id, letter: { ...letter, text: 'of the other window' }, writer: 'another', base: saved, open: true } satisfies SaveDraft);
    await text.fill('mine, too');
    await button(composer, 'Keep both').click();
    await composer.getByRole('status').filter({ hasText: /^Saved/u }).waitFor();
    let release = (): void => undefined;
    calls.refuse('compose.send', 'storage', { until: new Promise<void>((resolve) => { release = resolve; }) });
    await button(composer, 'Send').click();
    await expect.poll(() => askedFor('compose.send')).toBe(1);
    await folder(page, 'Work').click();
    await composer.waitFor({ state: 'detached' });
    release();
    await toasts().getByText(/It was refused/u).waitFor();
    await toasts().getByRole('button', { name: 'Continue writing' }).last().click();
    await expect.poll(() => text.inputValue()).toBe('mine, too');
    await page.keyboard.press('Escape');
    await composer.waitFor({ state: 'detached' });
  });

  test('a file that is dropped beside everything does not take the window away', async () => {
    expect(await page.evaluate(() => ['dragover', 'drop'].map((kind) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.txt', { type: 'text/plain' }));
      return document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }))).toEqual([false, false]);
  });

  test('Trash of all accounts is not said to be empty where one of them was refused', async () => {
    calls.ask('accounts.addDemo', {});
    const all = folders(page).getByRole('row', { name: /^Trash/u }).first();
    await folders(page).getByRole('row', { name: /^Demo mailbox/u }).waitFor();
    await expect.poll(() => folders(page).getByRole('row', { name: /^Trash/u }).count()).toBe(3);
    const refusedOnce = { is: false };
    calls.refuse('folders.empty', 'storage', { unless: () => refusedOnce.is || !(refusedOnce.is = true) });
    await all.click({ button: 'right' });
    await item('Empty Trash…').click();
    await page.getByRole('alertdialog').getByRole('button', { name: /^Empty/u }).click();
    await toasts().getByText('It was refused.').waitFor();
    await expect.poll(() => askedFor('folders.empty')).toBe(2);
    await page.waitForTimeout(500);
    expect(await toasts().getByText(/emptied\.$/u).count()).toBe(0);
  });

  test('an account that could not be removed after its question was left', async () => {
    let release = (): void => undefined;
    calls.refuse('accounts.remove', 'storage', { until: new Promise<void>((resolve) => { release = resolve; }) });
    await folders(page).getByRole('row', { name: /^Demo mailbox/u }).click({ button: 'right' });
    await item('Remove account…').click();
    await button(page, 'Remove account').click();
    await expect.poll(() => askedFor('accounts.remove')).toBe(1);
    await button(page, 'Cancel').click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    release();
    await toasts().getByText(/could not be removed/u).waitFor({ timeout: 5_000 });
    expect(app.browser.pageErrors).toEqual([]);
  });
});
