/** Starting, as the README says it and as it goes wrong. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, openBrowser, runToEnd, startMain, throwAwayFolder } from '../support/running-app.ts';
import { button, folder, message, rows } from '../support/screen.ts';

const cleanup: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

function place() {
  const folder = throwAwayFolder();
  cleanup.push(() => folder.remove());
  return folder.path;
}
async function start(profile: string, args: readonly string[] = []) {
  const main = await startMain(profile, args);
  cleanup.push(() => main.stop());
  return main;
}
async function browse(profile: string, address: string, options: Parameters<typeof openBrowser>[1] = {}) {
  const browser = await openBrowser(profile, options);
  cleanup.push(() => browser.close());
  await browser.page.goto(address);
  return browser;
}

describeWith(browserHost, 'starting', () => {
  test('--demo: rows in a browser that opens the address, and nothing contacted but ourselves', async () => {
    const path = place();
    const main = await start(`${path}/profile`, ['--demo']);
    const browser = await browse(`${path}/browser`, main.address);
    await rows(browser.page).nth(5).waitFor();
    await folder(browser.page, 'Inbox').waitFor();
    expect(browser.strayRequests).toEqual([]);
    expect(browser.pageErrors).toEqual([]);
  });

  test('welcome: "Look around in a demo mailbox" leads to mail; closing and starting again keeps it', async () => {
    const path = place();
    const main = await start(`${path}/profile`);
    const browser = await browse(`${path}/browser`, main.address);
    await button(browser.page, 'Add account').waitFor();
    await keepScreenshot(browser.page, 'welcome');
    await button(browser.page, 'Look around in a demo mailbox').click();
    const first = rows(browser.page).first();
    await first.waitFor();
    const name = await first.getAttribute('aria-label');
    await browser.close();
    await main.stop();
    const again = await start(`${path}/profile`);
    expect(new URL(again.address).port).toBe(new URL(main.address).port);
    const reopened = await browse(`${path}/browser`, again.address);
    await rows(reopened.page).first().waitFor();
    expect(await rows(reopened.page).first().getAttribute('aria-label')).toBe(name);
  });

  test('reloading the window, and a second window, show the same mail', async () => {
    const path = place();
    const main = await start(`${path}/profile`, ['--demo']);
    const { page, context } = await browse(`${path}/browser`, main.address);
    await rows(page).first().waitFor();
    await page.reload();
    await rows(page).first().waitFor();
    const second = await context.newPage();
    await second.goto(new URL('/', main.address).href);
    await rows(second).first().waitFor();
    await message(second, /Lunch tomorrow/u).first().waitFor();
  });

  test('without the token, and from another host name, nothing is served', async () => {
    const main = await start(`${place()}/profile`, ['--demo']);
    const origin = new URL(main.address).origin;
    expect((await fetch(origin)).status).toBe(403);
    expect((await fetch(origin, { headers: { host: 'evil.example' } }).catch(() => ({ status: 403 }))).status).toBe(403);
  });

  test('two instances on one profile: the second says where the first is, and the first goes on', async () => {
    const path = place();
    const main = await start(`${path}/profile`, ['--demo']);
    const { code, output } = await runToEnd(['--profile', `${path}/profile`]);
    expect(code).toBe(1);
    expect(output).toMatch(/already open/iu);
    const browser = await browse(`${path}/browser`, main.address);
    await rows(browser.page).first().waitFor();
  });

  test('a profile that cannot be written: one clear line', async () => {
    const path = place();
    writeFileSync(`${path}/file`, '');
    const { code, output } = await runToEnd(['--profile', `${path}/file/profile`]);
    expect(code).toBe(1);
    expect(output).toMatch(/file\/profile/u);
    expect(output).not.toMatch(/\n\s+at /u);
  });

  test('a damaged journal is set aside, the rest is kept, and it says so', async () => {
    const path = place();
    mkdirSync(`${path}/profile`, { mode: 0o700 });
    writeFileSync(`${path}/profile/accounts.journal`, 'this is no journal\n'.repeat(5));
    const main = await start(`${path}/profile`);
    expect(main.output()).toMatch(/journal/iu);
    const browser = await browse(`${path}/browser`, main.address);
    const alert = browser.page.getByRole('alert').filter({ hasText: 'could not be read' });
    await alert.waitFor();
    const [, kept] = /kept at (\S+?)\. /u.exec((await alert.textContent()) ?? '') ?? [];
    expect(readFileSync(kept!, 'utf8')).toContain('this is no journal');
    await button(browser.page, 'Dismiss').click();
    await alert.waitFor({ state: 'detached' });
  });

  test('a port that is taken, and an option that does not exist', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    cleanup.push(() => void taken.close());
    const port = (taken.address() as AddressInfo).port;
    const busy = await runToEnd(['--profile', `${place()}/profile`, '--port', String(port)]);
    expect([busy.code, busy.output]).toEqual([1, expect.stringContaining(String(port)) as string]);
    const wrong = await runToEnd(['--frobnicate']);
    expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('--frobnicate') as string]);
  });
});
