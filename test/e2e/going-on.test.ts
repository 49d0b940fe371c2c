/** On to the next message: nothing of the one before stays with it, neither its files, nor its links, nor its questions; and what is open stays drawn when it changes its place. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, message, reader } from '../support/screen.ts';

const html = (id: number, subject: string, text: string, more: readonly string[] = []): string => [
  'From: Ann Finch <ann@example.net>', 'To: you@example.org', `Subject: ${subject}`, `Message-ID: <${id}@example.net>`, ...more, `Date: Sat, 21 Nov 2026 08:0${id}:00 +0000`, 'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', '', text, '',
].join('\r\n');

const LETTERS = [
  html(1, 'Two herons', '<p>The first heron.</p>'),
  html(2, 'Re: Two herons', '<p>The second heron.</p>', ['In-Reply-To: <1@example.net>', 'References: <1@example.net>']),
  letterWithFiles('Files of Berta', [{ name: 'berta.docm', type: 'application/vnd.ms-word.document.macroEnabled.12', content: 'of Berta' }]),
  letterWithFiles('Files of Carl', [{ name: 'carl.docm', type: 'application/vnd.ms-word.document.macroEnabled.12', content: 'of Carl' }]),
  html(3, 'A link', '<p>See <a href="https://first.example.org/way">the way</a>.</p>'),
  html(4, 'No link', '<p>Nothing to follow.</p>'),
];

describeWith(browserHost, 'going on', () => {
  let app: HostileApp;
  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: LETTERS } });
    await enter(app.page, 'Inbox');
  });
  afterAll(async () => { await app?.close(); });

  const open = async (subject: string): Promise<void> => {
    await message(app.page, new RegExp(`, ${subject},`, 'u')).click();
    await reader(app.page).getByRole('heading', { name: subject, exact: true }).waitFor();
  };
  const face = (name: string): Locator => reader(app.page).getByRole('list', { name: 'Attachments' }).getByRole('listitem').filter({ hasText: name }).getByRole('button').first();
  const dragged = async (name: string): Promise<string> => app.page.evaluate((element) => {
    const transfer = new DataTransfer();
    element!.dispatchEvent(new DragEvent('dragstart', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    return transfer.getData('DownloadURL');
  }, await face(name).elementHandle());

  test('a file that is dragged out is one of the message on screen', async () => {
    await open('Files of Berta');
    await face('berta.docm').hover();
    await expect.poll(() => dragged('berta.docm')).toContain(':berta.docm:');
    await open('Files of Carl');
    await face('carl.docm').hover();
    await expect.poll(() => dragged('carl.docm')).toContain(':carl.docm:');
  });

  test('what is asked about a file is not asked over another message, whose file would be opened', async () => {
    const { demo, page } = app;
    const question = page.getByRole('alertdialog', { name: 'Open “berta.docm”?' });
    await open('Files of Berta');
    await face('berta.docm').click();
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    const over = demo.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: 3_000 }, times: 4 });
    await face('berta.docm').click();
    await open('Files of Carl');
    await face('carl.docm').waitFor();
    // Longer than the answer takes.
    await page.waitForTimeout(4_000);
    over();
    expect(await page.getByRole('alertdialog').count()).toBe(0);
  });

  test('where a link leads is no longer told once its message is gone', async () => {
    const { page } = app;
    await open('A link');
    const target = reader(page).getByText('https://first.example.org/way');
    await page.frameLocator('iframe[title]').getByRole('link', { name: 'the way' }).focus();
    await target.waitFor();
    await page.keyboard.press('k');
    await reader(page).getByRole('heading', { name: 'No link', exact: true }).waitFor();
    await page.frameLocator('iframe[title]').getByText('Nothing to follow.').waitFor();
    expect(await target.count()).toBe(0);
  });

  test('messages of a conversation stay drawn when their order is turned', async () => {
    const { page } = app;
    await open('Two herons');
    await button(reader(page), 'Show the conversation, 2 messages').click();
    const cards = reader(page).locator('article[data-message]');
    await expect.poll(() => cards.count()).toBe(2);
    await button(reader(page), 'Unfold all messages').click();
    const texts = async (): Promise<string[]> => Promise.all((await cards.all()).map((card) => card.frameLocator('iframe').locator('body').innerText()));
    await expect.poll(texts).toEqual(['The first heron.', 'The second heron.']);
    await page.keyboard.press('ControlOrMeta+,');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('tab', { name: 'Reading and privacy' }).click();
    await dialog.getByRole('radio', { name: 'Newest first' }).check({ force: true });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(texts).toEqual(['The second heron.', 'The first heron.']);
  });
});
