/** What was done, taken back from the log; what is kept here, cleared and fetched again. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, message, messages, reader } from '../support/screen.ts';

describeWith(host, 'activity and storage', () => {
  const app = demoApp();
  const panel = () => app.page.getByRole('dialog', { name: 'Activity' });
  const flagged = () => messages(app.page).getByRole('row', { name: /flagged/u }).count();

  test('with nothing done it says so, with the state of the account', async () => {
    const { page } = app;
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    const account = panel().getByRole('listitem', { name: 'Demo mailbox' });
    await account.getByText('Up to date').waitFor();
    await account.getByText(/^Last heard from the server (?:just now|\d+ s ago)$/u).waitFor();
    await panel().getByText(/^Nothing waits\./u).waitFor();
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
  });

  test('what was done is listed the newest first, and is taken back once', async () => {
    const { page } = app;
    await message(page, /Lunch tomorrow/u).first().click();
    await reader(page).getByRole('heading').first().waitFor();
    const before = await flagged();
    await page.keyboard.press('s');
    await expect.poll(flagged).toBe(before + 1);
    await page.getByRole('button', { name: /Up to date|heard from/u }).first().click();
    const done = panel().getByRole('region', { name: 'Done' });
    const newest = done.getByRole('listitem').first();
    await newest.getByText('Flag 1 message').waitFor();
    await button(newest, 'Undo: Flag 1 message').click();
    await expect.poll(flagged).toBe(before);
    await done.getByText('Remove the flag from 1 message').waitFor();
    await expect.poll(() => button(done, 'Undo: Flag 1 message').count()).toBe(0);
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
  });

  test('texts are cleared after a plain word, and come back with the message', async () => {
    const { page } = app;
    await button(page, 'View and settings').click();
    await page.getByRole('menuitem', { name: 'Storage…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Storage' });
    const account = dialog.getByRole('region', { name: 'Demo mailbox' });
    const clear = button(account, 'Clear texts of Demo mailbox');
    await expect.poll(() => clear.isEnabled()).toBe(true);
    await clear.click();
    await account.getByText(/^The texts of \d+ messages? .* Nothing is lost:/u).waitFor();
    await button(account, 'Clear texts').click();
    await account.getByText('Texts cleared. They come back from the server when you need them.').waitFor();
    await account.getByText(/^0 of \d+ messages$/u).waitFor();
    await button(dialog, 'Done').click();
    await dialog.waitFor({ state: 'detached' });
    await message(page, /Estuary walk/u).first().click();
    await reader(page).getByText('half past eight at the landing').waitFor();
  });

  test('limits are kept, and what was cleared can be fetched again', async () => {
    const { page } = app;
    await page.getByRole('navigation', { name: 'Folders' }).getByRole('row', { name: /^Demo mailbox/u }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Storage…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Storage' });
    await dialog.getByRole('button', { name: /Keep texts of/u }).click();
    await page.getByRole('option', { name: 'Everything' }).click();
    await expect.poll(() => dialog.getByText(/^Texts were cleared on/u).count()).toBe(0);
    await button(dialog, 'Done').click();
    await dialog.waitFor({ state: 'detached' });
    await button(page, 'View and settings').click();
    await page.getByRole('menuitem', { name: 'Storage…' }).click();
    await dialog.getByRole('button', { name: /Everything.*Keep texts of|Keep texts of.*Everything/u }).waitFor();
    await button(dialog, 'Done').click();
    expect(app.pageErrors).toEqual([]);
  });
});
