/** What is seen and in no text: where names of other letters begin, that emphasis can be told from what stands around it, that a ring is whole, that more is seen to follow. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { folder, message, messages, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

const letter = (subject: string, type: string, body: string): string => [
  'From: Ann Example <ann@example.net>', 'To: you@example.org', `Subject: ${subject}`, `Message-ID: <${type.length}@example.net>`, `Date: ${new Date().toUTCString()}`,
  'MIME-Version: 1.0', `Content-Type: ${type}; charset=utf-8`, '', body, '',
].join('\r\n');

describeWith(browserHost, 'letters and rings', () => {
  let app: HostileApp;
  let page: Page;

  beforeAll(async () => {
    app = await openHostile({
      letters: {
        'INBOX': [letter('Emphasis', 'text/html', '<p>godwit</p><p><em>godwit</em></p>')],
        'Plans': [], 'תיקייה': [], 'תיקייה/פנימית': [],
      },
    });
    page = app.page;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await enter(page, 'Inbox');
  }, 60_000);
  afterAll(async () => { await app?.close(); });

  /** Where its words begin on screen, whatever box they stand in. */
  const firstPixel = (of: Locator): Promise<number> => of.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect().left;
  });

  test('in the chooser of folders all names begin on one line', async () => {
    await message(page, /Emphasis/u).click();
    await page.keyboard.press('v');
    const label = (name: string): Locator => page.getByRole('option', { name }).locator('[dir=auto]').first();
    await label('Plans').waitFor();
    await keepScreenshot(page, 'picker-right-to-left');
    const begin = await firstPixel(label('Plans'));
    for (const name of ['תיקייה', 'תיקייה / פנימית']) expect.soft(await firstPixel(label(name)), name).toBeCloseTo(begin, 0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('emphasis in a message looks other than what stands around it', async () => {
    await message(page, /Emphasis/u).click();
    const words = reader(page).frameLocator('iframe').locator('p');
    await words.nth(1).waitFor();
    await settled(page);
    // Both cut out of the same room: only the shape of the letters can differ.
    const boxes = await Promise.all([words.nth(0), words.nth(1)].map((one) => one.boundingBox()));
    const [plain, slanted] = await Promise.all(boxes.map((box) => page.screenshot({ clip: { x: Math.round(box!.x), y: Math.round(box!.y), width: 60, height: 20 } })));
    expect(plain!.equals(slanted!)).toBe(false);
  });

  test('the ring around the list is whole, also where headings and rows lie', async () => {
    await folder(page, 'Plans').click();
    await folder(page, 'Inbox').click();
    await rows(page).first().waitFor();
    await page.mouse.move(640, 20);
    const list = messages(page);
    const { x, y, height } = (await list.boundingBox())!;
    const edges = { top: { x: x + 8, y, width: 12, height: 2 }, 'beside the heading': { x, y: y + 8, width: 2, height: 12 }, 'beside the end of a row': { x, y: y + 92, width: 2, height: 16 }, foot: { x: x + 8, y: y + height - 2, width: 12, height: 2 } };
    const look = async () => {
      await settled(page);
      const seen = new Map<string, Buffer>();
      for (const [name, clip] of Object.entries(edges)) seen.set(name, await page.screenshot({ clip }));
      return seen;
    };
    await folder(page, 'Inbox').focus();
    const without = await look();
    // By the keyboard: what was clicked has no ring.
    await page.keyboard.press('F6');
    await list.focus();
    expect(await list.evaluate((grid) => grid.matches(':focus-visible'))).toBe(true);
    const ringed = await look();
    await keepScreenshot(page, 'list-ring');
    for (const name of Object.keys(edges)) expect.soft(ringed.get(name)!.equals(without.get(name)!), `no ring: ${name}`).toBe(false);
  });

  test('recipients that do not fit are cut in the middle of a line, not between two: there are more', async () => {
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'To', exact: true }).fill(Array.from({ length: 40 }, (_, at) => `counter${at}@example.net`).join(', ') + ',');
    const chips = page.getByRole('grid', { name: 'To: recipients' }).getByRole('row');
    await expect.poll(() => chips.count()).toBe(40);
    for (const height of [800, 480]) {
      await page.setViewportSize({ width: 1280, height });
      await settled(page);
      const cuts = await chips.evaluateAll((all) => {
        let box = all[0]!.parentElement!;
        while (getComputedStyle(box).overflowY !== 'auto') box = box.parentElement!;
        box.scrollTop = 0;
        const edge = box.getBoundingClientRect().bottom;
        return all.filter((one) => one.getBoundingClientRect().top < edge - 6 && one.getBoundingClientRect().bottom > edge + 6).length;
      });
      await keepScreenshot(page, `recipients-cut-${height}`);
      expect.soft(cuts, `${height} px high`).toBeGreaterThan(0);
    }
  });
});
