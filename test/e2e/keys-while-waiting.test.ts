/** What was asked for is still on its way: keys that are pressed meanwhile wait for it, and mean nothing else. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, message, messages, reader } from '../support/screen.ts';

const COUNT = 900;
const letter = (subject: string, more = ''): string => `From: Bo <bo@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject.replaceAll(/\W/gu, '-')}@example.org>\n${more}\nHello.\n`;
const answer = (subject: string): string => letter(`Re: ${subject}`, `In-Reply-To: <${subject.replaceAll(/\W/gu, '-')}@example.org>\nReferences: <${subject.replaceAll(/\W/gu, '-')}@example.org>\n`);

describeWith(browserHost, 'keys pressed while what they are for is on its way', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  const toasts = (where: Page): Locator => where.getByRole('region', { name: 'Notifications' });
  const keywordsOf = (mailbox: string): string[] => (app.demo.store.find(mailbox)?.messages ?? []).flatMap(({ flags }) => [...flags].filter((flag) => !flag.startsWith('\\')));
  const subjectsIn = (mailbox: string): string[] => (app.demo.store.find(mailbox)?.messages ?? []).map(({ raw }) => /^Subject: (.*)$/mu.exec(Buffer.from(raw).toString('latin1'))?.[1]?.trim() ?? '');

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({
      INBOX: Array.from({ length: COUNT }, (_, n) => letter(`Note ${n + 1}.`)),
      Archive: [], Work: [letter('Ferries'), answer('Ferries')], Trash: [],
    }));
    await page.locator(`[role=grid][aria-rowcount="${COUNT}"]`).waitFor({ timeout: 30_000 });
  }, 60_000);
  afterEach(async () => {
    calls.allow();
    await page.keyboard.press('Escape');
  });
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('the menu of tags is there at once, and has the keys', async () => {
    await folder(page, 'Work').click();
    await message(page, /Ferries/u).nth(1).waitFor();
    await page.keyboard.press('Shift+T');
    await expect.poll(() => message(page, /Ferries/u).count()).toBe(1);
    await message(page, /Ferries/u).click();
    await reader(page).getByRole('heading', { name: /Ferries/u }).first().waitFor();
    const menu = page.getByRole('dialog', { name: /^Tag / });
    const release = calls.hold('conversations.open');
    await page.keyboard.press('l');
    await page.keyboard.type('wor');
    await page.keyboard.press('Enter');
    await expect.poll(() => menu.getByRole('combobox').inputValue({ timeout: 2_000 })).toBe('wor');
    release();
    await menu.waitFor({ state: 'detached' });
    await toasts(page).getByText('Tagged “Work”: 2 messages').waitFor();
    await expect.poll(() => keywordsOf('Work')).toEqual(['$label2', '$label2']);
    await page.keyboard.press('Shift+T');
    await message(page, /Ferries/u).nth(1).waitFor();
  });

  describe('in a window of its own whose folders are not known yet', () => {
    /** With the folders on their way to it. */
    const opened = async (): Promise<{ own: Page; release: () => void }> => {
      await folder(page, 'Archive').click();
      app.demo.store.deliver(letter(`Boat ${boats += 1}`), 'Work', [], new Date());
      await folder(page, 'Work').click();
      await message(page, new RegExp(`Boat ${boats}\\b`, 'u')).click();
      await reader(page).getByRole('heading', { name: `Boat ${boats}` }).waitFor();
      const release = calls.hold('folders.tree');
      const opening = page.context().waitForEvent('page');
      await page.keyboard.press('Shift+Enter');
      const own = await opening;
      own.setDefaultTimeout(10_000);
      await reader(own).getByRole('heading', { name: `Boat ${boats}` }).first().waitFor();
      return { own, release };
    };
    let boats = 0;

    test('a key waits for them', async () => {
      const { own, release } = await opened();
      const closed = own.waitForEvent('close');
      await own.keyboard.press('e');
      await own.waitForTimeout(200);
      expect(await toasts(own).getByText(/./u).count()).toBe(0);
      release();
      await closed;
      await expect.poll(() => subjectsIn('Archive')).toContain(`Boat ${boats}`);
    });

    test('a button does, too, and nothing is said to be impossible', async () => {
      const { own, release } = await opened();
      expect(await button(reader(own), 'Archive').getAttribute('aria-disabled')).not.toBe('true');
      const closed = own.waitForEvent('close');
      await button(reader(own), 'Archive').click();
      release();
      await closed;
      await expect.poll(() => subjectsIn('Archive')).toContain(`Boat ${boats}`);
    });

    test('of a conversation that is on its way all of it is meant', async () => {
      for (const one of [letter('Tides'), answer('Tides')]) app.demo.store.deliver(one, 'Work', [], new Date());
      await folder(page, 'Archive').click();
      await folder(page, 'Work').click();
      await message(page, /Tides/u).nth(1).waitFor();
      await page.keyboard.press('Shift+T');
      await expect.poll(() => message(page, /Tides/u).count()).toBe(1);
      await message(page, /Tides/u).click();
      await reader(page).getByRole('heading', { name: /Tides/u }).first().waitFor();
      const release = calls.hold('conversations.open');
      const opening = page.context().waitForEvent('page');
      await page.keyboard.press('Shift+Enter');
      const own = await opening;
      await expect.poll(() => button(reader(own), 'Archive').getAttribute('aria-disabled')).not.toBe('true');
      await own.waitForTimeout(500);
      const closed = own.waitForEvent('close');
      await own.keyboard.press('e');
      release();
      await closed;
      await expect.poll(() => subjectsIn('Archive')).toEqual(expect.arrayContaining(['Tides', 'Re: Tides']));
      await page.keyboard.press('Shift+T');
    });
  });

  describe('while the row that the keyboard went to is on its way', () => {
    const selected = (): Locator => messages(page).getByRole('row', { selected: true });
    const note = (n: number): Locator => message(page, new RegExp(`Note ${n}\\.`, 'u'));
    const far = (input: unknown): boolean => ((input as { from?: number }).from ?? 0) > 0;
    let release = (): void => undefined;

    beforeEach(async () => {
      await folder(page, 'Archive').click();
      await folder(page, 'Inbox').click();
      await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
      await note(COUNT).click();
      await reader(page).getByRole('heading', { name: `Note ${COUNT}.` }).waitFor();
      release = calls.hold('messages.list', 'call', far);
      await page.keyboard.press('End');
      await messages(page).getByRole('row', { name: 'Loading' }).first().waitFor();
    });

    test('an answer is to that row', async () => {
      await page.keyboard.press('r');
      await page.waitForTimeout(200);
      release();
      await expect.poll(() => page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Re: Note 1.');
      await page.keyboard.press('Escape');
    });

    test('its source is shown, not that of the one before', async () => {
      await page.keyboard.press('Control+u');
      await page.waitForTimeout(200);
      release();
      await expect.poll(() => page.getByRole('dialog').textContent()).toContain('Subject: Note 1.');
      await page.keyboard.press('Escape');
    });

    test('the keyboard goes on from there', async () => {
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('k');
      release();
      await expect.poll(() => selected().getAttribute('aria-label')).toContain('Note 3.');
    });
  });
});
