/** What the reader says about a message before it is read: who wrote, what is odd, what may be loaded, what can be left. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { LETTERS } from '../fixtures/trust/letters.ts';
import { openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { untilOpen } from '../privacy/sinks.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, message, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

describeWith(browserHost, 'what the reader says about a message', () => {
  let app: HostileApp;
  let page: Page;

  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: LETTERS } });
    page = app.page;
    await page.setViewportSize({ width: 1280, height: 800 });
    await rows(page).nth(5).waitFor();
  }, 60_000);
  afterAll(async () => { await app?.close(); });

  async function open(subject: string): Promise<Locator> {
    await message(page, new RegExp(`\\b${subject}\\b`, 'u')).first().click();
    await untilOpen(page, subject);
    return reader(page);
  }
  const bar = (words: string | RegExp): Locator => reader(page).locator('[role=note],[role=alert]').filter({ hasText: words });
  async function look(name: string): Promise<void> {
    for (const dark of [false, true]) {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      for (const width of [1280, 900, 600]) {
        await page.setViewportSize({ width, height: 800 });
        await settled(page);
        await keepScreenshot(page, `trust-${name}-${dark ? 'dark' : 'light'}-${width}`);
      }
      expect(await accessibilityViolations(page), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
  }

  test('an unknown checker can be trusted, and then its word counts', async () => {
    await open('Forged');
    await bar('for the first time').getByRole('button', { name: 'Why?' }).click();
    const panel = reader(page).getByRole('region', { name: 'Is the address real?' });
    // The header may be on its way still.
    await panel.getByText('anybody could have written it').waitFor();
    await panel.getByRole('button', { name: 'Trust results by mx.example.com' }).click();
    await bar('This may be forged: mx.example.com found that it was not sent by bank.example.').waitFor();
    await panel.getByText('Probably not.').waitFor();
    await expect(panel.innerText()).resolves.toContain('DMARC');
    await look('forged');
  }, 60_000);

  test('a name that is another address, and where an answer would go', async () => {
    await open('Other name');
    await bar('The name says ceo@bank.example, but this was sent from x17@cheap.example.').waitFor();
    await bar('An answer would go to collect@drop.example').getByRole('button', { name: 'Write to the sender' }).click();
    await page.getByRole('region', { name: 'Compose' }).getByText('x17@cheap.example').first().waitFor();
    await button(page, 'Discard').click();
    await open('Other name');
    await look('other-name');
  }, 60_000);

  test('letters of another alphabet are shown in both forms', async () => {
    await open('Mixed letters');
    await bar('mixes letters').waitFor();
    await expect(bar('It is really xn--pypal-4ve.com').innerText()).resolves.toContain('pаypal.com');
  });

  test('a domain that looks like one’s own is told apart from it', async () => {
    await open('Nearly ours');
    await bar('examp1e.org looks like example.org, but is somebody else.').waitFor();
  });

  test('signatures are named', async () => {
    await open('Signed');
    await bar('signed with OpenPGP. Godwit cannot check that yet.').waitFor();
  });

  test('a delivery report says who, what, why', async () => {
    await open('Undelivered');
    await bar('Your message was not delivered to nobody@mudflat.example. The address does not exist.').waitFor();
    await button(reader(page), 'What the server said').click();
    await reader(page).getByText('550 5.1.1 no such user').waitFor();
    await look('undelivered');
    await open('Opened');
    await bar('ada@mudflat.example has opened your message.').waitFor();
  }, 60_000);

  test('who wants to be told gets nothing by itself, and a letter if the user writes one', async () => {
    await open('Receipt wanted');
    await bar('Godwit never answers by itself').getByRole('button', { name: 'Write an answer' }).click();
    const compose = page.getByRole('region', { name: 'Compose' });
    await compose.getByText('ada@mudflat.example').first().waitFor();
    await expect(page.getByRole('textbox', { name: 'Message text' }).inputValue()).resolves.toContain('I have read your message of');
    await button(page, 'Discard').click();
    await compose.waitFor({ state: 'detached' });
  });

  test('an invitation says when here and there, where, and who', async () => {
    await open('Counting day');
    const card = reader(page).getByRole('region', { name: 'Invitation' });
    await card.waitFor();
    const words = await card.innerText();
    for (const one of ['Winter count', 'North hide', '14:00 to 15:30 (Asia/Tokyo)', 'Ben Knot <ben@mudflat.example>, coming', 'you@example.org, has not answered', 'cannot answer invitations yet']) expect(words).toContain(one);
    await look('invitation');
  }, 60_000);

  test('what can be read in two ways shows all of its parts', async () => {
    await message(page, /Two ways to read|Another subject/u).first().click();
    await button(reader(page), 'Show all parts').click();
    const parts = reader(page).getByRole('region', { name: 'All parts of the message' });
    await parts.getByRole('button', { name: 'Show part 2' }).click();
    await page.getByRole('dialog').getByText('The second part.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await look('parts');
  }, 60_000);

  test('leaving a list is asked, and a letter is shown before it goes', async () => {
    await open('Newsletter');
    await bar('This comes from the list Mudflat News.').getByRole('button', { name: 'Unsubscribe…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Unsubscribe from Mudflat News?' });
    await expect(question.innerText()).resolves.toContain('leave@mudflat.example');
    await button(question, 'Write the message').click();
    await page.getByRole('region', { name: 'Compose' }).getByText('leave@mudflat.example').first().waitFor();
    await button(page, 'Discard').click();
  });

  test('a newsletter: its style is kept, its colours turned, its images named and counted', async () => {
    await open('Newsletter');
    const words = await bar('were not loaded').innerText();
    expect(words).toContain('2 images from img.leak.test and x.list-manage.com were not loaded. ');
    expect(words).toContain('One of them only counts readers (Mailchimp).');
    const frame = reader(page).frameLocator('iframe');
    const paperOf = (selector: string): Promise<string> => frame.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await paperOf('.m-sheet')).toBe('rgb(255, 255, 255)');
    expect(await frame.locator('.m-sheet').evaluate((element) => getComputedStyle(element).position)).toBe('static');
    await look('newsletter');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => paperOf('.m-sheet')).toMatch(/^rgb\((?:\d|[1-3]\d), (?:\d|[1-3]\d), (?:\d|[1-3]\d)\)$/u);
    await button(reader(page), 'Original colours').click();
    await expect.poll(() => paperOf('.m-sheet')).toBe('rgb(255, 255, 255)');
    await page.keyboard.press('Shift+D');
    await expect.poll(() => paperOf('.m-sheet')).not.toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'light' });
  }, 60_000);

  test('links say where they lead; a doubtful one asks; a letter is begun here', async () => {
    await open('Newsletter');
    const frame = reader(page).frameLocator('iframe');
    await frame.getByRole('link', { name: 'Read the count' }).hover();
    await reader(page).getByText('https://mudflat.example/count').waitFor();
    await frame.getByRole('link', { name: 'www.mudflat.example' }).click();
    const question = page.getByRole('alertdialog', { name: 'This link goes somewhere else' });
    await expect(question.innerText()).resolves.toContain('elsewhere.example');
    await button(question, 'Do not open').click();
    await frame.getByRole('link', { name: 'write to the warden' }).click();
    const compose = page.getByRole('region', { name: 'Compose' });
    await compose.getByText('warden@mudflat.example').first().waitFor();
    await expect(page.getByRole('textbox', { name: 'Message text' }).inputValue()).resolves.toBe('Hello');
    await button(page, 'Discard').click();
    await compose.waitFor({ state: 'detached' });
  });

  test('images of a proven sender can be allowed for good, and asked about again', async () => {
    await open('Newsletter');
    await button(reader(page), 'Always…').click();
    await page.getByRole('menuitem', { name: 'Always for news@mudflat.example' }).click();
    await bar('were not loaded').waitFor({ state: 'detached' });
    await open('Plain and good');
    await open('Newsletter');
    await bar('This comes from the list').waitFor();
    await expect.poll(() => bar('were not loaded').count()).toBe(0);
    expect(await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /leak|list-manage/u.test(new URL(name).host)).length)).toBe(0);
  });

  test('images of a proven domain can be allowed for all who write from it', async () => {
    await open('Second sheet');
    await bar('One image from img.leak.test was not loaded.').waitFor();
    await button(reader(page), 'Always…').click();
    await page.getByRole('menuitem', { name: 'Always for editor@mudflat.example' }).waitFor();
    await page.getByRole('menuitem', { name: 'Always for everybody at mudflat.example' }).click();
    await bar('was not loaded').waitFor({ state: 'detached' });
    await open('Plain and good');
    await open('Second sheet');
    await reader(page).frameLocator('iframe').getByText('More knots').waitFor();
    await expect.poll(() => bar('was not loaded').count()).toBe(0);
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('tab', { name: 'Reading and privacy' }).click();
    await settings.getByText('mudflat.example', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'detached' });
  });

  test('where the sender is not proven there is no “always”; who wants no questions gets none', async () => {
    await open('Unproven pictures');
    await bar('One image from img.leak.test was not loaded.').waitFor();
    await button(reader(page), 'Always…').click();
    await expect(page.getByRole('menuitem', { name: 'Only for senders whose address is proven' }).getAttribute('aria-disabled')).resolves.toBe('true');
    expect(await page.getByRole('menuitem', { name: /^Always for/u }).count()).toBe(0);
    await page.getByRole('menuitem', { name: 'Never load and never ask' }).click();
    await bar('was not loaded').waitFor({ state: 'detached' });
    await reader(page).frameLocator('iframe').getByRole('img', { name: 'A bird (image not loaded)' }).waitFor();
    expect(app.browser.pageErrors).toEqual([]);
    expect(app.browser.strayRequests).toEqual([]);
  });
});
