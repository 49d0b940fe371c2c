/** Folders are gone through where they lie over the list, and the folder that one is in leads back to its list. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, folders, search } from '../support/screen.ts';

describeWith(host, 'the folder that one is in', () => {
  const app = demoApp();
  const heading = (name: string) => app.page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name, exact: true });

  test('chosen again it leads out of a search', async () => {
    const { page } = app;
    await search(page).fill('tide');
    await search(page).press('Enter');
    await heading('“tide”').waitFor();
    await folder(page, 'Inbox').click();
    await heading('Inbox').waitFor();
    expect(await search(page).inputValue()).toBe('');
  });

  test('a double click on a folder that holds none leaves nothing folded: what is made in it is in sight', async () => {
    const { page } = app;
    await folder(page, '2026').dblclick();
    await heading('2026').waitFor();
    await folder(page, '2026').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'New folder inside…' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('October');
    await page.keyboard.press('Enter');
    await folder(page, 'October').waitFor();
    await folder(page, 'Inbox').click();
  });

  test('in a narrower window, chosen again, it uncovers the list', async () => {
    const { page } = app;
    await page.setViewportSize({ width: 900, height: 600 });
    await button(page, 'Show folders').click();
    await folder(page, 'Inbox').click();
    await folders(page).waitFor({ state: 'detached' });
  });
});
