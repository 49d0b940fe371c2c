/** Another program gives a folder another name while something is asked about it: what is chosen then is done to that folder. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { folder } from '../support/screen.ts';

const letter = (subject: string): string => `From: Bo <bo@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nHello.\n`;

describeWith(browserHost, 'a folder that gets another name elsewhere', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  /** By another program; resolves when the tree shows it. Under a dialog the tree is hidden from assistive technology. */
  const renamed = async (from: string, to: string): Promise<void> => {
    app.demo.store.renameMailbox(from, to);
    const kept = await page.evaluate(() => localStorage.getItem('godwit.first-list'));
    const { view } = JSON.parse((JSON.parse(kept!) as { key: string }).key) as { view: { folderId: FolderId } };
    calls.ask('accounts.syncNow', { accountId: splitFolderId(view.folderId).accountId });
    await page.locator(`[role=treegrid] [role=row][data-key$="${to}"]`).waitFor();
  };

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({ INBOX: [], Archive: [], Work: [letter('one'), letter('two')], Boats: [letter('three'), letter('four')] }));
    for (const name of ['Work', 'Boats']) await folder(page, name).click();
  }, 60_000);
  afterEach(async () => { await page.keyboard.press('Escape'); });
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('a new one is made in it', async () => {
    await folder(page, 'Work').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'New folder inside…' }).click();
    await renamed('Work', 'Office');
    await page.getByRole('dialog').getByRole('textbox').fill('Plans');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => app.demo.store.find('Office/Plans') !== undefined).toBe(true);
  });

  test('it is moved', async () => {
    await folder(page, 'Boats').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move folder to…' }).click();
    await page.getByRole('combobox').waitFor();
    await renamed('Boats', 'Ships');
    // Not into itself.
    await page.getByRole('combobox').fill('Ships');
    await page.getByText('No folder is called that.').or(page.getByRole('option', { name: /Ships/u })).first().waitFor();
    expect(await page.getByRole('option', { name: /Ships/u }).count()).toBe(0);
    await page.getByRole('combobox').fill('Archive');
    await expect.poll(() => page.locator('[role=option][aria-selected=true]').textContent()).toContain('Archive');
    await page.keyboard.press('Enter');
    await expect.poll(() => app.demo.store.find('Archive/Ships') !== undefined).toBe(true);
  });
});
