/** The engine is slow, and the screen goes on: what was pressed before does what it was meant for, and nothing that was pressed since. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HostileApp } from '../privacy/hostile-app.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openWithCalls } from '../support/open-with-calls.ts';
import type { RefusedCalls } from '../support/refused-calls.ts';
import { describeWith } from '../support/requires.ts';
import { button, folder, message, reader } from '../support/screen.ts';

const letter = (subject: string, more = ''): string => `From: Bo <bo@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject.replaceAll(' ', '-')}@example.org>\n${more}\nHello.\n`;

const budget = (subject: string): string => letter(subject, 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n').replace('\nHello.\n', '\n--b\nContent-Type: text/plain\n\nHello.\n--b\nContent-Type: application/vnd.ms-word.document.macroEnabled.12\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=budget.docm\n\nUEsDBBQAAAAIAAAA\n--b--\n');

describeWith(browserHost, 'what is pressed while the engine is busy', () => {
  let app: HostileApp;
  let page: Page;
  let calls: RefusedCalls;
  /** Each test has messages of its own. */
  let number = 0;
  const one = (): string => `Alder ${number}`;
  const other = (): string => `Birch ${number}`;
  const toasts = (): Locator => page.getByRole('region', { name: 'Notifications' });
  const inbox = (words: string): Locator => message(page, new RegExp(`${words}\\b`, 'u'));
  const selected = (words: string): Locator => page.getByRole('row', { name: new RegExp(`${words}\\b`, 'u'), selected: true });
  const askedFor = (name: string): unknown[] => calls.asked.flatMap((call) => (call.name === name ? [call.input] : []));
  const subjectsIn = (mailbox: string): string[] => (app.demo.store.find(mailbox)?.messages ?? []).map(({ raw }) => /^Subject: (.*)$/mu.exec(Buffer.from(raw).toString('latin1'))?.[1]?.trim() ?? '');

  beforeAll(async () => {
    ({ app, page, calls } = await openWithCalls({ INBOX: [letter('First')], Archive: [], Trash: [], Work: [] }));
  }, 60_000);
  beforeEach(async () => {
    number += 1;
    for (const subject of [other(), one()]) app.demo.store.deliver(letter(subject), 'INBOX', [], new Date());
    await folder(page, 'Inbox').click();
    await inbox(one()).waitFor();
    await inbox(one()).click();
    await selected(one()).waitFor();
  });
  afterEach(async () => {
    calls.allow();
    for (let times = 0; times < 2; times++) await page.keyboard.press('Escape');
    for (const close = toasts().getByRole('button', { name: 'Close' }).first(); await close.isVisible(); ) await close.click();
  });
  afterAll(async () => {
    expect(app.browser.pageErrors).toEqual([]);
    await app?.close();
  });

  test('into a folder that is being made go the messages it was made for, whatever is moved meanwhile', async () => {
    const picker = page.getByRole('combobox', { name: 'Move the message to' });
    const release = calls.hold('folders.create', 'answer');
    await page.keyboard.press('v');
    await picker.fill('Ferries');
    await page.getByRole('option', { name: /New folder “Ferries”$/u }).click();
    await expect.poll(() => askedFor('folders.create').length).toBe(1);
    await inbox(other()).click();
    await page.keyboard.press('v');
    await picker.waitFor();
    release();
    await folder(page, 'Ferries').waitFor();
    await expect.poll(() => subjectsIn('Ferries')).toEqual([one()]);
    expect(await picker.isVisible()).toBe(true);
    await picker.fill('Work');
    await page.keyboard.press('Enter');
    await expect.poll(() => subjectsIn('Work')).toContain(other());
    expect(subjectsIn('Ferries')).toEqual([one()]);
  });

  test('the undo key takes back what was pressed last, also what the engine has not taken up yet', async () => {
    await page.keyboard.press('e');
    await expect.poll(() => subjectsIn('Archive')).toContain(one());
    app.demo.store.deliver(letter(`Cedar ${number}`), 'INBOX', [], new Date());
    await inbox(`Cedar ${number}`).waitFor();
    const release = calls.hold('folders.markRead');
    await page.keyboard.press('Shift+C');
    await expect.poll(() => askedFor('folders.markRead').length).toBe(1);
    await page.keyboard.press('z');
    await page.waitForTimeout(300);
    release();
    await toasts().getByText(/^Taken back/u).first().waitFor();
    expect(subjectsIn('Archive')).toContain(one());
    expect(await inbox(one()).count()).toBe(0);
  });

  test('the undo key takes back what was pressed before it, not what was pressed since', async () => {
    const release = calls.hold('messages.setFlags', 'answer', (input) => (input as { add: string[] }).add.includes('flagged'));
    await page.keyboard.press('s');
    await page.keyboard.press('z');
    await page.keyboard.press('e');
    await expect.poll(() => subjectsIn('Archive')).toContain(one());
    release();
    await toasts().getByText(/^Taken back: Flag/u).waitFor();
    expect(subjectsIn('Archive')).toContain(one());
    expect(await inbox(one()).count()).toBe(0);
  });

  test('a double click that archives or deletes acts on one message, in the toolbar and on a row', async () => {
    await button(reader(page), 'Archive').dblclick();
    await expect.poll(() => subjectsIn('Archive')).toContain(one());
    await selected(other()).waitFor();
    await inbox(one()).waitFor({ state: 'detached' });
    for (const subject of [`Dogwood ${number}`, `Elder ${number}`]) app.demo.store.deliver(letter(subject), 'INBOX', [], new Date());
    await inbox(`Elder ${number}`).hover();
    const box = (await inbox(`Elder ${number}`).locator('[data-action=delete]').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const moves = askedFor('messages.move').length;
    await page.mouse.click(x, y, { clickCount: 2 });
    await expect.poll(() => subjectsIn('Trash')).toContain(`Elder ${number}`);
    await page.waitForTimeout(300);
    expect(askedFor('messages.move').length - moves).toBe(1);
    expect([subjectsIn('Archive').includes(other()), subjectsIn('Trash').includes(`Dogwood ${number}`)]).toEqual([false, false]);
  });

  test('what is tagged is taken back by the next key, not what was done before', async () => {
    await page.keyboard.press('e');
    await expect.poll(() => subjectsIn('Archive')).toContain(one());
    const release = calls.hold('messages.setKeywords');
    await page.keyboard.press('l');
    await page.getByRole('combobox', { name: 'Find or make a tag' }).fill('Work');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /^Tag /u }).waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await page.waitForTimeout(300);
    release();
    await toasts().getByText(/^Taken back/u).first().waitFor();
    expect(await inbox(one()).count()).toBe(0);
  });

  test('a tag that is refused late takes no other one back on screen', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    calls.refuse('messages.setKeywords', 'storage', { until: promise, unless: (input) => !(input as { add: string[] }).add.includes('$label2') });
    await page.keyboard.press('l');
    const menu = page.getByRole('dialog', { name: /^Tag /u });
    const tag = (name: string): Locator => menu.getByRole('option', { name, exact: true });
    await tag('Work').click();
    await tag('Personal').click();
    await expect.poll(() => tag('Personal').getAttribute('aria-selected')).toBe('true');
    resolve();
    await expect.poll(() => tag('Work').getAttribute('aria-selected')).toBe('false');
    expect(await tag('Personal').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
  });

  test('a menu acts on the messages it was opened for, though others are selected by now', async () => {
    await page.keyboard.press('e');
    await selected(other()).waitFor();
    const release = calls.hold('activity.undoLast', 'answer');
    await page.keyboard.press('z');
    await inbox(one()).waitFor();
    await inbox(other()).click({ button: 'right' });
    const remove = page.getByRole('menuitem', { name: /^Delete/u });
    await remove.waitFor();
    release();
    await page.getByRole('row', { name: new RegExp(`${one()}\\b`, 'u'), selected: true, includeHidden: true }).waitFor();
    await remove.click();
    await expect.poll(() => subjectsIn('Trash')).toContain(other());
    expect(subjectsIn('Trash')).not.toContain(one());
  });

  test('another name that is kept late does not take the focus from what is written by then', async () => {
    const release = calls.hold('folders.rename');
    await folder(page, 'Work').focus();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'New name of Work' }).fill('Office');
    await page.keyboard.press('Enter');
    await expect.poll(() => askedFor('folders.rename').length).toBe(1);
    await button(page, 'Compose').click();
    const subject = page.getByRole('textbox', { name: 'Subject' });
    await subject.click();
    release();
    await folder(page, 'Office').waitFor();
    await page.waitForTimeout(500);
    await page.keyboard.type('e#');
    expect(await subject.inputValue()).toBe('e#');
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await folder(page, 'Work').waitFor();
  });

  test('a folder that is made late closes nothing that was opened since', async () => {
    const release = calls.hold('folders.create', 'answer');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('New folder');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New folder' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(`Made ${number}`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('combobox', { name: 'Find an action, a folder or a setting' });
    await palette.fill('arch');
    release();
    await folder(page, `Made ${number}`).waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    expect(await palette.isVisible()).toBe(true);
    expect(await palette.inputValue()).toBe('arch');
  });

  test('a file that may do harm is opened once, however often the question is answered', async () => {
    app.demo.store.deliver(budget(`Budget ${number}`), 'INBOX', [], new Date());
    await inbox(`Budget ${number}`).click();
    await button(reader(page), 'More for budget.docm').click();
    await page.getByRole('menuitem', { name: 'Open', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Open anyway' }).dblclick();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.waitForTimeout(500);
    expect(askedFor('attachments.open').filter((input) => (input as { confirmed: boolean }).confirmed).length).toBe(1);
  });

  test('a window of a conversation stays open for what is left of it, whatever else was pressed', async () => {
    const first = letter(`Talk ${number}`);
    for (const raw of [first, letter(`Re: Talk ${number}`, `In-Reply-To: <Talk-${number}@example.org>\nReferences: <Talk-${number}@example.org>\n`)]) app.demo.store.deliver(raw, 'INBOX', [], new Date());
    await inbox(`Talk ${number}`).first().click();
    await reader(page).getByRole('button', { name: /^Show the conversation/u }).click();
    await reader(page).getByRole('article').nth(1).waitFor();
    const opening = page.context().waitForEvent('page');
    await button(reader(page), 'More').click();
    await page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
    const own = await opening;
    await reader(own).getByRole('article').nth(1).waitFor();
    const release = calls.hold('messages.move', 'answer');
    await button(reader(own), 'Unfold all messages').click();
    await reader(own).getByRole('button', { name: /^Actions for the message/u }).first().click();
    await own.getByRole('menuitem', { name: /^Archive/u }).click();
    await expect.poll(() => askedFor('messages.move').length).toBeGreaterThan(0);
    await button(reader(own), 'Flag').click();
    await expect.poll(() => askedFor('messages.setFlags').some((input) => (input as { add: string[] }).add.includes('flagged'))).toBe(true);
    release();
    await own.getByRole('region', { name: 'Notifications' }).getByText(/archived|Archived/u).first().waitFor();
    await own.waitForTimeout(500);
    expect(own.isClosed()).toBe(false);
    await own.close();
  });
});
