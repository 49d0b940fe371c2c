/** A reply that was begun and is then asked for as a reply to all, and the other way round: the text stays, and whom it goes to is what was asked for, or said. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, folder, message, reader, rows } from '../support/screen.ts';

const composer = (page: Page): Locator => page.getByRole('region', { name: 'Compose' });
const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Message text' });
const named = async (page: Page, field: string): Promise<string[]> =>
  (await composer(page).getByRole('grid', { name: `${field}: recipients` }).getByRole('row').allInnerTexts()).map((words) => words.trim());
const recipients = async (page: Page) => ({ to: await named(page, 'To'), cc: await named(page, 'Cc') });
const AUTHOR = { to: ['Lars Holm'], cc: [] };
const ALL = { to: ['Lars Holm'], cc: ['Priya Raman'] };

describeWith(host, 'replies of both kinds', () => {
  const app = demoApp({ still: true });
  const open = async (): Promise<void> => {
    await message(app.page, /Museum site: second draft/u).first().click();
    await button(reader(app.page), 'Reply').waitFor();
  };
  const begin = async (kind: 'Reply' | 'Reply all', words: string): Promise<void> => {
    await open();
    await button(reader(app.page), kind).click();
    await expect.poll(() => text(app.page).inputValue()).toContain('wrote:');
    await text(app.page).press('Control+Home');
    await app.page.keyboard.type(words);
  };
  /** Off the screen, where it is kept. */
  const leave = async (): Promise<void> => {
    await rows(app.page).first().click();
    await composer(app.page).waitFor({ state: 'detached' });
    await app.page.getByRole('button', { name: /unfinished message/u }).waitFor();
  };
  const discard = async (): Promise<void> => {
    await button(app.page, 'Discard').click();
    await composer(app.page).waitFor({ state: 'detached' });
  };

  test('one that was put aside comes back with its text, to all', async () => {
    const { page } = app;
    await begin('Reply', 'Thank you both.');
    expect(await recipients(page)).toEqual(AUTHOR);
    await leave();
    await open();
    await button(reader(page), 'Reply all').click();
    await expect.poll(() => recipients(page)).toEqual(ALL);
    expect(await text(page).inputValue()).toMatch(/^Thank you both\./u);
    await composer(page).getByText('This now goes to everybody who got the message').waitFor();
    await keepScreenshot(page, 'reply-now-to-all');
    expect(await accessibilityViolations(page)).toEqual([]);
    await leave();
    await open();
    await button(reader(page), 'Reply all').click();
    await expect.poll(() => recipients(page)).toEqual(ALL);
    expect(await composer(page).getByText('This now goes').count()).toBe(0);
    await leave();
    await open();
    await button(reader(page), 'Reply').click();
    await composer(page).getByText('This now goes to the author alone').waitFor();
    await composer(page).getByRole('textbox', { name: 'Cc', exact: true }).or(button(composer(page), 'Cc Bcc')).first().click();
    await composer(page).getByRole('textbox', { name: 'Cc', exact: true }).fill('priya.raman@example.com,');
    await composer(page).getByText('This now goes').waitFor({ state: 'detached' });
    await discard();
  });

  test('one to all becomes one to the author, and goes out to nobody else', async () => {
    const { page } = app;
    await begin('Reply all', 'To you alone.');
    expect(await recipients(page)).toEqual(ALL);
    await leave();
    await open();
    await button(reader(page), 'Reply').click();
    await composer(page).getByText('This now goes to the author alone').waitFor();
    expect(await recipients(page)).toEqual(AUTHOR);
    expect(await text(page).inputValue()).toMatch(/^To you alone\./u);
    await button(page, 'Send').click();
    await composer(page).waitFor({ state: 'detached' });
    await folder(page, 'Sent').click();
    await message(page, /Lars Holm.*Museum site: second draft/u).first().click();
    await reader(page).getByText('To you alone.').waitFor();
    expect(await reader(page).innerText()).not.toContain('Priya');
    await folder(page, 'Inbox').click();
  });

  test('recipients that the writer has chosen are left as they are, and the others are offered', async () => {
    const { page } = app;
    await begin('Reply', 'With a copy.');
    await button(composer(page), 'Cc Bcc').click();
    await composer(page).getByRole('textbox', { name: 'Cc', exact: true }).fill('dee@example.net,');
    await leave();
    await open();
    await button(reader(page), 'Reply all').click();
    await composer(page).getByText('This does not go to everybody who got the message').waitFor();
    await keepScreenshot(page, 'reply-not-to-all');
    expect(await recipients(page)).toEqual({ to: ['Lars Holm'], cc: ['dee@example.net'] });
    await button(composer(page), 'Address it to all').click();
    await expect.poll(() => recipients(page)).toEqual({ to: ['Lars Holm'], cc: ['Priya Raman', 'dee@example.net'] });
    expect(await text(page).inputValue()).toMatch(/^With a copy\./u);
    await discard();
  });
});
