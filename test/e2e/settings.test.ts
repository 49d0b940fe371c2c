/** The settings: each choice by its name, at once, and still there after a restart; accounts are changed, ordered and looked at. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { quietDemo } from '../support/engine-harness.ts';
import { demoApp } from '../support/demo-app.ts';
import { drag } from '../support/drag.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, connectAs, fillAccount, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

describeWith(host, 'the settings', () => {
  const app = demoApp();
  let demo: DemoHandle;
  const dialog = (): Locator => app.page.getByRole('dialog', { name: 'Settings' });
  const section = async (name: string): Promise<void> => {
    await dialog().getByRole('tab', { name }).click();
    await dialog().getByRole('tabpanel', { name }).waitFor();
  };
  const open = async (): Promise<void> => {
    await app.page.keyboard.press('Control+,');
    await dialog().waitFor();
  };
  const onPage = (name: string) => app.page.evaluate((key) => document.documentElement.dataset[key] ?? null, name);

  beforeAll(async () => {
    demo = await quietDemo();
  });
  afterAll(async () => {
    await demo?.close();
  });

  test('a key opens them, Escape closes them, and the focus is where it was', async () => {
    await rows(app.page).nth(1).click();
    await open();
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => app.page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  test('in a narrow window they are all of it; no line stands over the first account, where nothing is divided', async () => {
    await open();
    await section('Accounts');
    for (const width of [1280, 640]) {
      await app.page.setViewportSize({ width, height: 800 });
      await settled(app.page);
      const colour = await dialog().getByRole('list', { name: 'Accounts' }).getByRole('listitem').first().evaluate((item) => getComputedStyle(item).borderTopColor);
      expect(colour, String(width)).toBe('rgba(0, 0, 0, 0)');
      const box = (await dialog().boundingBox())!;
      if (width === 640) expect([box.x, box.y, box.width, box.height].map(Math.round)).toEqual([0, 0, 640, 800]);
      await keepScreenshot(app.page, `settings-accounts-line-${width}`);
    }
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await settled(app.page);
    await app.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  test('every section is reached by the arrow keys and has no accessibility fault', async () => {
    await open();
    await dialog().getByRole('tab', { name: 'Accounts' }).click();
    for (const name of ['Accounts', 'Reading and privacy', 'Appearance', 'Notifications', 'Tags', 'Storage', 'Keyboard', 'About']) {
      await dialog().getByRole('tabpanel', { name }).waitFor();
      expect(await accessibilityViolations(app.page), name).toEqual([]);
      await app.page.keyboard.press('ArrowDown');
    }
    await app.page.keyboard.press('Escape');
  });

  test('looks change at once and stay over a restart', async () => {
    await open();
    await section('Appearance');
    await dialog().getByRole('radio', { name: 'Dark', exact: true }).check({ force: true });
    await expect.poll(() => onPage('theme')).toBe('dark');
    await dialog().getByRole('radio', { name: 'Plum' }).check({ force: true });
    await expect.poll(() => onPage('accent')).toBe('plum');
    await dialog().getByRole('switch', { name: 'High contrast' }).check({ force: true });
    await expect.poll(() => onPage('contrast')).toBe('more');
    await section('Reading and privacy');
    await dialog().getByRole('radio', { name: 'Newest first' }).check({ force: true });
    await dialog().getByRole('radio', { name: 'Never' }).check({ force: true });
    await dialog().getByRole('switch', { name: 'Say when somebody writes for the first time' }).uncheck({ force: true });
    await dialog().getByRole('button', { name: /^Mark a message as read|As soon as it is open/u }).click();
    await app.page.getByRole('option', { name: 'After 5 seconds' }).click();
    await app.restart();
    expect([await onPage('theme'), await onPage('accent'), await onPage('contrast')]).toEqual(['dark', 'plum', 'more']);
    await open();
    await section('Reading and privacy');
    await expect.poll(() => dialog().getByRole('radio', { name: 'Newest first' }).isChecked()).toBe(true);
    await expect.poll(() => dialog().getByRole('radio', { name: 'Never' }).isChecked()).toBe(true);
    await expect.poll(() => dialog().getByRole('switch', { name: 'Say when somebody writes for the first time' }).isChecked()).toBe(false);
    await dialog().getByRole('button', { name: 'After 5 seconds' }).waitFor();
    await section('Appearance');
    await dialog().getByRole('radio', { name: 'Light', exact: true }).check({ force: true });
    await dialog().getByRole('switch', { name: 'High contrast' }).uncheck({ force: true });
    await dialog().getByRole('radio', { name: 'Teal' }).check({ force: true });
    await expect.poll(() => onPage('contrast')).toBe(null);
    await app.page.keyboard.press('Escape');
  });

  test('new mail of another folder is told once it is chosen', async () => {
    await open();
    await section('Notifications');
    const inbox = dialog().getByRole('checkbox', { name: 'Inbox', exact: true });
    const archive = dialog().getByRole('checkbox', { name: 'Archive', exact: true });
    expect([await inbox.isChecked(), await archive.isChecked()]).toEqual([true, false]);
    await archive.check({ force: true });
    await dialog().getByRole('switch', { name: 'Show sender and subject' }).uncheck({ force: true });
    await app.page.keyboard.press('Escape');
    await app.restart();
    await open();
    await section('Notifications');
    await expect.poll(() => dialog().getByRole('checkbox', { name: 'Archive', exact: true }).isChecked()).toBe(true);
    await expect.poll(() => dialog().getByRole('switch', { name: 'Show sender and subject' }).isChecked()).toBe(false);
    await app.page.keyboard.press('Escape');
  });

  test('what the server offers, where things lie, and whose work is in it', async () => {
    await open();
    await section('Accounts');
    await button(dialog(), 'What the server of Demo mailbox offers').click();
    await dialog().getByText('New mail is told at once').waitFor();
    await button(dialog(), 'All accounts').click();
    await section('About');
    await dialog().getByText(app.folder).waitFor();
    await dialog().getByText('dompurify').waitFor();
    await app.page.keyboard.press('Escape');
  });

  test('an account of a real server: its name is changed, a wrong password is refused and changes nothing', async () => {
    const { page } = app;
    await open();
    await section('Accounts');
    await button(dialog(), 'Add account').click();
    const { email, user, password } = demo.account;
    await fillAccount(page, { email, password, name: 'You', imap: { ...demo.imap, security: 'None' }, smtp: { ...demo.smtp, security: 'None' } });
    await connectAs(page, user);
    await page.getByRole('dialog', { name: 'Add account' }).waitFor({ state: 'detached' });
    await open();
    await section('Accounts');
    await button(dialog(), `Edit ${email}`).click();
    const form = dialog().getByRole('form', { name: `Settings of ${email}` });
    await form.getByLabel('Password').fill('not it');
    await button(form, 'Save').click();
    await form.getByRole('alert').getByText(/Signing in to the incoming server/u).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await keepScreenshot(page, 'settings-edit-account');
    await form.getByLabel('Password').fill('');
    await form.getByLabel('Your name').fill('You of the Marsh');
    await button(form, 'Save').click();
    await dialog().getByText(`The settings of ${email} were kept.`).waitFor();
    await dialog().getByRole('listitem').filter({ hasText: 'You of the Marsh' }).waitFor();
    await expect.poll(() => button(dialog(), `Edit ${email}`).evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test('another mailbox is announced before it is taken', async () => {
    await button(dialog(), `Edit ${demo.account.email}`).click();
    const form = dialog().getByRole('form');
    await form.getByRole('group', { name: 'Incoming (IMAP)' }).getByLabel('Server').fill('imap.example.net');
    await form.getByText('This is another mailbox').waitFor();
    // A click beside what is being filled in does not throw it away.
    await app.page.mouse.click(4, 4);
    await settled(app.page);
    expect(await form.getByRole('group', { name: 'Incoming (IMAP)' }).getByLabel('Server').inputValue()).toBe('imap.example.net');
    await button(form, 'Cancel').click();
  });

  test('accounts are put in order by buttons and by drag, and the folders follow', async () => {
    const { page } = app;
    const order = (): Promise<string[]> => dialog().getByRole('list', { name: 'Accounts' }).getByRole('listitem').evaluateAll((items) => items.map((item) => item.querySelector('p')?.textContent ?? ''));
    const { email } = demo.account;
    expect(await order()).toEqual(['Demo mailbox', email]);
    await button(dialog(), `Move ${email} up`).click();
    await expect.poll(order).toEqual([email, 'Demo mailbox']);
    await dialog().getByText(`${email} is now number 1 of 2.`).waitFor();
    await expect.poll(() => button(dialog(), `Move ${email} down`).evaluate((one) => one === document.activeElement)).toBe(true);
    const trees = (): Promise<string[]> => page.locator('[role=treegrid] [role=row]').evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? '').filter((name) => /^(Demo mailbox|you@)/u.test(name)).map((name) => name.split(',')[0] ?? ''));
    await expect.poll(trees).toEqual([email, 'Demo mailbox']);
    const items = dialog().getByRole('list', { name: 'Accounts' }).getByRole('listitem');
    await drag(items.nth(1).getByTitle('Drag to another place'), items.nth(0), { at: { x: 40, y: 4 } });
    await expect.poll(order).toEqual(['Demo mailbox', email]);
    await keepScreenshot(page, 'settings-accounts-two');
    await page.keyboard.press('Escape');
  });

  test('removing an account says what happens to its mail', async () => {
    await open();
    await section('Accounts');
    await button(dialog(), `Remove ${demo.account.email}…`).click();
    const question = app.page.getByRole('alertdialog', { name: `Remove ${demo.account.email}?` });
    await question.getByText('The mail stays on the server. The copy on this computer and the password are forgotten.').waitFor();
    await button(question, 'Remove account').click();
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => dialog().getByText(demo.account.email, { exact: true }).count()).toBe(0);
    await app.page.keyboard.press('Escape');
  });

  for (const dark of [false, true]) {
    test(`pictures of every section, ${dark ? 'dark' : 'light'}`, async () => {
      const { page } = app;
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await open();
      await section('Appearance');
      await dialog().getByRole('radio', { name: 'As the system' }).check({ force: true });
      for (const [width, height] of [[1280, 800], [900, 700], [600, 800]] as const) {
        await page.setViewportSize({ width, height });
        for (const name of ['Accounts', 'Reading and privacy', 'Appearance', 'Notifications', 'Storage', 'About']) {
          await section(name);
          await settled(page);
          await keepScreenshot(page, `settings-${name.toLowerCase().replaceAll(' ', '-')}-${dark ? 'dark' : 'light'}-${width}`);
          const sideways = await dialog().getByRole('tabpanel', { name }).evaluate((panel) => panel.scrollWidth - panel.clientWidth);
          expect(sideways, `${name} at ${width} scrolls sideways`).toBe(0);
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
    });
  }

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
