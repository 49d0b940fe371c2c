/** Everything without a mouse, on the demo mailbox. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../support/requires.ts';
import { openBrowser, startMain, throwAwayFolder, type Browser, type MainProcess } from '../support/running-app.ts';
import { message, messages, reader, search } from '../support/screen.ts';

describeWith(chromium, 'by keyboard alone', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let main: MainProcess;
  let browser: Browser;
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await browser.page.keyboard.press(key); };
  const focusedName = () => browser.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '');
  const nameOf = (index: number) => messages(browser.page).getByRole('row').nth(index).getAttribute('aria-label');

  beforeAll(async () => {
    place = throwAwayFolder();
    main = await startMain(`${place.path}/profile`, ['--demo']);
    browser = await openBrowser(`${place.path}/browser`);
    await browser.page.goto(main.address);
    await messages(browser.page).getByRole('row').nth(5).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await main?.stop();
    place?.remove();
  });

  test('J opens the first message, J and K go on and back', async () => {
    await press('j');
    await reader(browser.page).getByRole('heading').first().waitFor();
    const first = await focusedName();
    await press('j');
    await expect.poll(focusedName).not.toBe(first);
    await press('k');
    await expect.poll(async () => (await focusedName()).slice(0, 12)).toBe(first.slice(0, 12));
  });

  test('S flags and takes the flag off', async () => {
    const flagged = () => messages(browser.page).getByRole('row', { name: /flagged/u }).count();
    const before = await flagged();
    await press('s');
    await expect.poll(flagged).toBe(before + 1);
    await press('s');
    await expect.poll(flagged).toBe(before);
  });

  test('E archives, the next message has the focus, Z brings it back', async () => {
    const [first, second] = [(await nameOf(0))!, (await nameOf(1))!];
    await press('e');
    await expect.poll(() => nameOf(0)).not.toBe(first);
    await expect.poll(async () => (await focusedName()).slice(0, 20)).toContain(second.replace(/^unread,? ?/iu, '').slice(0, 8));
    await press('z');
    await expect.poll(async () => (await nameOf(0))!.slice(0, 20)).toBe(first.slice(0, 20));
  });

  test('/ searches, Enter asks the server, Escape returns', async () => {
    await press('/');
    await expect.poll(() => search(browser.page).evaluate((element) => element === document.activeElement)).toBe(true);
    await browser.page.keyboard.type('godwits');
    await press('Enter');
    await message(browser.page, /Eleven days without landing/u).first().waitFor();
    await press('Escape');
    await message(browser.page, /Lunch tomorrow/u).first().waitFor();
  });

  test('C writes, Escape and the keys of the window stay out of the text', async () => {
    await press('c');
    const text = browser.page.getByRole('textbox', { name: 'Message' });
    await text.fill('');
    await text.focus();
    await browser.page.keyboard.type('eeejk#s');
    expect(await text.inputValue()).toContain('eeejk#s');
    await text.fill('');
    await press('Escape');
  });

  test('? shows the keys', async () => {
    await messages(browser.page).getByRole('row').first().focus();
    await press('?');
    await browser.page.getByRole('dialog').getByText('Archive').first().waitFor();
    await press('Escape');
    await browser.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('no script failed', () => {
    expect(browser.pageErrors).toEqual([]);
  });
});
