/** What is said to those who do not see the window: new mail, what was done, what is on its way, what went wrong; each once. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, message, reader } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

declare global {
  interface Window { told: string[] }
}

/** Writes down what a live region comes to say, as assistive technology would say it. */
const listen = (page: Page): Promise<void> => page.evaluate(() => {
  const LIVE = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
  const said = new WeakMap<Element, string>();
  window.told = [];
  const wordsOf = (region: Element): string => (region.textContent || region.getAttribute('aria-label') || '').replace(/\s+/gu, ' ').trim();
  for (const region of document.querySelectorAll(LIVE)) said.set(region, wordsOf(region));
  new MutationObserver((changes) => {
    const regions = new Set<Element>();
    for (const { target, addedNodes } of changes) {
      const around = (target instanceof Element ? target : target.parentElement)?.closest(LIVE);
      if (around) regions.add(around);
      for (const node of addedNodes) if (node instanceof Element) for (const one of [node, ...node.querySelectorAll('*')]) if (one.matches(LIVE)) regions.add(one);
    }
    for (const region of regions) {
      const words = wordsOf(region);
      if (words !== '' && said.get(region) !== words) window.told.push(words);
      said.set(region, words);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
});

describeWith(browserHost, 'what is said aloud', () => {
  let app: HostileApp;
  let page: Page;
  const letter = (subject: string): string => letterWithFiles(subject, [{ name: 'sound.bin', type: 'application/octet-stream', content: randomBytes(3 * 1024 * 1024) }]);
  const toldOf = (words: RegExp): Promise<string[]> => page.evaluate(() => window.told).then((all) => all.filter((one) => words.test(one)));

  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: [letter('First'), letter('Second')], Archive: [], Trash: [] } });
    ({ page } = app);
    await enter(page, 'Inbox');
    await message(page, /Second/u).click();
    await reader(page).getByText('The files you asked for.').waitFor();
    await settled(page);
    await listen(page);
  }, 60_000);
  afterAll(async () => { await app?.close(); });

  test('new mail', async () => {
    app.demo.store.deliver(letter('Third'), 'INBOX');
    await message(page, /Third/u).waitFor();
    await expect.poll(() => toldOf(/new message/iu)).toEqual(['1 new message in the inbox']);
    await page.waitForTimeout(1_500);
    expect(await toldOf(/new message/iu)).toHaveLength(1);
    expect(await toldOf(/Third/u)).toEqual([]);
  });

  test('new mail, and as much again a moment later', async () => {
    for (const [subject, times] of [['Fourth', 2], ['Fifth', 3]] as const) {
      app.demo.store.deliver(letter(subject), 'INBOX');
      await message(page, new RegExp(subject, 'u')).waitFor();
      await expect.poll(() => toldOf(/new message/iu)).toEqual(Array.from({ length: times }, () => '1 new message in the inbox'));
    }
  });

  test('what was done, with the way back', async () => {
    await message(page, /First/u).click();
    await page.keyboard.press('s');
    await expect.poll(() => toldOf(/flagged/iu)).toHaveLength(1);
    await page.waitForTimeout(1_500);
    expect(await toldOf(/flagged/iu)).toHaveLength(1);
  });

  test('how far something is, only where one looks', async () => {
    app.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: 600 }, times: 100 });
    const chip = reader(page).getByRole('list', { name: 'Attachments' }).getByRole('listitem').first();
    await chip.hover();
    await button(chip, 'Save sound.bin').click();
    const bar = chip.getByRole('progressbar', { name: 'Saving sound.bin' });
    await expect.poll(async () => Number((await bar.getAttribute('aria-valuenow', { timeout: 1_000 }).catch(() => null)) ?? -1), { timeout: 15_000 }).toBeGreaterThan(10);
    await bar.waitFor({ state: 'detached', timeout: 30_000 });
    app.demo.faults.clear();
    expect(await toldOf(/\d ?%/u)).toEqual([]);
  });

  test('what went wrong', async () => {
    app.demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'NOPERM', text: 'This mailbox is read only today' }, times: 100 });
    await message(page, /Second/u).click();
    await page.keyboard.press('s');
    await expect.poll(() => toldOf(/refused|could not|not carried out/iu), { timeout: 20_000 }).toHaveLength(1);
    await page.waitForTimeout(1_500);
    expect(await toldOf(/refused|could not|not carried out/iu)).toHaveLength(1);
    expect(app.browser.pageErrors).toEqual([]);
  });
});
