/** Writing a letter by hand: what is pasted, which keys are the composer's, whose letter it is, and what is said of what does not go along. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { quietDemo } from '../support/engine-harness.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAccount, button, folder, message, reader } from '../support/screen.ts';

const composer = (page: Page): Locator => page.getByRole('region', { name: 'Compose' });
const to = (page: Page): Locator => composer(page).getByRole('textbox', { name: 'To' });
const text = (page: Page): Locator => composer(page).getByRole('textbox', { name: 'Message text' });
const recipients = (page: Page): Promise<string[]> => composer(page).getByRole('row').allInnerTexts();

describeWith(host, 'writing a letter', () => {
  let first: DemoHandle;
  let second: DemoHandle;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  let serial = 0;
  const deliver = (demo: DemoHandle, subject: string, rest = '\nThe text of it.\n'): void => {
    serial += 1;
    demo.store.deliver(`From: Ann Ash <ann@example.net>\nTo: you@example.org\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <written-${serial}@example.net>\n${rest}`);
  };
  const add = (demo: DemoHandle, email: string): Promise<void> =>
    addAccount(app.page, { user: demo.account.user, email, password: demo.account.password, name: email.split('@')[0]!, imap: { ...demo.imap, security: 'None' }, smtp: { ...demo.smtp, security: 'None' } });

  beforeAll(async () => {
    [first, second] = await Promise.all([quietDemo({ seed: false }), quietDemo({ seed: false })]);
    place = throwAwayFolder();
    deliver(first, 'To the first');
    deliver(second, 'To the second');
    app = await openApp({ folder: place.path });
    await add(first, 'first@example.org');
    await message(app.page, /To the first/u).waitFor();
    await add(second, 'second@example.org');
    await message(app.page, /To the second/u).waitFor();
    await folder(app.page, 'All inboxes').click();
    await message(app.page, /To the first/u).waitFor();
  });
  afterEach(async () => {
    for (const demo of [first, second]) demo.faults.clear();
    const { page } = app;
    if (await composer(page).getByRole('button', { name: 'Discard' }).count()) await button(composer(page), 'Discard').click();
  });
  afterAll(async () => {
    await app?.close();
    await first?.close();
    await second?.close();
    place?.remove();
  });

  test('what is pasted among recipients takes the place of what is selected, and stands where the cursor does', async () => {
    const { page } = app;
    await button(page, 'Compose').click();
    const paste = (words: string): Promise<void> => to(page).evaluate((input, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, words);
    await to(page).fill('jo');
    await to(page).selectText();
    await paste('john@example.net, jane@example.net');
    expect(await recipients(page)).toEqual(['john@example.net', 'jane@example.net']);
    await to(page).fill('kim@example.net');
    await to(page).press('Home');
    await paste('lee@example.net, ');
    expect((await recipients(page)).slice(2)).toEqual(['lee@example.net', 'kim@example.net']);
    expect(app.pageErrors).toEqual([]);
  });

  test('a letter is put away without a key, and what tells of it has room in a small window', async () => {
    const { page } = app;
    await page.setViewportSize({ width: 600, height: 800 });
    await button(page, 'Compose').click();
    await text(page).fill('To be continued');
    await button(composer(page), 'Close and keep').click();
    await composer(page).waitFor({ state: 'detached' });
    await message(page, /To the first/u).waitFor();
    const words = page.getByRole('region', { name: 'Notifications' }).getByText('Your message is kept.');
    const { height } = (await words.boundingBox())!;
    await page.setViewportSize({ width: 1280, height: 800 });
    await button(page, 'Continue writing').click();
    await button(composer(page), 'Discard').click();
    await composer(page).waitFor({ state: 'detached' });
    expect(height, 'one line').toBeLessThan(24);
  });

  test('in a small window no news lies over Send', async () => {
    const { page } = app;
    await button(page, 'Compose').click();
    await text(page).fill('Never mind');
    await button(composer(page), 'Discard').click();
    await button(page, 'Compose').click();
    await page.setViewportSize({ width: 360, height: 700 });
    const news = page.getByRole('region', { name: 'Notifications' });
    await news.getByText('Message discarded.').last().waitFor();
    await keepScreenshot(page, 'compose-360-with-news');
    const [foot, send] = [(await news.boundingBox())!, (await button(composer(page), 'Send').boundingBox())!];
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(foot.y + foot.height).toBeLessThanOrEqual(send.y);
  });

  test('keys that go to an input method are none of the composer\'s', async () => {
    const { page } = app;
    await button(page, 'Compose').click();
    await text(page).fill('にほ');
    for (const key of ['Escape', 'Enter']) {
      await text(page).evaluate((area, pressed) => area.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, ctrlKey: pressed === 'Enter', isComposing: true, bubbles: true, cancelable: true })), key);
    }
    expect(await text(page).inputValue()).toBe('にほ');
    expect(await composer(page).getByText('There is nobody to send it to yet').count()).toBe(0);
  });

  test('an address in a message is written to from the account that the message came to', async () => {
    const { page } = app;
    for (const [subject, own] of [['To the second', 'second@example.org'], ['To the first', 'first@example.org']] as const) {
      await message(page, new RegExp(subject, 'u')).click();
      await reader(page).getByRole('button', { name: /Show details/u }).click();
      await reader(page).getByRole('button', { name: /^Actions for Ann Ash/u }).first().click();
      await page.getByRole('menuitem', { name: 'Write to this address' }).click();
      await text(page).waitFor();
      expect(await composer(page).getByRole('combobox', { name: 'From' }).locator('option:checked').innerText()).toContain(own);
      await button(composer(page), 'Discard').click();
    }
  });

  test('a forward that is opened again still says what does not go along', async () => {
    const { page } = app;
    deliver(first, 'With a plan', 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=plan.pdf\n\nxx\n--b--\n');
    await message(page, /With a plan/u).click();
    await button(reader(page), 'Forward').click();
    const warning = composer(page).getByText('Only the text is forwarded: plan.pdf stays behind.');
    await warning.waitFor();
    await text(page).pressSequentially('See this. ');
    await page.keyboard.press('Escape');
    await button(page, '1 unfinished message').click();
    await page.getByRole('menuitem', { name: /With a plan/u }).click();
    await text(page).waitFor();
    await warning.waitFor();
  });

  test('an answer that waits for the text it quotes says so, and can be left by key and by button', async () => {
    const { page } = app;
    first.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: 8_000 }, skip: 1, times: 100 });
    deliver(first, 'A slow one');
    await message(page, /A slow one/u).click();
    for (const leave of [() => page.keyboard.press('Escape'), () => composer(page).getByRole('button', { name: 'Back to the message' }).click()]) {
      await page.keyboard.press('r');
      await composer(page).and(page.locator('[aria-busy=true]')).getByText('is being fetched').waitFor();
      await leave();
      await composer(page).waitFor({ state: 'detached', timeout: 5_000 });
    }
    expect(app.pageErrors).toEqual([]);
  });

  test('an answer without the original says so for as long as it is without it', async () => {
    const { page } = app;
    first.cutConnections();
    second.faults.add({ command: 'UID FETCH', effect: { kind: 'refuse', code: 'UNAVAILABLE', text: 'Not now' }, skip: 1, times: 100 });
    deliver(second, 'Not to be had');
    await message(page, /Not to be had/u).click();
    await page.keyboard.press('r');
    const warning = composer(page).getByText('The original text is not here');
    await warning.waitFor();
    second.faults.clear();
    second.cutConnections();
    deliver(second, 'Back again');
    await message(page, /Back again/u).waitFor();
    // By now the text has come, and is not in the answer.
    await expect.poll(() => message(page, /Not to be had/u).innerText()).toContain('The text of it');
    expect(await text(page).inputValue()).toBe('');
    expect(await warning.count()).toBe(1);
  });
});
