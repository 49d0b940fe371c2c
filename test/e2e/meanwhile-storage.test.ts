/** What is kept on this computer is counted and chosen at several places: none writes back what it read before, and what was counted first is not shown last. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, message } from '../support/screen.ts';

describeWith(browserHost, 'what is kept, chosen at several places', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  const storage = (): Locator => page.getByRole('dialog', { name: 'Storage' });
  const showStorage = async (): Promise<void> => {
    await button(page, 'View and settings').click();
    await page.getByRole('menuitem', { name: 'Storage…' }).click();
    await storage().waitFor();
  };
  const choose = async (place: Locator, what: RegExp, words: string): Promise<void> => {
    await place.getByRole('button', { name: what }).click();
    await page.getByRole('option', { name: words, exact: true }).click();
  };
  const askedFor = (name: string): number => calls.asked.filter((call) => call.name === name).length;

  beforeAll(async () => { ({ app, page, calls } = await openWithCalls({ INBOX: [], Work: [] })); }, 60_000);
  afterEach(async () => {
    calls.allow();
    for (let times = 0; times < 2; times++) await page.keyboard.press('Escape');
  });
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('days chosen for a folder take nothing back that was chosen for the account meanwhile', async () => {
    await folder(page, 'Work').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Options…' }).click();
    const options = page.getByRole('dialog', { name: 'Options for “Work”' });
    await options.getByRole('button', { name: /As the account: The last year/u }).waitFor();
    const kept = await page.evaluate(() => localStorage.getItem('godwit.first-list'));
    const { view } = JSON.parse((JSON.parse(kept!) as { key: string }).key) as { view: { folderId: FolderId } };
    calls.ask('storage.set', { accountId: splitFolderId(view.folderId).accountId, settings: { ...DEFAULT_STORAGE, textDays: 90 } });
    await choose(options, /Keep the text of messages here/u, 'The last 30 days');
    await expect.poll(() => askedFor('storage.set')).toBe(1);
    await button(options, 'Done').click();
    await options.waitFor({ state: 'detached' });
    await showStorage();
    await storage().getByRole('button', { name: /Keep texts of/u }).waitFor();
    expect(await storage().getByRole('button', { name: /Keep texts of/u }).innerText()).toBe('The last 3 months');
  });

  test('what was counted before the last choice is not shown after it', async () => {
    await showStorage();
    const texts = storage().getByRole('button', { name: /Keep texts of/u });
    await texts.waitFor();
    let times = 0;
    const release = calls.hold('storage.summary', 'answer', () => ++times === 1);
    const before = askedFor('storage.summary');
    await choose(storage(), /Keep texts of/u, 'The last 30 days');
    await expect.poll(() => askedFor('storage.summary')).toBe(before + 1);
    await choose(storage(), /Keep texts of/u, 'The last 5 years');
    await expect.poll(() => askedFor('storage.summary')).toBe(before + 2);
    await page.waitForTimeout(300);
    release();
    await page.waitForTimeout(300);
    expect(await texts.innerText()).toBe('The last 5 years');
  });

  test('a choice is not shown as undone by the counting that was asked for before it', async () => {
    await showStorage();
    const texts = storage().getByRole('button', { name: /Keep texts of/u });
    const files = storage().getByRole('button', { name: /Keep .*attachments/u });
    await texts.waitFor();
    const before = await files.innerText();
    const counts = askedFor('storage.summary');
    const counted = calls.hold('storage.summary', 'answer');
    await choose(storage(), /Keep texts of/u, 'The last 30 days');
    await expect.poll(() => askedFor('storage.summary')).toBeGreaterThan(counts);
    await expect.poll(() => files.isEnabled()).toBe(true);
    const set = calls.hold('storage.set', 'call');
    await files.click();
    const other = page.getByRole('option', { selected: false }).first();
    const wanted = await other.innerText();
    await other.click();
    await expect.poll(() => files.innerText()).toBe(wanted);
    counted();
    await page.waitForTimeout(300);
    expect(wanted).not.toBe(before);
    expect(await files.innerText()).toBe(wanted);
    set();
    await page.waitForTimeout(300);
    expect(await files.innerText()).toBe(wanted);
    // What was chosen has left the keyboard where it was.
    await page.keyboard.press('Escape');
    await storage().waitFor({ state: 'detached' });
  });

  test('what could not be cleared is told, also when nobody looks at it any more', async () => {
    app.demo.store.deliver('From: Bo <bo@example.org>\nSubject: Kept\n\nHello.\n', 'INBOX', [], new Date());
    await folder(page, 'Inbox').click();
    await message(page, /Kept/u).click();
    await page.getByText('Hello.').last().waitFor();
    await showStorage();
    const clear = storage().getByRole('button', { name: /^Clear texts of/iu });
    await expect.poll(() => clear.isEnabled()).toBe(true);
    const { promise, resolve } = Promise.withResolvers<void>();
    calls.refuse('storage.clear', 'storage', { until: promise });
    await clear.click();
    await button(storage(), 'Clear texts').click();
    await expect.poll(() => askedFor('storage.clear')).toBe(1);
    await page.keyboard.press('Escape');
    await storage().waitFor({ state: 'detached' });
    resolve();
    await page.getByRole('region', { name: 'Notifications' }).getByText(/^Texts could not be cleared/u).waitFor();
  });
});
