/** What the window says when its engine is gone, started anew, or its address was used: never nothing, never a bare refusal. */
import { afterEach, expect, test } from 'vitest';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { openBrowser, startMain, throwAwayFolder, type Browser, type MainProcess } from '../support/running-app.ts';
import { reader, rows } from '../support/screen.ts';

describeWith(browserHost, 'a window that has lost its engine', () => {
  const cleanup: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of cleanup.splice(0).reverse()) await end();
  });
  async function place(): Promise<{ path: string; start(): Promise<MainProcess>; browser(name: string): Promise<Browser> }> {
    const { path, remove } = throwAwayFolder();
    cleanup.push(remove);
    return {
      path,
      async start() {
        const main = await startMain(`${path}/profile`, ['--demo']);
        cleanup.push(() => main.stop());
        return main;
      },
      async browser(name) {
        const browser = await openBrowser(`${path}/${name}`);
        cleanup.push(() => browser.close());
        return browser;
      },
    };
  }

  test('it says that Godwit has stopped, then that it belongs to an earlier start, and goes on once its browser is let in again', async () => {
    const here = await place();
    const first = await here.start();
    const { page, context } = await here.browser('browser');
    await page.goto(first.address);
    await rows(page).nth(2).click();
    await reader(page).getByRole('heading').first().waitFor();

    await first.kill();
    const alert = page.getByRole('alert').filter({ hasText: 'This window has lost Godwit' });
    await alert.filter({ hasText: 'Start it again' }).waitFor();
    expect(await rows(page).count()).toBeGreaterThan(5);

    const second = await here.start();
    await alert.filter({ hasText: 'open the address that it printed last' }).waitFor();
    const other = await context.newPage();
    await other.goto(second.address);
    await rows(other).first().waitFor();
    await alert.waitFor({ state: 'detached' });
    const name = await rows(page).nth(3).getAttribute('aria-label');
    await rows(page).nth(3).click();
    await expect.poll(async () => name?.includes((await reader(page).getByRole('heading').first().textContent()) ?? '?')).toBe(true);
  });

  test('an address that was used opens a page that says what to do', async () => {
    const here = await place();
    const main = await here.start();
    const one = await here.browser('one');
    await one.page.goto(main.address);
    await rows(one.page).first().waitFor();
    const two = await here.browser('two');
    expect((await two.page.goto(main.address))?.status()).toBe(403);
    await two.page.getByRole('heading', { name: 'This address does not open Godwit any more' }).waitFor();
    await two.page.getByText('stop Godwit and start it again').waitFor();
    // The browser that was let in may use it as a bookmark.
    await one.page.goto(main.address);
    await rows(one.page).first().waitFor();
  });
});
