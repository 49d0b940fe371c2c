/** Leaving a list: one click to a server of the sender, what is refused, and the ways that are left then. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { untilOpen } from '../privacy/sinks.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { makeCertificates } from '../support/certificates.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, message, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

const ONE_CLICK = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click';
const letter = (subject: string, ways: readonly string[], top: readonly string[] = []): string => [
  ...top, 'Received: from mail.example.net by mx.example.com; Fri, 20 Nov 2026 10:00:00 +0000', 'From: The Mudflat <news@mudflat.example>', 'To: you@example.org', `Subject: ${subject}`, 'Date: Fri, 20 Nov 2026 10:00:00 +0000',
  `Message-ID: <${subject.replaceAll(/\W+/gu, '-')}@example.net>`, `List-Id: ${subject} News <${subject.toLowerCase().replaceAll(/\W+/gu, '-')}.mudflat.example>`, ...ways, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', 'The knots are back.', '',
].join('\r\n');

describeWith(browserHost, 'leaving a list', () => {
  const place = throwAwayFolder();
  const asked: { method: string; path: string; body: string; headers: IncomingHttpHeaders }[] = [];
  const opened = join(place.path, 'opened.txt');
  const shots = async (page: Page, name: string): Promise<void> => {
    await settled(page);
    await keepScreenshot(page, `unsubscribe-${name}`);
    expect(await accessibilityViolations(page), name).toEqual([]);
  };
  let server: https.Server;
  let ca = '';
  let port = 0;
  let app: HostileApp | undefined;

  beforeAll(async () => {
    const certificates = await makeCertificates(join(place.path, 'tls'));
    ca = certificates.ca;
    server = https.createServer({ cert: readFileSync(certificates.cert), key: readFileSync(certificates.key) }, (request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => { body += piece.toString(); });
      request.on('end', () => {
        const path = request.url ?? '';
        asked.push({ method: request.method ?? '', path, body, headers: request.headers });
        if (path.startsWith('/moved')) response.writeHead(302, { location: '/elsewhere' });
        else response.writeHead(path.startsWith('/broken') ? 500 : 200, { 'set-cookie': 'who=you', 'content-type': 'text/html' });
        response.end('<script>alert(1)</script>');
      });
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    ({ port } = server.address() as AddressInfo);
    // What the system opens links with, in its place.
    mkdirSync(join(place.path, 'bin'));
    writeFileSync(join(place.path, 'bin/xdg-open'), `#!/bin/sh\necho "$1" >> '${opened}'\n`);
    chmodSync(join(place.path, 'bin/xdg-open'), 0o755);
  });
  afterAll(async () => {
    await app?.close();
    await new Promise<void>((done) => { server.close(() => { done(); }); });
    place.remove();
  });

  const start = async (args: readonly string[]): Promise<Page> => {
    await app?.close();
    asked.length = 0;
    const at = (path: string): string => `List-Unsubscribe: <https://localhost:${port}${path}>`;
    const signed = (signature: boolean): string[] => [
      'Authentication-Results: mx.example.com; dmarc=pass header.from=mudflat.example; dkim=pass header.d=mudflat.example',
      `DKIM-Signature: v=1; a=rsa-sha256; d=mudflat.example; s=a; h=from:subject${signature ? ':list-unsubscribe:list-unsubscribe-post' : ''}; bh=x; b=y`,
    ];
    app = await openHostile({
      args,
      environment: { PATH: `${join(place.path, 'bin')}:${process.env['PATH'] ?? ''}` },
      letters: { INBOX: [
        letter('Page only', [`List-Unsubscribe: <https://lists.mudflat.example/leave?who=you>`]),
        letter('Letter first', ['List-Unsubscribe: <https://lists.mudflat.example/leave>, <mailto:leave@mudflat.example?subject=take%20me%20off>']),
        letter('Not covered', [`List-Unsubscribe: <https://localhost:${port}/forged>, <mailto:leave@mudflat.example>`, ONE_CLICK], signed(false)),
        letter('Moved', [at('/moved'), ONE_CLICK]),
        letter('Broken', [at('/broken'), ONE_CLICK]),
        letter('One click', [at('/leave?id=7'), ONE_CLICK], signed(true)),
      ] },
    });
    await rows(app.page).nth(5).waitFor();
    return app.page;
  };
  const open = async (page: Page, subject: string): Promise<void> => {
    await message(page, new RegExp(`\\b${subject}\\b`, 'u')).first().click();
    await untilOpen(page, subject);
  };
  const note = (page: Page, words: string | RegExp): Locator => reader(page).locator('[role=note],[role=alert]').filter({ hasText: words });
  const question = async (page: Page, subject: string): Promise<Locator> => {
    await open(page, subject);
    await note(page, `This comes from the list ${subject} News.`).getByRole('button', { name: 'Unsubscribe…' }).click();
    const dialog = page.getByRole('alertdialog', { name: `Unsubscribe from ${subject} News?` });
    await dialog.waitFor();
    return dialog;
  };

  describe('where its server may be reached', () => {
    let page: Page;
    beforeAll(async () => { page = await start(['--extra-ca', ca, '--allow-private-remote']); }, 60_000);

    test('nothing is sent before the answer; then one POST that says nothing else', async () => {
      const dialog = await question(page, 'One click');
      await dialog.getByText('localhost', { exact: false }).first().waitFor();
      await dialog.getByText('Nothing else is sent, and no page opens.', { exact: false }).waitFor();
      await shots(page, 'question');
      await button(dialog, 'Stay on the list').click();
      await dialog.waitFor({ state: 'detached' });
      expect(asked).toEqual([]);
      await button(await question(page, 'One click'), 'Unsubscribe').click();
      await note(page, 'You have asked to leave One click News.').waitFor();
      expect(asked.map(({ method, path, body }) => [method, path, body])).toEqual([['POST', '/leave?id=7', 'List-Unsubscribe=One-Click']]);
      expect(asked[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
      for (const name of ['cookie', 'referer', 'origin', 'accept-language']) expect(asked[0]!.headers, name).not.toHaveProperty(name);
      await shots(page, 'done');
    });

    test('what was left says so when it is opened again', async () => {
      await open(page, 'Broken');
      await open(page, 'One click');
      await note(page, 'You have asked to leave One click News.').waitFor();
      expect(asked).toHaveLength(1);
    });

    test.each(['Broken', 'Moved'])('%s: it is said that it did not work, and can be tried again', async (subject) => {
      const before = asked.length;
      await button(await question(page, subject), 'Unsubscribe').click();
      await page.getByText(`You are still on ${subject} News.`, { exact: false }).waitFor();
      expect(asked).toHaveLength(before + 1);
      expect(asked.some(({ path }) => path === '/elsewhere')).toBe(false);
      await note(page, 'This comes from the list').getByRole('button', { name: 'Unsubscribe…' }).waitFor();
    });

    test('one click that the sender has not signed is not offered, but the letter is', async () => {
      await open(page, 'Not covered');
      await reader(page).getByRole('button', { name: /Show details/u }).click();
      await reader(page).getByRole('region', { name: 'Is the address real?' }).getByRole('button', { name: 'Trust results by mx.example.com' }).click();
      const dialog = await question(page, 'Not covered');
      await dialog.getByText('A message to leave@mudflat.example is written', { exact: false }).waitFor();
      await button(dialog, 'Write the message').click();
      const compose = page.getByRole('region', { name: 'Compose' });
      await compose.getByText('leave@mudflat.example').first().waitFor();
      await button(page, 'Discard').click();
      await compose.waitFor({ state: 'detached' });
      expect(asked.some(({ path }) => path === '/forged')).toBe(false);
    });

    test('a letter before a page, with its subject, to be looked at', async () => {
      const dialog = await question(page, 'Letter first');
      await button(dialog, 'Write the message').click();
      const compose = page.getByRole('region', { name: 'Compose' });
      await compose.getByText('leave@mudflat.example').first().waitFor();
      await expect.poll(() => page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('take me off');
      expect(app!.demo.submissions).toEqual([]);
      await button(page, 'Discard').click();
      await compose.waitFor({ state: 'detached' });
    });

    test('a page opens outside, once it is said whose', async () => {
      const dialog = await question(page, 'Page only');
      await dialog.getByText('A page of lists.mudflat.example opens in your browser.', { exact: false }).waitFor();
      expect(existsSync(opened)).toBe(false);
      await button(dialog, 'Open lists.mudflat.example').click();
      await expect.poll(() => (existsSync(opened) ? readFileSync(opened, 'utf8').trim() : '')).toBe('https://lists.mudflat.example/leave?who=you');
      expect(app!.browser.pageErrors).toEqual([]);
      expect(app!.browser.strayRequests).toEqual([]);
    });
  });

  test('a server inside the own network is not called, and it says so', async () => {
    const page = await start(['--extra-ca', ca]);
    await button(await question(page, 'One click'), 'Unsubscribe').click();
    await page.getByText('You are still on One click News.', { exact: false }).first().waitFor();
    await shots(page, 'refused');
    expect(asked).toEqual([]);
    await note(page, 'This comes from the list').getByRole('button', { name: 'Unsubscribe…' }).waitFor();
  }, 60_000);
});
