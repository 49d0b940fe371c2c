/** A letter that the server refuses for good is written on and goes out; nothing of it is lost and nothing goes twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { throwAwayFolder } from '../support/running-app.ts';
import { addAlice, button, folder } from '../support/screen.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

describeWith(all(dovecotRequirement, host), 'a refused letter', () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  /** Of letters that are to come back later. */
  let tries = 0;

  beforeAll(async () => {
    place = throwAwayFolder();
    dovecot = await startDovecot();
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined, answer: (verb, line) => {
      if (line.includes('later@')) tries += 1;
      return verb !== 'RCPT' ? null : line.includes('nobody@') ? '550 5.1.1 There is nobody of that name' : line.includes('later@') ? '451 4.7.1 Come back later' : null;
    } });
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
    const { page } = app;
    await addAlice(page, { dovecot, sink });
    await folder(page, 'Inbox').waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('parked in the server\'s words, edited, sent once, and gone from the list', async () => {
    const { page } = app;
    await button(page, 'Compose').click();
    const to = page.getByRole('combobox', { name: 'To' }).or(page.getByRole('textbox', { name: 'To' })).first();
    await to.fill('nobody@example.net,');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Tide table');
    await page.getByRole('textbox', { name: 'Message' }).fill('Low water at noon.');
    await page.getByRole('button', { name: /^Send/u }).click();
    await page.getByRole('button', { name: /action needs you/u }).click();
    const panel = page.getByRole('dialog', { name: 'Activity' });
    await panel.getByText('There is nobody of that name').waitFor();
    await button(panel, 'Edit').click();
    await panel.waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Low water at noon.');
    await to.press('Backspace');
    await to.press('Backspace');
    await to.fill('bob@example.net,');
    await page.getByRole('button', { name: /^Send/u }).click();
    await expect.poll(() => sink.messages.map(({ recipients }) => recipients)).toEqual([['bob@example.net']]);
    await expect.poll(() => page.getByRole('button', { name: /action needs you/u }).count()).toBe(0);
    expect(app.pageErrors).toEqual([]);
  });

  test('one that waits is opened and sent to somebody else, another is discarded: neither goes out by itself', async () => {
    const { page } = app;
    const panel = page.getByRole('dialog', { name: 'Activity' });
    const to = page.getByRole('combobox', { name: 'To' }).or(page.getByRole('textbox', { name: 'To' })).first();
    const before = sink.messages.length;
    for (const subject of ['Ferry', 'Harbour']) {
      await button(page, 'Compose').click();
      await to.fill('later@example.net,');
      await page.getByRole('textbox', { name: 'Subject' }).fill(subject);
      await page.getByRole('button', { name: /^Send/u }).click();
      await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' });
    }
    const item = (subject: string) => panel.getByRole('listitem').filter({ hasText: subject });
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    // The one that has waited says why, and when it is tried again.
    for (const subject of ['Ferry', 'Harbour']) await item(subject).getByText('The server says: Come back later').waitFor();
    await item('Ferry').getByText(/^Tries again at /u).waitFor();
    const tried = tries;
    await button(item('Ferry'), 'Try now').click();
    await expect.poll(() => tries).toBeGreaterThan(tried);
    await button(item('Harbour'), 'Discard').click();
    await button(item('Harbour'), 'Discard for good').click();
    await item('Harbour').waitFor({ state: 'detached' });
    await button(item('Ferry'), 'Edit').click();
    await panel.waitFor({ state: 'detached' });
    await to.press('Backspace');
    await to.press('Backspace');
    await to.fill('carol@example.net,');
    await page.getByRole('button', { name: /^Send/u }).click();
    await expect.poll(() => sink.messages.slice(before).map(({ recipients }) => recipients)).toEqual([['carol@example.net']]);
    expect(app.pageErrors).toEqual([]);
  });
});
