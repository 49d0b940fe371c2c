/** What the server refuses for good: it stays in sight with the reason, is given up without a trace, or goes through once it can. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAlice, button, folder, message, rows } from '../support/screen.ts';
import { startSharedMail } from '../support/shared-mail.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const letter = (n: number) => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: Note ${n}\nDate: ${new Date(Date.now() - n * 60_000).toUTCString()}\nMessage-ID: <note-${n}@example.net>\n\n${'Low water at six. '.repeat(420)}\n`;

describeWith(all(dovecotRequirement, host), 'a server that refuses', () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const panel = (): Locator => app.page.getByRole('dialog', { name: 'Activity' });
  const refused = (): Locator => panel().getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  const needsYou = (): Locator => app.page.getByRole('button', { name: /1 action needs you/u });
  const inLetters = async (): Promise<number> => Number(/messages=(\d+)/u.exec(await dovecot.doveadm(['mailbox', 'status', '-u', 'alice', 'messages', 'Letters']))?.[1]);
  const copyToLetters = async (words: RegExp): Promise<void> => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await message(page, words).click();
    await page.keyboard.press('Shift+V');
    await page.getByRole('combobox', { name: 'Copy the message to' }).fill('Letters');
    await page.keyboard.press('Enter');
    await needsYou().click();
    await refused().getByText('The server refused to copy messages.').waitFor();
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    // Seven of them fit, an eighth does not.
    dovecot = await startSharedMail([{ name: 'alice', password: 'alice-pw' }], 60_000);
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
    await dovecot.doveadm(['mailbox', 'create', '-s', '-u', 'alice', 'Letters']);
    for (let n = 1; n <= 7; n++) await dovecot.deliver('alice', letter(n));
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
    const { page } = app;
    await addAlice(page, { dovecot, sink });
    await message(page, /Note 7/u).first().waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('says why, in the words of the server too, and is given up: nothing of it is left', async () => {
    const { page } = app;
    await copyToLetters(/Note 1/u);
    await refused().getByText(/^The server says: .*quota/iu).waitFor();
    await refused().getByText('The mailbox is full. Delete what is not needed, and empty the Trash.').waitFor();
    await keepScreenshot(page, 'activity-refused-copy');
    expect(await accessibilityViolations(page)).toEqual([]);
    await button(refused(), 'Discard').click();
    await expect.poll(() => refused().count()).toBe(0);
    await page.keyboard.press('Escape');
    await needsYou().waitFor({ state: 'detached' });
    await folder(page, 'Letters').click();
    await page.getByText('This folder is empty.').waitFor();
    expect(await inLetters()).toBe(0);
  });

  test('tried again once there is room, it goes through', async () => {
    const { page } = app;
    await copyToLetters(/Note 2/u);
    await dovecot.doveadm(['expunge', '-u', 'alice', 'mailbox', 'INBOX', 'subject', 'Note 7']);
    await button(refused(), 'Retry').click();
    await expect.poll(inLetters).toBe(1);
    await expect.poll(() => refused().count()).toBe(0);
    await page.keyboard.press('Escape');
    await needsYou().waitFor({ state: 'detached' });
    await folder(page, 'Letters').click();
    await message(page, /Note 2/u).waitFor();
    expect(await rows(page).count()).toBe(1);
    expect(app.pageErrors).toEqual([]);
  });
});
