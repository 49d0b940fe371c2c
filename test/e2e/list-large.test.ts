/** A list longer than what is loaded of it, against a real Dovecot: selecting all of it and long ranges, going to its ends, staying put while mail comes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAlice, button, folder, message, messages, reader, rows } from '../support/screen.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const COUNT = 1300;
const HOUR = 3_600_000;
const NAMES = ['Ann', 'Bert', 'Cleo', 'Dov', 'Ewa', 'Finn', 'Gül', 'Hana'];

const mail = (subject: string, from: string, date: Date): string => `From: ${from} <${from.toLowerCase().replace(/\W/gu, 'x')}@example.net>\r\nTo: alice@example.org\r\nSubject: ${subject}\r\nDate: ${date.toUTCString()}\r\nMessage-ID: <${subject.replaceAll(/\W/gu, '')}@example.net>\r\n\r\nText of ${subject}.\r\n`;

describeWith(all(dovecotRequirement, host), 'a long list', () => {
  let directory: string;
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const pane = (): Locator => app.page.getByRole('region', { name: 'Messages' });
  const choose = async (name: string): Promise<void> => {
    await button(pane(), 'Order and view').click();
    await app.page.getByRole('menuitemradio', { name, exact: true }).click();
    await app.page.getByRole('menu').waitFor({ state: 'detached' });
  };
  /** The first row that is wholly in sight, and where on the screen it is. */
  const inSight = async (): Promise<{ subject: string; y: number }> => messages(app.page).evaluate((grid) => {
    const top = grid.getBoundingClientRect().top + 40;
    const row = [...grid.querySelectorAll<HTMLElement>('[role=row]')].find((one) => one.getBoundingClientRect().top >= top);
    return { subject: /(?:Note|Fresh) \d+/u.exec(row?.getAttribute('aria-label') ?? '')?.[0] ?? '', y: Math.round(row?.getBoundingClientRect().top ?? 0) };
  });
  const scrollTo = async (part: number): Promise<void> => {
    await messages(app.page).evaluate((grid, share) => { grid.scrollTop = grid.scrollHeight * share; }, part);
    await expect.poll(async () => (await inSight()).subject).not.toBe('');
    await expect.poll(async () => messages(app.page).getByRole('row', { name: 'Loading' }).count()).toBe(0);
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    directory = mkdtempSync('/tmp/gw-list-');
    const current = join(directory, 'mail/alice/mail/cur');
    for (const name of [current, join(current, '../new'), join(current, '../tmp')]) mkdirSync(name, { recursive: true });
    const now = Date.now();
    for (let n = 0; n < COUNT; n++) {
      const date = new Date(now - n * 5 * HOUR);
      writeFileSync(join(current, `${Math.floor(date.getTime() / 1000)}.M${n}P1.host:2,${n % 3 === 0 ? '' : 'S'}`), mail(`Note ${n}`, NAMES[n % NAMES.length]!, date));
    }
    dovecot = await startDovecot({ format: 'maildir', directory });
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: () => undefined });
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
    const { page } = app;
    await addAlice(page, { dovecot, sink });
    await page.locator(`[role=grid][aria-rowcount="${COUNT}"]`).waitFor({ timeout: 20_000 });
    await rows(page).first().waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    rmSync(directory, { recursive: true, force: true });
    place?.remove();
  });

  test('the keys go to the end and to the beginning of all of it', async () => {
    const { page } = app;
    await rows(page).first().click();
    await press('End');
    await message(page, /Note 1299\b/u).and(page.getByRole('row', { selected: true })).waitFor();
    await keepScreenshot(page, 'list-large-end');
    await press('Home');
    await message(page, /Note 0\b/u).and(page.getByRole('row', { selected: true })).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')).toContain('Note 0');
  });

  test('select all is all of it, a range reaches what is not loaded', async () => {
    const { page } = app;
    await rows(page).first().click();
    await press('Control+a');
    await reader(page).getByText('1,300 messages selected').waitFor();
    await keepScreenshot(page, 'list-large-all');
    await press('Escape');
    await message(page, /Note 2\b/u).click();
    await press('Shift+End');
    await reader(page).getByText('1,298 messages selected').waitFor();
    await press('Home');
    await message(page, /Note 0\b/u).and(page.getByRole('row', { selected: true })).waitFor();
    await message(page, /Note 0\b/u).click();
    await scrollTo(0.5);
    const { subject } = await inSight();
    await message(page, new RegExp(`${subject}\\b`, 'u')).click({ modifiers: ['Shift'] });
    await reader(page).getByText(`${Number(subject.slice(5)) + 1} messages selected`).waitFor();
    await press('Escape');
  });

  test('what is unread is selected wherever it is, and an act that comes early waits for all', async () => {
    const { page } = app;
    const unread = async (): Promise<string> => /[\d,]+(?= unread)/u.exec((await folder(page, 'Inbox').getAttribute('aria-label')) ?? '')?.[0] ?? '0';
    await press('Home');
    await message(page, /Note 0\b/u).click();
    // Opened, it will be read in a moment.
    await page.waitForTimeout(2500);
    const before = await unread();
    expect(Number(before)).toBeGreaterThan(400);
    await press('*', 'u');
    await reader(page).getByText(`${before} messages selected`).waitFor();
    await press('*', 'r', 'Shift+U');
    await expect.poll(unread, { timeout: 20_000 }).toMatch(/^1,?300$/u);
    await press('z');
    await expect.poll(unread, { timeout: 20_000 }).toBe(before);
    await press('*', 's');
    await expect.poll(() => messages(page).locator('[role=row][aria-selected=true]').count()).toBe(0);
    await press('*', 't');
    await reader(page).getByText('1,300 messages selected').waitFor();
    await press('Escape');
  });

  test('an act on all of it reaches what is not loaded', async () => {
    const { page } = app;
    await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    await message(page, /Note 0\b/u).click();
    await press('Control+a');
    await reader(page).getByText('1,300 messages selected').waitFor();
    await press('Shift+I');
    await expect.poll(async () => pane().getByRole('status').first().innerText(), { timeout: 15_000 }).toContain('selected');
    await press('Escape');
    await pane().getByText('1,300 messages', { exact: true }).waitFor({ timeout: 15_000 });
  });

  for (const [name, prepare] of [
    ['in the order of dates', async () => {}],
    ['in the order of senders', () => choose('Sender')],
    ['among the flagged and the others', () => choose('Flagged')],
    ['as conversations', async () => { await choose('Date'); await choose('Conversation'); }],
  ] as const) {
    test(`mail that comes moves nothing in sight: ${name}`, async () => {
      const { page } = app;
      await prepare();
      await scrollTo(0.4);
      const before = await inSight();
      const n = Math.floor(Math.random() * 1e6);
      const count = Number(await messages(page).getAttribute('aria-rowcount'));
      await dovecot.deliver('alice', mail(`Fresh ${n}`, 'Ann', new Date()));
      await expect.poll(() => messages(page).getAttribute('aria-rowcount')).toBe(String(count + 1));
      expect(await inSight()).toEqual(before);
      await messages(page).evaluate((grid) => { grid.scrollTop = 0; });
    });
  }

  test('mail that comes into a filtered list moves nothing in sight, and is shown at its top', async () => {
    const { page } = app;
    await choose('Message');
    await rows(page).first().waitFor();
    await button(pane(), 'Filter').click();
    await page.getByRole('button', { name: 'Unread', exact: true }).click();
    await message(page, /Fresh/u).first().waitFor();
    await dovecot.deliver('alice', mail('Fresh 1', 'Bert', new Date()));
    await message(page, /Fresh 1\b/u).waitFor();
    expect(await rows(page).first().getAttribute('aria-label')).toContain('Fresh 1');
    await button(pane(), 'Clear all filters').click();
  });

  test('no script failed', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
