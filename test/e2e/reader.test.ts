/** Reading: conversations, messages one by one, windows of their own, paper, files; on the demo mailbox. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, folder, message, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

describeWith(host, 'the reader', () => {
  const app = demoApp();
  const card = (page: Page, sender: string) => reader(page).getByRole('article', { name: new RegExp(`^${sender}, `, 'u') });
  const folded = (page: Page, sender: string) => card(page, sender).getByRole('button', { expanded: false, name: new RegExp(`^${sender}`, 'u') });
  const openConversation = async (): Promise<void> => {
    await message(app.page, /Museum site: second draft/u).first().click();
    await reader(app.page).getByRole('button', { name: 'Show the conversation, 3 messages' }).click();
    await card(app.page, 'Robin Vale').waitFor();
  };
  const menuOf = async (sender: string, item: string): Promise<void> => {
    await button(reader(app.page), `Actions for the message from ${sender}`).click();
    await app.page.getByRole('menuitem', { name: item, exact: true }).click();
  };

  test('a conversation is reached from a message: through all folders, read ones folded, in their order', async () => {
    const { page } = app;
    await openConversation();
    await expect.poll(() => reader(page).getByRole('article', { name: /, .* at / }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(',')[0]))).toEqual(['Priya Raman', 'Robin Vale', 'Lars Holm']);
    await folded(page, 'Priya Raman').waitFor();
    await card(page, 'Robin Vale').getByText('in Sent').waitFor();
    await card(page, 'Lars Holm').getByText('I left out the one with the seagull.').waitFor();
    await keepScreenshot(page, 'conversation');
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('one is unfolded and folded, and all of them', async () => {
    const { page } = app;
    await folded(page, 'Robin Vale').click();
    await card(page, 'Robin Vale').getByText('I will write the lighthouse').waitFor();
    await button(card(page, 'Robin Vale'), 'Fold this message').click();
    await folded(page, 'Robin Vale').waitFor();
    await button(reader(page), 'Unfold all messages').click();
    await card(page, 'Priya Raman').frameLocator('iframe').getByText('by Friday').waitFor();
    await page.keyboard.press(':');
    await folded(page, 'Lars Holm').waitFor();
  });

  test('one that is archived by itself stays unfolded, there and back again', async () => {
    const { page } = app;
    const unfoldedIn = async (mailbox: string): Promise<void> => {
      await reader(page).locator(`article[data-message*="/${mailbox}"]`).filter({ has: button(page, 'Fold this message') }).frameLocator('iframe').getByText('by Friday').waitFor();
    };
    await folded(page, 'Priya Raman').click();
    await unfoldedIn('INBOX');
    await menuOf('Priya Raman', 'Archive');
    await unfoldedIn('Archive');
    await settled(page);
    await unfoldedIn('Archive');
    await page.keyboard.press('z');
    await unfoldedIn('INBOX');
    await button(reader(page), 'Fold all messages').click();
    await folded(page, 'Priya Raman').waitFor();
  });

  test('N and P go from message to message, R answers the one they are at', async () => {
    const { page } = app;
    const at = () => page.evaluate(() => document.activeElement?.closest('article[data-message]')?.getAttribute('aria-label')?.split(',')[0]);
    await page.keyboard.press('n');
    await expect.poll(at).toBe('Priya Raman');
    await page.keyboard.press('n');
    await expect.poll(at).toBe('Robin Vale');
    await card(page, 'Robin Vale').getByText('I will write the lighthouse').waitFor();
    await page.keyboard.press('p');
    await expect.poll(at).toBe('Priya Raman');
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: 'Message text' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message text' }).inputValue()).toContain('the second draft is attached');
    await page.keyboard.press('Escape');
  });

  test('an answer that was begun stands in the conversation and opens in the composer', async () => {
    const { page } = app;
    await message(page, /Museum site: second draft/u).first().click();
    await button(reader(page), 'Reply').click();
    const text = page.getByRole('textbox', { name: 'Message text' });
    await text.fill('Thank you for the pictures.');
    await rows(page).first().click();
    await openConversation();
    const draft = reader(page).getByRole('article', { name: 'Draft' });
    await draft.getByText('Thank you for the pictures.').waitFor();
    await draft.getByRole('button').click();
    await expect.poll(() => text.inputValue()).toBe('Thank you for the pictures.');
    await button(page, 'Discard').click();
  });

  test('one message of it is flagged, deleted and brought back', async () => {
    const { page } = app;
    await openConversation();
    await menuOf('Lars Holm', 'Flag');
    await message(page, /Museum site: second draft.*flagged|flagged.*Museum site: second draft/u).first().waitFor();
    await folded(page, 'Robin Vale').click();
    await menuOf('Robin Vale', 'Delete');
    await card(page, 'Robin Vale').waitFor({ state: 'detached' });
    await card(page, 'Lars Holm').waitFor();
    await button(page, 'Undo').last().click();
    await card(page, 'Robin Vale').getByText('I will write the lighthouse').waitFor();
  });

  test('who it went to is unfolded, with what can be done; the sender’s clock is told', async () => {
    const { page } = app;
    await message(page, /Museum site: second draft/u).first().click();
    await card(page, 'Lars Holm').getByRole('button', { name: /Show details/u }).click();
    await button(reader(page), 'Actions for Priya Raman priya.raman@example.com').click();
    await expect.poll(() => page.getByRole('menuitem').allInnerTexts()).toEqual(['Copy address', 'Write to this address', 'Show mail from this address']);
    await page.getByRole('menuitem', { name: 'Show mail from this address' }).click();
    await message(page, /Invitation: Museum site/u).first().waitFor();
    await page.keyboard.press('Escape');
  });

  test('the full headers and the source', async () => {
    const { page } = app;
    await message(page, /Museum site: second draft/u).first().click();
    await button(reader(page), 'More').click();
    await page.getByRole('menuitem', { name: 'View full headers' }).click();
    const headers = page.getByRole('dialog', { name: 'Full headers' });
    await headers.getByText('<site-draft-3@example.com>').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await button(headers, 'View source').click();
    const source = page.getByRole('dialog', { name: 'Source' });
    await source.getByText('Message-ID: <site-draft-3@example.com>').waitFor();
    await button(source, 'Close').click();
    await source.waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+H');
    await headers.getByText('<site-draft-3@example.com>').waitFor();
    await page.keyboard.press('Escape');
    await headers.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+u');
    await source.getByText('Message-ID: <site-draft-3@example.com>').waitFor();
    await page.keyboard.press('Escape');
    await source.waitFor({ state: 'detached' });
  });

  test('it is saved as it came', async () => {
    const { page } = app;
    const download = page.waitForEvent('download');
    await page.keyboard.press('Control+s');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.eml$/u);
  });

  test('what is printed is the message with its header, in a frame where nothing runs', async () => {
    const { page } = app;
    await page.keyboard.press('Control+p');
    const frame = page.locator('iframe[data-print]');
    await frame.waitFor({ state: 'attached' });
    expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin allow-modals');
    const words = await frame.evaluate((element) => {
      const doc = (element as HTMLIFrameElement).contentDocument;
      return [doc?.body.innerText, ...[...(doc?.querySelectorAll('.message > div') ?? [])].map((one) => one.shadowRoot?.textContent)].join('\n');
    });
    expect(words).toContain('Museum site: second draft');
    expect(words).toContain('lars.holm@example.com');
    expect(words).toContain('I left out the one with the seagull.');
    expect(words).toContain('pictures.zip');
    // No script runs in that frame, not even one that looks for faults: the same page stands alone for it.
    const markup = await frame.evaluate((element) => (element as HTMLIFrameElement).contentDocument!.documentElement.outerHTML);
    const paper = await page.context().newPage();
    await paper.setContent(markup);
    await keepScreenshot(paper, 'printed');
    const faults = await accessibilityViolations(paper);
    await paper.close();
    expect(faults).toEqual([]);
  });

  test('what an answer quotes is folded, and unfolded', async () => {
    const { page } = app;
    await message(page, /Museum site: second draft/u).first().click();
    await button(reader(page), 'Reply').click();
    const text = page.getByRole('textbox', { name: 'Message text' });
    await expect.poll(() => text.inputValue()).toContain('wrote:');
    await text.press('Control+Home');
    await page.keyboard.type('The seagull, too, please.');
    await button(page, 'Send').click();
    await folder(page, 'Sent').click();
    await message(page, /Lars Holm.*Museum site: second draft/u).first().click();
    await reader(page).getByText('The seagull, too, please.').waitFor();
    expect(await reader(page).getByText('I left out the one with the seagull.').count()).toBe(0);
    await button(reader(page), 'Show quoted text').click();
    await reader(page).getByText('I left out the one with the seagull.').waitFor();
    await button(reader(page), 'Hide quoted text').click();
    await button(reader(page), 'Show quoted text').waitFor();
    await folder(page, 'Inbox').click();
  });

  test('a message in a window of its own: the same reader, keys and walls', async () => {
    const { page } = app;
    await message(page, /The Field Post/u).first().click();
    await reader(page).frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
    const opening = page.context().waitForEvent('page');
    await button(reader(page), 'More').click();
    await page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
    const own = await opening;
    await reader(own).frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
    await expect.poll(() => own.title()).toContain('Eleven days without landing');
    expect(await reader(own).locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin');
    await settled(own);
    await keepScreenshot(own, 'pop-out');
    expect(await accessibilityViolations(own)).toEqual([]);
    await own.keyboard.press('s');
    await message(page, /The Field Post.*flagged|flagged.*The Field Post/u).first().waitFor();
    const closed = own.waitForEvent('close');
    // It is gone before the key is up again.
    await own.keyboard.down('e');
    await closed;
    await message(page, /The Field Post/u).first().waitFor({ state: 'detached' });
  });

  test('in a list of conversations one is read as a whole, the keys of the list are for all of it', async () => {
    const { page } = app;
    await rows(page).first().focus();
    await page.keyboard.press('Shift+T');
    await message(page, /Estuary walk on Sunday/u).first().click();
    await card(page, 'Tomás Ferreira').waitFor();
    expect(await folded(page, 'Ingrid Solberg').count()).toBe(1);
    await card(page, 'Ingrid Solberg').getByText('Then it is settled').first().waitFor();
    await rows(page).first().focus();
    await message(page, /Invitation: Museum site/u).first().click();
    await card(page, 'Priya Raman').waitFor();
    expect(await button(reader(page), 'Fold this message').count()).toBe(0);
    await message(page, /Estuary walk on Sunday/u).first().click();
    await card(page, 'Tomás Ferreira').waitFor();
    await page.keyboard.press('e');
    await message(page, /Estuary walk on Sunday/u).first().waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await message(page, /Estuary walk on Sunday/u).first().waitFor();
    await rows(page).first().focus();
    await page.keyboard.press('Shift+T');
  });

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
