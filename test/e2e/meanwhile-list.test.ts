/** Rows that come late, and rows of the activity that go elsewhere: whoever has gone on is not called back, and what was refused is said. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, message, messages, rows } from '../support/screen.ts';

const COUNT = 900;
const letter = (n: number): string => `From: Bo <bo@example.org>\nTo: you@example.org\nSubject: Note ${n}.\nMessage-ID: <note-${n}@example.org>\n\nHello.\n`;

describeWith(browserHost, 'what comes late in the list', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  const selected = (): Locator => messages(page).getByRole('row', { selected: true });
  const note = (n: number): Locator => message(page, new RegExp(`Note ${n}\\.`, 'u'));
  const archived = (): string[] => (app.demo.store.find('Archive')?.messages ?? []).map(({ raw }) => /^Subject: (.*)$/mu.exec(Buffer.from(raw).toString('latin1'))?.[1]?.trim() ?? '');
  const far = (input: unknown): boolean => ((input as { from?: number }).from ?? 0) > 0;

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({ INBOX: Array.from({ length: COUNT }, (_, n) => letter(n + 1)), Archive: [], Work: [] }));
    await page.locator(`[role=grid][aria-rowcount="${COUNT}"]`).waitFor({ timeout: 30_000 });
    await note(COUNT).waitFor();
  }, 60_000);
  afterEach(async () => {
    calls.allow();
    await page.keyboard.press('Escape');
    await folder(page, 'Work').click();
    await folder(page, 'Inbox').click();
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await note(COUNT).waitFor();
  });
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('a row that the keyboard went to takes nothing away from the one that was clicked since', async () => {
    await note(COUNT).click();
    const release = calls.hold('messages.list', 'call', far);
    await page.keyboard.press('End');
    await messages(page).getByRole('row', { name: 'Loading' }).first().waitFor();
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await note(COUNT - 2).click();
    await messages(page).evaluate((grid) => { grid.scrollTop = grid.scrollHeight; });
    release();
    await note(1).waitFor();
    await page.waitForTimeout(300);
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await note(COUNT).waitFor();
    await expect.poll(() => selected().count()).toBe(1);
    expect(await selected().getAttribute('aria-label')).toContain(`Note ${COUNT - 2}.`);
  });

  test('what is pressed while the row that the keyboard went to is on its way is done to that row', async () => {
    await note(COUNT - 1).click();
    const release = calls.hold('messages.list', 'call', far);
    await page.keyboard.press('End');
    await messages(page).getByRole('row', { name: 'Loading' }).first().waitFor();
    await page.keyboard.press('e');
    release();
    await expect.poll(() => archived()).toEqual(['Note 1.']);
    await page.keyboard.press('z');
    await expect.poll(() => archived()).toEqual([]);
  });

  test('what is pressed while a row is on its way is not done once another one was chosen', async () => {
    await note(COUNT - 1).click();
    const release = calls.hold('messages.list', 'call', far);
    await page.keyboard.press('End');
    await messages(page).getByRole('row', { name: 'Loading' }).first().waitFor();
    await page.keyboard.press('e');
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await note(COUNT - 2).click();
    await page.getByRole('region', { name: 'Notifications' }).getByText(/^Nothing was done/u).waitFor();
    release();
    await page.waitForTimeout(300);
    expect(archived()).toEqual([]);
  });

  test('all that is being selected does not close the composer that was opened meanwhile', async () => {
    await note(COUNT).click();
    const release = calls.hold('messages.list', 'call', (input) => (input as { unseen?: boolean }).unseen === true);
    await page.keyboard.press('Control+a');
    await page.getByText(/^Selecting/u).first().waitFor();
    await button(page, 'Compose').click();
    const subject = page.getByRole('textbox', { name: 'Subject' });
    await subject.fill('Ferries');
    release();
    await page.getByText(`${COUNT} selected`).waitFor();
    await page.waitForTimeout(300);
    expect(await subject.inputValue({ timeout: 2_000 })).toBe('Ferries');
  });

  test('why something was not taken back is said where its row has gone to', async () => {
    await rows(page).first().click();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = app.demo.faults.add({ command: 'UID STORE', times: 1, effect: { kind: 'delay', ms: 1_500 } });
    await page.keyboard.press('s');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    const panel = page.getByRole('dialog', { name: 'Activity' });
    calls.refuse('activity.undo', 'storage', { until: promise });
    await panel.getByRole('region', { name: 'On its way' }).getByRole('button', { name: /^Take back/u }).first().click();
    await panel.getByRole('region', { name: 'On its way' }).waitFor({ state: 'detached' });
    resolve();
    await panel.getByText('It was refused.').waitFor({ timeout: 5_000 });
    slow();
  });
});
