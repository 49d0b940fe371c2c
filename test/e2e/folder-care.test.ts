/** Folders made, renamed, deleted, brought back and emptied on screen, with the mouse and without. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, folders, message, rows } from '../support/screen.ts';

describeWith(host, 'the care of folders', () => {
  const app = demoApp();
  const item = (name: string) => app.page.getByRole('menuitem', { name, exact: true });
  const menu = (name: string) => folder(app.page, name).click({ button: 'right' });
  const toast = (words: RegExp) => app.page.getByRole('region', { name: 'Notifications' }).getByText(words);
  const undo = async (): Promise<void> => {
    await app.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().click();
  };

  test('a folder is made in another one, and a name that is taken is refused in the form', async () => {
    const { page } = app;
    await menu('Travel');
    await item('New folder inside…').click();
    const dialog = page.getByRole('dialog', { name: 'New folder in “Travel”' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('2026');
    await button(dialog, 'Create').click();
    await dialog.getByText('There is a folder of that name here already.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ferries');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await toast(/Folder “Ferries” created in “Travel”/u).waitFor();
    await folder(page, 'Ferries').waitFor();
  });

  test('renamed, without a mouse', async () => {
    const { page } = app;
    await folder(page, 'Ferries').focus();
    await page.keyboard.press('ContextMenu');
    await page.getByRole('menu', { name: 'Actions for Ferries' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Rename folder' });
    await dialog.waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Boats');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await folder(page, 'Boats').waitFor();
    expect(await folder(page, 'Ferries').count()).toBe(0);
    await undo();
    await folder(page, 'Ferries').waitFor();
  });

  test('deleted into Trash with what it holds, and brought back', async () => {
    const { page } = app;
    const level = () => folder(page, 'Travel').getAttribute('aria-level');
    await menu('Travel');
    await item('Delete folder').click();
    await toast(/Folder “Travel” moved to Trash with 2 folders in it/u).waitFor();
    await expect.poll(level).toBe('3');
    await undo();
    await expect.poll(level).toBe('2');
    await folder(page, '2026').waitFor();
  });

  test('what is in Trash already goes for good, after a question', async () => {
    const { page } = app;
    await menu('Ferries');
    await item('Delete folder').click();
    await toast(/Folder “Ferries” moved to Trash/u).waitFor();
    // It had the same level in “Travel”. A row pressed while it goes elsewhere has no menu, or that of before.
    await expect.poll(async () => (await page.getByRole('treegrid', { name: 'Folders' }).getByRole('row').allInnerTexts()).map((text) => text.trim().split('\n')[0]).join(' ')).toContain('Trash Ferries');
    await expect.poll(async () => {
      await menu('Ferries');
      const isOffered = await item('Delete for good…').waitFor({ timeout: 1_000 }).then(() => true, () => false);
      if (!isOffered) await page.keyboard.press('Escape');
      return isOffered;
    }).toBe(true);
    await item('Delete for good…').click();
    const question = page.getByRole('alertdialog', { name: 'Delete “Ferries” for good?' });
    await question.getByText('It is empty. It is removed from the server and from every device. This cannot be undone.').waitFor();
    await button(question, 'Delete for good').click();
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => folder(page, 'Ferries').count()).toBe(0);
  });

  test('Junk is emptied after a question that counts', async () => {
    const { page } = app;
    await folder(page, 'Junk').click();
    await rows(page).first().waitFor();
    await folder(page, 'Junk').hover();
    await button(folders(page), 'Actions for Junk').click();
    await item('Empty Junk…').click();
    const question = page.getByRole('alertdialog', { name: 'Empty “Junk”?' });
    await question.getByText(/^\d+ messages? (?:is|are) removed from the server/u).waitFor();
    await button(question, 'Empty Junk').click();
    await expect.poll(() => rows(page).count()).toBe(0);
  });

  test('a special folder keeps its name and place; subscriptions can be taken back', async () => {
    const { page } = app;
    await menu('Sent');
    await page.getByRole('menu', { name: 'Actions for Sent' }).waitFor();
    expect(await item('Rename…').count() + await item('Delete folder').count()).toBe(0);
    await item('Unsubscribe').click();
    await toast(/Folder “Sent” is unsubscribed/u).waitFor();
    await expect.poll(async () => {
      await menu('Sent');
      await page.getByRole('menu', { name: 'Actions for Sent' }).waitFor();
      const found = await item('Subscribe').count();
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      return found;
    }).toBe(1);
  });

  test('a folder for the whole account, from the menu of the account', async () => {
    const { page } = app;
    await folder(page, 'Demo mailbox').click({ button: 'right' });
    await item('New folder…').click();
    await page.getByRole('dialog', { name: 'New folder', exact: true }).getByRole('textbox', { name: 'Name' }).fill('Årets & <b>');
    await page.keyboard.press('Enter');
    await folders(page).getByRole('row', { name: 'Årets & <b>' }).waitFor();
    await folder(page, 'Inbox').click();
    await message(page, /Lunch tomorrow/u).first().waitFor();
    expect(app.pageErrors).toEqual([]);
  });
});
