/** The whole path against a real Dovecot, through the real screen: what a user does on the first day. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAlice, button, folder, message, reader, rows, search } from '../support/screen.ts';
import { deliverTo, startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

/** One red pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

const newsletter = (canary: number) => `From: The Tide <tide@example.com>
To: alice@example.org
Subject: The Tide, issue 12
Date: ${new Date().toUTCString()}
Message-ID: <tide-12@example.com>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><head><link rel=stylesheet href="http://127.0.0.1:${canary}/s.css"><meta http-equiv=refresh content="0;url=http://127.0.0.1:${canary}/r"></head>
<body onload="document.title='pwned'" background="http://127.0.0.1:${canary}/bg.png"><h1>High water</h1><p>The bar-tailed godwits have left.</p>
<img src="http://127.0.0.1:${canary}/pixel.gif" width=1 height=1><script>fetch('http://127.0.0.1:${canary}/x')</script>
<iframe src="http://127.0.0.1:${canary}/f"></iframe><div style="background:url(http://127.0.0.1:${canary}/css.png)">mud</div></body></html>
`;
const plain = (subject: string, text: string) => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <${subject.replaceAll(/\W/gu, '')}@example.net>\n\n${text}\n`;

describeWith(all(dovecotRequirement, host), 'a real mailbox on screen', () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let canary: Server;
  let contacts: string[];
  let folderOnDisk: ReturnType<typeof throwAwayFolder>;
  let app: App;

  const open = async (): Promise<void> => { app = await openApp({ folder: folderOnDisk.path, args: ['--extra-ca', dovecot.tls.ca, '--allow-private-remote'] }); };

  beforeAll(async () => {
    folderOnDisk = throwAwayFolder();
    dovecot = await startDovecot({ format: 'maildir' });
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: deliverTo(dovecot) });
    contacts = [];
    canary = createServer((request, response) => {
      contacts.push(request.url ?? '');
      response.setHeader('content-type', 'image/png').end(PIXEL);
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    for (let n = 1; n <= 60; n++) await dovecot.deliver('alice', plain(`Note ${n}`, `Text of note ${n}. ${n === 7 ? 'A curlew called.' : ''}`));
    await dovecot.deliver('alice', newsletter((canary.address() as AddressInfo).port));
    await open();
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    canary?.close();
    await dovecot?.stop();
    folderOnDisk?.remove();
  });

  test('add the account: the list is on screen', async () => {
    const { page } = app;
    await addAlice(page, { dovecot, sink });
    await message(page, /The Tide/u).waitFor();
    await expect.poll(() => folder(page, 'Inbox').getAttribute('aria-label')).toContain('61 unread');
    await keepScreenshot(page, 'real-list');
  });

  test('open an HTML message: it is shown and nothing leaves', async () => {
    const { page } = app;
    await message(page, /The Tide, issue 12/u).click();
    const frame = reader(page).frameLocator('iframe');
    await frame.getByText('The bar-tailed godwits have left.').waitFor();
    await button(page, 'Load remote content').waitFor();
    await keepScreenshot(page, 'real-html-message');
    expect(await page.title()).not.toContain('pwned');
    expect(contacts).toEqual([]);
    expect(app.strayRequests).toEqual([]);
  });

  test('load its images: they come, through the application, and nothing else does', async () => {
    const { page } = app;
    await button(page, 'Load remote content').click();
    await expect.poll(() => contacts.length).toBeGreaterThan(0);
    await button(page, 'Load remote content').waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
    expect([...new Set(contacts)].sort()).toEqual(['/bg.png', '/pixel.gif']);
    expect(app.strayRequests).toEqual([]);
    contacts.length = 0;
  });

  test('flag it: the server has the flag', async () => {
    const { page } = app;
    await button(reader(page), 'Flag').click();
    await message(page, /The Tide.*flagged/u).waitFor();
    await expect.poll(() => dovecot.doveadm(['search', '-u', 'alice', 'mailbox', 'INBOX', 'FLAGGED']), { timeout: 5_000 }).not.toBe('');
  });

  test('a message delivered on the server appears without a click', async () => {
    await dovecot.deliver('alice', plain('Delivered just now', 'Hello.'));
    await message(app.page, /Delivered just now/u).waitFor({ timeout: 5_000 });
  });

  test('kill -9 of the main process: everything is still there', async () => {
    await app.kill();
    await open();
    const { page } = app;
    await message(page, /The Tide.*flagged/u).waitFor();
    await message(page, /Delivered just now/u).waitFor();
    await dovecot.deliver('alice', plain('After the crash', 'Hello again.'));
    await message(page, /After the crash/u).waitFor();
  });

  test('search for a word on the server and open a hit', async () => {
    const { page } = app;
    await search(page).fill('curlew');
    await search(page).press('Enter');
    await message(page, /Note 7\b/u).click();
    await expect.poll(() => rows(page).count()).toBe(1);
    await reader(page).getByText('A curlew called.').waitFor();
    await keepScreenshot(page, 'real-search');
    await search(page).press('Escape');
    await message(page, /After the crash/u).waitFor();
  });

  test('send a message: it is delivered and found in Sent', async () => {
    const { page } = app;
    await button(page, 'Compose').click();
    await page.getByRole('combobox', { name: 'To' }).or(page.getByRole('textbox', { name: 'To' })).first().fill('bob@example.org,');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Estuary on Sunday?');
    await page.getByRole('textbox', { name: 'Message' }).fill('Half past eight at the landing. Grüße, Alice');
    await keepScreenshot(page, 'real-compose');
    await page.getByRole('button', { name: /^Send/u }).click();
    await expect.poll(() => dovecot.doveadm(['fetch', '-u', 'bob', 'hdr.subject', 'mailbox', 'INBOX', 'ALL'])).toContain('Estuary on Sunday?');
    await expect.poll(() => dovecot.doveadm(['search', '-u', 'alice', 'mailbox', 'Sent', 'SUBJECT', 'Estuary'])).not.toBe('');
    await folder(page, 'Sent').click();
    await message(page, /Estuary on Sunday/u).waitFor();
    expect(sink.messages).toHaveLength(1);
  });

  test('archive and undo; delete', async () => {
    const { page } = app;
    await folder(page, 'Inbox').click();
    await message(page, /Note 60\b/u).click();
    await button(reader(page), 'Archive').click();
    await message(page, /Note 60\b/u).waitFor({ state: 'detached' });
    await button(page, 'Undo').click();
    await message(page, /Note 60\b/u).waitFor();
    await message(page, /Note 59\b/u).click();
    await button(reader(page), 'Delete').click();
    await message(page, /Note 59\b/u).waitFor({ state: 'detached' });
    await expect.poll(() => dovecot.doveadm(['search', '-u', 'alice', 'mailbox', 'Trash', 'ALL']), { timeout: 5_000 }).not.toBe('');
  });

  test('no script of ours has failed meanwhile', () => {
    expect(app.pageErrors).toEqual([]);
    expect(contacts).toEqual([]);
  });
});
