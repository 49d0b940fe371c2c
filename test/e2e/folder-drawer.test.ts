/** Folders are gone through where they lie over the list, and the folder that one is in leads back to its list. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, folders, rows, search } from '../support/screen.ts';

describeWith(host, 'the folder that one is in', () => {
  const app = demoApp();
  const heading = (name: string) => app.page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name, exact: true });
  const focused = (): Promise<string | null> => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

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

  test('there the arrows go through all of them; Enter uncovers the list', async () => {
    const { page } = app;
    await button(page, 'Show folders').click();
    await folder(page, 'Inbox').focus();
    for (const name of [/^Drafts/u, /^Sent/u, /^Archive/u]) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(focused).toMatch(name);
    }
    await heading('Archive').waitFor();
    await page.keyboard.press('Enter');
    await folders(page).waitFor({ state: 'detached' });
    await rows(page).first().waitFor();
  });

  test('a message that is begun from there has the focus, and the list has it afterwards', async () => {
    const { page } = app;
    for (const width of [900, 600]) {
      await page.setViewportSize({ width, height: 600 });
      await button(page, 'Show folders').click();
      await folder(page, 'Inbox').focus();
      await page.keyboard.press('c');
      await folders(page).waitFor({ state: 'detached' });
      const to = page.getByRole('textbox', { name: 'To' });
      await to.waitFor();
      await expect.poll(() => to.evaluate((field) => field === document.activeElement)).toBe(true);
      await page.keyboard.press('Escape');
      await to.waitFor({ state: 'detached' });
      await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'))).toBe('list');
    }
    expect(app.pageErrors).toEqual([]);
  });
});
