/** The menu of an account: asked for by keyboard and by its button; removing it says what is lost and leads back to the welcome. */
import { beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, folders, messages } from '../support/screen.ts';

describeWith(host, 'an account and its menu', () => {
  const app = demoApp();
  const account = () => folders(app.page).getByRole('row', { name: /^Demo mailbox, connected/u });
  const item = (name: string) => app.page.getByRole('menuitem', { name, exact: true });

  beforeAll(async () => {
    await account().waitFor();
  });

  test('a folder says in its name how much is unread, and a read message changes it', async () => {
    const unread = async (): Promise<number> => Number(/(\d+) unread/u.exec((await folder(app.page, 'Inbox').getAttribute('aria-label')) ?? '')?.[1]);
    const before = await unread();
    expect(before).toBeGreaterThan(0);
    await messages(app.page).getByRole('row', { name: /, unread/u }).first().click();
    await expect.poll(unread, { timeout: 5000 }).toBe(before - 1);
  });

  test('the menu key on its row opens it, Escape goes back to the row', async () => {
    await folder(app.page, 'Inbox').click();
    await app.page.keyboard.press('ArrowUp');
    await expect.poll(() => account().evaluate((row) => row === document.activeElement)).toBe(true);
    await app.page.keyboard.press('ContextMenu');
    await item('Check for mail now').waitFor();
    await app.page.keyboard.press('Escape');
    await item('Check for mail now').waitFor({ state: 'detached' });
    await expect.poll(() => account().evaluate((row) => row === document.activeElement)).toBe(true);
  });

  test('cancelling removes nothing, confirming leads to the welcome', async () => {
    const { page } = app;
    const ask = async (): Promise<void> => {
      await account().hover();
      await button(page, 'Actions for Demo mailbox').click();
      await item('Remove account…').click();
      await page.getByRole('alertdialog', { name: 'Remove the demo mailbox?' }).waitFor();
    };
    await ask();
    expect(await accessibilityViolations(page)).toEqual([]);
    await button(page, 'Cancel').click();
    await account().waitFor();
    await ask();
    await button(page, 'Remove account').click();
    await button(page, 'Look around in a demo mailbox').waitFor();
    await page.getByText('The demo mailbox was removed.').waitFor();
    await page.reload();
    await button(page, 'Look around in a demo mailbox').waitFor();
  });
});
