/** What belongs to a folder when it gets another name. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { folders, rows } from '../support/screen.ts';

describeWith(host, 'a renamed folder', () => {
  const app = demoApp();
  const item = (name: string): Locator => app.page.getByRole('menuitem', { name, exact: true });
  const row = (name: string | RegExp): Locator => folders(app.page).getByRole('row', { name, exact: true });
  const menu = (of: Locator): Promise<void> => of.click({ button: 'right' });
  const undo = (): Promise<void> => app.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().click();

  test('a folder that is open stays open under another name: its order, what is selected and that it is a favourite go along', async () => {
    const { page } = app;
    await menu(row('2026'));
    await item('Add to favourites').click();
    await row(/^2026, favourite/u).click();
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: '2026' }).waitFor();
    const oldest = (): Promise<string | null> => rows(page).first().getAttribute('aria-label');
    const newest = await oldest();
    await page.getByRole('button', { name: 'Order and view' }).click();
    await page.getByRole('menuitemradio', { name: 'Oldest first' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(oldest).not.toBe(newest);
    await rows(page).first().click();
    await expect.poll(() => rows(page).first().getAttribute('aria-selected')).toBe('true');
    const first = await oldest();
    await row('2026').focus();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'New name of 2026' }).fill('This year');
    await page.keyboard.press('Enter');
    await row('This year').waitFor();
    // On the server, too: only then is it another folder.
    await expect.poll(() => row('This year').getAttribute('data-key')).toMatch(/This year$/u);
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'This year' }).waitFor();
    await row(/^This year, favourite/u).waitFor();
    await expect.poll(oldest).toBe(first);
    await expect.poll(() => rows(page).first().getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('region', { name: 'Message', exact: true }).getByRole('heading').first().textContent()).not.toBe('');
    await undo();
    await expect.poll(() => row('2026').getAttribute('data-key')).toMatch(/2026$/u);
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: '2026' }).waitFor();
    await menu(row(/^2026, favourite/u));
    await item('Remove from favourites').click();
  });
});
