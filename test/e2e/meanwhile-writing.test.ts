/** The engine is slow while somebody writes: nothing goes twice, nothing is said that is not so, and what is on screen is what was asked for last. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder } from '../support/screen.ts';

describeWith(browserHost, 'writing while the engine is busy', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  const composer = (): Locator => page.getByRole('region', { name: 'Compose' });
  const subject = (): Locator => page.getByRole('textbox', { name: 'Subject' });
  const text = (): Locator => composer().getByRole('textbox', { name: 'Message text' });
  const toasts = (): Locator => page.getByRole('region', { name: 'Notifications' });
  const saved = (): Promise<void> => composer().getByRole('status').filter({ hasText: /^Saved/u }).waitFor();
  const asked = (name: string): number => calls.asked.filter((one) => one.name === name).length;
  const write = async (words: string): Promise<void> => {
    await button(page, 'Compose').click();
    await page.getByRole('textbox', { name: 'To' }).fill('bo@example.org');
    await subject().fill(words);
    await saved();
  };
  const aside = async (): Promise<void> => {
    await folder(page, 'Work').click();
    await composer().waitFor({ state: 'detached' });
  };
  const unfinished = async (words: string): Promise<void> => {
    await page.getByRole('button', { name: /unfinished message/u }).click();
    await page.getByRole('menuitem', { name: new RegExp(words, 'u') }).click();
  };

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({ INBOX: [], Work: [] }));
  }, 60_000);
  afterEach(async () => {
    calls.allow();
    await page.keyboard.press('Escape');
    await composer().waitFor({ state: 'detached' });
    for (const close = toasts().getByRole('button', { name: 'Close' }).first(); await close.isVisible(); ) await close.click();
  });
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('left while it is sent: it is on its way, and is not offered to be written on', async () => {
    await write('Ferries');
    const release = calls.hold('compose.send', 'answer');
    await button(composer(), 'Send').click();
    await expect.poll(() => asked('compose.send')).toBe(1);
    await aside();
    release();
    await toasts().getByText('Your message is on its way.').waitFor();
    await page.waitForTimeout(500);
    expect(await toasts().getByText('Your message is kept.').count()).toBe(0);
    await expect.poll(() => app.demo.submissions.length).toBe(1);
  });

  test('opened again while it is sent: it says so, takes no words that would not go along, and goes with it', async () => {
    const before = app.demo.submissions.length;
    const sends = asked('compose.send');
    await write('Harbours');
    const release = calls.hold('compose.send');
    await button(composer(), 'Send').click();
    await aside();
    await unfinished('Harbours');
    await composer().getByRole('status').filter({ hasText: 'Sending…' }).waitFor();
    await page.keyboard.type('and all that was left to say');
    expect([await text().inputValue(), await subject().isDisabled(), await button(composer(), 'Send').isDisabled()]).toEqual(['', true, true]);
    await page.keyboard.press('Control+Enter');
    release();
    await composer().waitFor({ state: 'detached' });
    await toasts().getByText('Your message is on its way.').waitFor();
    await expect.poll(() => app.demo.submissions.length).toBe(before + 1);
    expect(asked('compose.send') - sends).toBe(1);
  });

  test('opened again while it is sent, and refused: it can be written on where it is', async () => {
    await write('Piers');
    const { promise, resolve } = Promise.withResolvers<void>();
    calls.refuse('compose.send', 'storage', { until: promise });
    await button(composer(), 'Send').click();
    await aside();
    await unfinished('Piers');
    await composer().getByRole('status').filter({ hasText: 'Sending…' }).waitFor();
    resolve();
    await toasts().getByText(/It was refused/u).waitFor();
    await text().fill('They are long.');
    await saved();
    expect([await subject().inputValue(), await text().inputValue()]).toEqual(['Piers', 'They are long.']);
  });

  test('what is begun after Discard was pressed stays on screen', async () => {
    await write('Lighthouses');
    const release = calls.hold('drafts.discard', 'answer');
    const discard = button(composer(), 'Discard');
    await discard.dblclick();
    await expect.poll(() => asked('drafts.discard')).toBe(1);
    await page.keyboard.press('Control+Enter');
    await aside();
    await button(page, 'Compose').click();
    await subject().fill('Buoys');
    release();
    await toasts().getByText('Message discarded.').waitFor();
    await page.waitForTimeout(500);
    expect(await subject().inputValue()).toBe('Buoys');
    expect([asked('drafts.discard'), await toasts().getByText('Message discarded.').count(), await toasts().getByText('Your message is kept.').count()]).toEqual([1, 1, 0]);
  });

  test('a draft that is read late does not take the place of what was begun since', async () => {
    await write('Tides');
    await aside();
    const release = calls.hold('drafts.read', 'answer');
    const reads = asked('drafts.read');
    await unfinished('Tides');
    await expect.poll(() => asked('drafts.read')).toBe(reads + 1);
    await button(page, 'Compose').click();
    await subject().fill('Currents');
    release();
    await page.waitForTimeout(700);
    expect(await subject().inputValue()).toBe('Currents');
  });
});
