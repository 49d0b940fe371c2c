/** A full disk under a letter that is being written: the composer says so and why, the text stays, and it is saved once there is room. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { browserHost } from '../support/host-under-test.ts';
import { all, describeWith, type Requirement } from '../support/requires.ts';
import { keepScreenshot, openBrowser, startMain, throwAwayFolder } from '../support/running-app.ts';
import { button, rows } from '../support/screen.ts';

/** A small file system of its own. */
const smallDisk: Requirement = { missing: () => (process.platform === 'linux' && process.getuid?.() === 0 ? null : 'it mounts a small file system: run it as root on Linux') };

/** Writes until nothing fits any more. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let size = 65_536; size >= 1; size /= 2) {
      try {
        for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
      } catch { /* full for this size: smaller ones may still fit */ }
    }
  } finally {
    closeSync(file);
  }
}

describeWith(all(browserHost, smallDisk), 'a full disk', () => {
  const cleanup: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of cleanup.splice(0).reverse()) await end();
  });

  test('not saved, and why; the text stays; saved when there is room again', async () => {
    const { path, remove } = throwAwayFolder();
    cleanup.push(remove);
    mkdirSync(`${path}/disk`);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', `${path}/disk`]).status).toBe(0);
    cleanup.push(() => void spawnSync('umount', [`${path}/disk`]));
    const main = await startMain(`${path}/disk/profile`, ['--demo']);
    cleanup.push(() => main.stop());
    const browser = await openBrowser(`${path}/browser`);
    cleanup.push(() => browser.close());
    const { page } = browser;
    await page.goto(main.address);
    await rows(page).nth(2).waitFor();
    await button(page, 'Compose').click();
    const composer = page.getByRole('region', { name: 'Compose' });
    const text = page.getByRole('textbox', { name: 'Message text' });
    await text.fill('Before. ');
    await composer.getByText(/^Saved/u).waitFor();

    fill(`${path}/disk/filler`);
    await text.fill(`Before. ${'The tide table says noon. '.repeat(400)}`);
    const alert = composer.getByRole('alert').filter({ hasText: 'could not be saved' });
    await alert.filter({ hasText: 'the disk is full' }).waitFor();
    await keepScreenshot(page, 'draft-full-disk-light');
    await expect.poll(() => text.inputValue()).toMatch(/noon\. $/u);

    rmSync(`${path}/disk/filler`);
    await composer.getByText(/^Saved/u).waitFor();
    await alert.waitFor({ state: 'detached' });
    await main.kill();
    const again = await startMain(`${path}/disk/profile`, ['--demo']);
    cleanup.push(() => again.stop());
    await page.goto(again.address);
    await button(page, 'Continue writing').click();
    await expect.poll(() => text.inputValue()).toMatch(/noon\. $/u);
    expect(browser.pageErrors).toEqual([]);
  });
});
