/** Letters that are being written outlive everything: the main process, the window, the browser, a full disk. */
import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, openBrowser, startMain, throwAwayFolder, type Browser, type MainProcess } from '../support/running-app.ts';
import { button, message, reader, rows } from '../support/screen.ts';

const to = (page: Page) => page.getByRole('combobox', { name: 'To' }).or(page.getByRole('textbox', { name: 'To' })).first();
const subject = (page: Page) => page.getByRole('textbox', { name: 'Subject' });
const text = (page: Page) => page.getByRole('textbox', { name: 'Message text' });
const composer = (page: Page) => page.getByRole('region', { name: 'Compose' });
const saved = (page: Page) => composer(page).getByRole('status').filter({ hasText: /^Saved/u });
const unfinished = (page: Page, count: number) => button(page, count === 1 ? '1 unfinished message' : `${count} unfinished messages`);
const goOn = (page: Page) => button(page, 'Continue writing').click();

describeWith(browserHost, 'letters being written', () => {
  const cleanup: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of cleanup.splice(0).reverse()) await end();
  });
  function place() {
    const { path, remove } = throwAwayFolder();
    cleanup.push(remove);
    return {
      path,
      async start(): Promise<MainProcess> {
        const main = await startMain(`${path}/profile`, ['--demo']);
        cleanup.push(() => main.stop());
        return main;
      },
      async browse(name: string, address: string, options: Parameters<typeof openBrowser>[1] = {}): Promise<Browser> {
        const browser = await openBrowser(`${path}/${name}`, options);
        cleanup.push(() => browser.close());
        await browser.page.goto(address);
        await rows(browser.page).nth(2).waitFor();
        return browser;
      },
    };
  }
  async function write(page: Page, words: string): Promise<void> {
    await button(page, 'Compose').click();
    await to(page).fill('bob@example.net, not an address');
    await subject(page).fill(`About ${words}`);
    await text(page).fill(words);
    await saved(page).waitFor();
  }

  test('kill -9, and a browser that has never seen it: the letter is there as it was, and goes out once', async () => {
    const here = place();
    const first = await here.start();
    const one = await here.browse('one', first.address);
    await write(one.page, 'tides and ferries');
    await first.kill();
    await one.close();

    const second = await here.start();
    const { page, pageErrors } = await here.browse('two', second.address, { dark: true });
    await page.getByText('A message you were writing was kept.').waitFor();
    await keepScreenshot(page, 'draft-offered-dark');
    await goOn(page);
    expect([await subject(page).inputValue(), await text(page).inputValue()]).toEqual(['About tides and ferries', 'tides and ferries']);
    await composer(page).getByText('bob@example.net').waitFor();
    await composer(page).getByText('not an address').first().waitFor();
    await composer(page).getByRole('button', { name: /^Remove not an address/u }).click();
    await saved(page).waitFor();
    await keepScreenshot(page, 'draft-saved-dark');
    await page.getByRole('button', { name: /^Send/u }).click();
    await composer(page).waitFor({ state: 'detached' });
    await second.kill();
    const third = await here.start();
    await page.goto(third.address);
    await rows(page).nth(2).waitFor();
    expect(await page.getByRole('button', { name: /unfinished/u }).count()).toBe(0);
    expect(await page.getByText(/were writing/u).count()).toBe(0);
    expect(pageErrors).toEqual([]);
  });

  test('what is typed while the engine is dead is found by the next window of the same browser', async () => {
    const here = place();
    const first = await here.start();
    const one = await here.browse('one', first.address);
    await write(one.page, 'before');
    await first.kill();
    await text(one.page).fill('before and after');
    await composer(one.page).getByText('Not saved yet: reconnecting').waitFor();
    await one.close();
    const second = await here.start();
    const again = await here.browse('one', second.address);
    await goOn(again.page);
    expect(await text(again.page).inputValue()).toBe('before and after');
    // Its process is killed, as the system does where memory is short.
    await text(again.page).press('End');
    await text(again.page).pressSequentially(', and later');
    await saved(again.page).waitFor();
    await again.page.goto('chrome://crash', { timeout: 2_000 }).catch(() => undefined);
    const third = await again.context.newPage();
    await third.goto(new URL('/', second.address).href);
    await goOn(third);
    expect(await text(third).inputValue()).toBe('before and after, and later');
  });

  test('a window that is loaded anew offers what was in it', async () => {
    const here = place();
    const again = await here.browse('one', (await here.start()).address);
    await write(again.page, 'before and after');
    await again.page.reload();
    await goOn(again.page);
    expect(await text(again.page).inputValue()).toBe('before and after');
  });

  test('put aside, several at once, an answer that is found again, discarded and brought back', async () => {
    const here = place();
    const { page, pageErrors } = await here.browse('one', (await here.start()).address);
    await write(page, 'one');
    await page.keyboard.press('Escape');
    await page.getByText('Your message is kept.').waitFor();
    await unfinished(page, 1).waitFor();
    await write(page, 'two');
    await rows(page).nth(1).click();
    await unfinished(page, 2).click();
    await keepScreenshot(page, 'draft-menu-light');
    await page.getByRole('menuitem', { name: /About one/u }).click();
    await expect.poll(() => text(page).inputValue()).toBe('one');
    await page.keyboard.press('Escape');

    await message(page, /Lunch tomorrow/u).first().click();
    await button(reader(page), 'Reply').click();
    await text(page).waitFor();
    await text(page).press('Home');
    await text(page).pressSequentially('Gladly.');
    await rows(page).nth(3).click();
    await unfinished(page, 3).waitFor();
    await message(page, /Lunch tomorrow/u).first().click();
    await button(reader(page), 'Reply').click();
    await expect.poll(() => text(page).inputValue()).toMatch(/^Gladly\./u);

    await button(page, 'Discard').click();
    await unfinished(page, 2).waitFor();
    await button(page, 'Undo').click();
    await expect.poll(() => text(page).inputValue()).toMatch(/^Gladly\./u);
    await keepScreenshot(page, 'draft-composer-light');
    expect(pageErrors).toEqual([]);
  });

  test('one letter in two windows: the later one overwrites nothing, both are kept', async () => {
    const here = place();
    const { page, context } = await here.browse('one', (await here.start()).address);
    await write(page, 'mine');
    const other = await context.newPage();
    await other.goto(new URL('/', page.url()).href);
    await rows(other).nth(2).waitFor();
    await goOn(other);
    await text(other).fill('theirs');
    await saved(other).waitFor();
    await text(page).fill('mine, longer');
    const alert = composer(page).getByText('This message was changed in another window');
    await alert.waitFor();
    await keepScreenshot(page, 'draft-elsewhere-light');
    await button(page, 'Keep both').click();
    await saved(page).waitFor();
    await text(other).fill('theirs, longer');
    await saved(other).waitFor();
    // The other one is the unfinished one here, not the one on screen.
    await unfinished(page, 1).click();
    await page.getByRole('menuitem', { name: /^About mine/u }).click();
    await expect.poll(() => text(page).inputValue()).toBe('theirs, longer');
    await unfinished(page, 1).click();
    await page.getByRole('menuitem', { name: /^About mine/u }).click();
    await expect.poll(() => text(page).inputValue()).toBe('mine, longer');
    await page.reload();
    await unfinished(page, 2).waitFor();
  });

  test('a mirror that is wiped loses no letter and no setting', async () => {
    const here = place();
    const first = await here.start();
    const one = await here.browse('one', first.address);
    await write(one.page, 'kept');
    await button(one.page, 'View and settings').click();
    await one.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(() => one.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await first.kill();
    await one.close();
    rmSync(`${here.path}/one`, { recursive: true, force: true });
    const again = await here.browse('one', (await here.start()).address);
    await goOn(again.page);
    expect(await text(again.page).inputValue()).toBe('kept');
    await expect.poll(() => again.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });
});
