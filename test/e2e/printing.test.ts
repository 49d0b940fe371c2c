/** Paper says what it does not show, as the window does. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { message, reader } from '../support/screen.ts';

const letter = (subject: string, type: string, body: string): string => [
  'From: Ann Finch <ann@example.net>', 'To: you@example.org', `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(' ', '-')}@example.net>`, 'Date: Sat, 21 Nov 2026 08:00:00 +0000', 'MIME-Version: 1.0', `Content-Type: ${type}`, '', body, '',
].join('\r\n');
/** More than are shown of one message. */
const PARTS = Array.from({ length: 120 }, (_, at) => `--b\r\nContent-Type: text/plain\r\n\r\nPart ${at}\r\n`).join('');
const LETTERS = [
  letter('Many parts', 'multipart/mixed; boundary=b', `${PARTS}--b--`),
  letter('Many elements', 'text/html', `<p>The beginning</p>${'<br>\r\n'.repeat(100_100)}<p>The end</p>`),
  letter('All there', 'text/html', '<p>The beginning</p><p>The end</p>'),
];
const CUT = 'Only its beginning is printed.';

describeWith(browserHost, 'printing', () => {
  let app: HostileApp;
  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: LETTERS } });
    await enter(app.page, 'Inbox');
  });
  afterAll(async () => { await app?.close(); });

  const bar = (): Locator => reader(app.page).getByText('This message is very long');
  /** What stands on the page, and its markup. */
  const printed = async (subject: string, shown: Locator): Promise<{ words: string; markup: string }> => {
    const { page } = app;
    await message(page, new RegExp(`, ${subject},`, 'u')).click();
    await reader(page).getByRole('heading', { name: subject, exact: true }).waitFor();
    await shown.first().waitFor();
    await page.keyboard.press('Control+p');
    const frame = page.locator('iframe[data-print]');
    const look = () => frame.evaluate((element) => {
      const doc = (element as HTMLIFrameElement).contentDocument!;
      return { title: doc.title, words: [doc.body.innerText, ...[...doc.querySelectorAll('.message > div')].map((one) => one.shadowRoot?.textContent)].join('\n'), markup: doc.documentElement.outerHTML };
    });
    await expect.poll(async () => ((await frame.count()) === 1 ? (await look()).title : '')).toBe(subject);
    return look();
  };

  test('a message of which not all was fetched says so', async () => {
    const { words, markup } = await printed('Many parts', bar());
    expect(words).toContain('Part 3');
    expect(words).toContain(CUT);
    const paper = await app.page.context().newPage();
    await paper.setContent(markup);
    await keepScreenshot(paper, 'printed-cut');
    await paper.close();
  });

  test('a message that is too long to be drawn whole says so', async () => {
    const { words } = await printed('Many elements', bar());
    expect(words).toContain('The beginning');
    expect(words).not.toContain('The end');
    expect(words).toContain(CUT);
  });

  test('a message that is printed whole says nothing of the kind', async () => {
    const { words } = await printed('All there', reader(app.page).frameLocator('iframe').getByText('The end'));
    expect(words).toContain('The end');
    expect(words).not.toContain(CUT);
  });
});
