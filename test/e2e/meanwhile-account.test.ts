/** The password is asked for while the account is tried again: what is typed stays, and a question that was answered does not come back by itself. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button } from '../support/screen.ts';

describeWith(browserHost, 'a password that is asked for while the account is tried', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  const dialog = () => page.getByRole('dialog', { name: /^Password of/u });
  const notice = () => button(page, 'Enter password…');
  const refuseLogins = (): (() => void) => {
    const ends = ['LOGIN', 'AUTHENTICATE'].map((command) => app.demo.faults.add({ command, times: 1000, effect: { kind: 'refuse', code: 'AUTHENTICATIONFAILED', text: 'Wrong password' } }));
    app.demo.cutConnections();
    return () => { for (const end of ends) end(); };
  };
  /** As another window does, or a network that is back. */
  const tryAgain = async (): Promise<void> => {
    const kept = await page.evaluate(() => localStorage.getItem('godwit.first-list'));
    const { view } = JSON.parse((JSON.parse(kept!) as { key: string }).key) as { view: { folderId: FolderId } };
    calls.ask('accounts.syncNow', { accountId: splitFolderId(view.folderId).accountId });
  };

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({ INBOX: [], Work: [] }, 15_000));
  }, 60_000);
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('stays while it is typed, and is not asked for again once it was taken', async () => {
    const accept = refuseLogins();
    await notice().click();
    await dialog().getByLabel('Password').fill('half of i');
    const slow = app.demo.faults.add({ command: 'GREETING', times: 5, effect: { kind: 'delay', ms: 700 } });
    await tryAgain();
    await notice().waitFor({ state: 'detached' });
    expect(await dialog().getByLabel('Password').inputValue({ timeout: 2_000 })).toBe('half of i');
    slow();
    accept();
    await dialog().getByLabel('Password').fill(app.demo.account.password);
    const release = calls.hold('accounts.updatePassword', 'answer');
    await button(dialog(), 'Connect').click();
    await notice().waitFor({ state: 'detached' });
    release();
    await dialog().waitFor({ state: 'detached' });
    const again = refuseLogins();
    await notice().waitFor();
    await page.waitForTimeout(500);
    expect(await dialog().count()).toBe(0);
    again();
  });

  describe('settings that are being kept', () => {
    const settings = () => page.getByRole('dialog', { name: 'Settings' });
    const save = () => button(settings(), 'Save');
    const edit = async (name: string): Promise<void> => {
      await page.keyboard.press('Control+,');
      await settings().getByRole('tab', { name: 'Accounts' }).click();
      await settings().getByRole('button', { name: /^Edit /u }).first().click();
      await settings().getByLabel('Your name').fill(name);
    };

    test('Escape takes the asking back and leaves what was typed', async () => {
      await edit('Robin of the Vale');
      const release = calls.hold('accounts.update', 'call');
      await save().click();
      await expect.poll(() => save().isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await expect.poll(() => save().isEnabled({ timeout: 2_000 })).toBe(true);
      expect(await settings().getByLabel('Your name').inputValue()).toBe('Robin of the Vale');
      release();
      await page.keyboard.press('Escape');
      await settings().waitFor({ state: 'detached' });
    });

    test('that they were refused is told, also when the settings were closed meanwhile', async () => {
      await edit('Robin of the Hill');
      const { promise, resolve } = Promise.withResolvers<void>();
      calls.refuse('accounts.update', 'storage', { until: promise });
      await save().click();
      await expect.poll(() => save().isDisabled()).toBe(true);
      await settings().getByRole('button', { name: /^Close/u }).click();
      await settings().waitFor({ state: 'detached' });
      resolve();
      await page.getByRole('region', { name: 'Notifications' }).getByText(/were not kept/u).waitFor();
      calls.allow();
    });
  });
});
