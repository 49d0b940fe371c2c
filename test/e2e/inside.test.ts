/** What is inside a message: other messages with their attachments, and files packed into a winmail.dat. */
import { createReadStream } from 'node:fs';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { untilOpen } from '../privacy/sinks.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, message, reader, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

const TIDES = 'high water at six\n';
const wrapped = (subject: string, inner: string, name: string): string => [
  'From: Ben Knot <ben@mudflat.example>', 'To: you@example.org', `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(/\W+/gu, '-')}@example.net>`, 'Date: Sat, 21 Nov 2026 09:00:00 +0000', 'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${name}"`, '',
  `--${name}`, 'Content-Type: text/plain; charset=utf-8', '', 'See what she wrote.', '', `--${name}`, `Content-Type: message/rfc822; name="${name}"`, 'Content-Disposition: attachment', '', inner, `--${name}--`, '',
].join('\r\n');

/** Attributes of MS-OXTNEF 2.1.3: level, number and type, length, data, checksum. */
function winmail(files: Readonly<Record<string, string>>, text = ''): Buffer {
  const octets = (count: 2 | 4, value: number): Buffer => {
    const written = Buffer.alloc(count);
    written.writeUIntLE(value, 0, count);
    return written;
  };
  const attribute = (level: number, id: number, data: Buffer): Buffer => Buffer.concat([Buffer.from([level]), octets(4, id), octets(4, data.length), data, octets(2, data.reduce((sum, one) => (sum + one) & 0xffff, 0))]);
  return Buffer.concat([octets(4, 0x223e9f78), octets(2, 1), ...(text === '' ? [] : [attribute(1, 0x2800c, Buffer.from(text))]), ...Object.entries(files).flatMap(([name, content]) => [attribute(2, 0x69002, Buffer.alloc(14)), attribute(2, 0x18010, Buffer.from(`${name}\0`)), attribute(2, 0x6800f, Buffer.from(content))])]);
}

describeWith(browserHost, 'what is inside a message', () => {
  let app: HostileApp;
  let page: Page;

  beforeAll(async () => {
    const inner = letterWithFiles('The tide tables', [{ name: 'tides.txt', type: 'text/plain; charset=utf-8', content: TIDES }, { name: 'map.pdf', type: 'application/pdf', content: '%PDF-1.7\n' }]);
    app = await openHostile({ letters: { INBOX: [
      wrapped('Passed on twice', wrapped('Passed on', inner, 'passed-on.eml'), 'twice.eml'),
      wrapped('Passed on once', inner, 'tides.eml'),
      letterWithFiles('Not packed', [{ name: 'winmail.dat', type: 'application/ms-tnef', content: 'only words' }]),
      letterWithFiles('Packed', [{ name: 'winmail.dat', type: 'application/ms-tnef', content: winmail({ 'tides.txt': TIDES, '..\\..\\startup\\run.bat': 'echo' }, 'High water at six,\r\nsee https://tides.example.net/today.') }]),
    ] } });
    ({ page } = app);
    await rows(page).nth(3).waitFor();
  }, 60_000);
  afterAll(async () => { await app?.close(); });

  const open = async (subject: string): Promise<void> => {
    await message(page, new RegExp(`${subject}\\b`, 'u')).first().click();
    await untilOpen(page, subject);
  };
  const inside = (subject: string, within: Locator = reader(page)): Locator => within.getByRole('article', { name: new RegExp(`\\b${subject}$`, 'u') });
  const saved = async (act: () => Promise<void>): Promise<{ name: string; text: string }> => {
    const coming = page.waitForEvent('download');
    await act();
    const download: Download = await coming;
    let text = '';
    for await (const piece of createReadStream(await download.path())) text += (piece as Buffer).toString();
    return { name: download.suggestedFilename(), text };
  };

  test('a message that was passed on opens in its place, with its attachments', async () => {
    await open('Passed on once');
    const card = inside('The tide tables');
    await card.getByRole('button', { expanded: false }).click();
    await card.getByText('The files you asked for.').waitFor();
    await card.getByText('Ann Stranger').first().waitFor();
    const files = card.getByRole('list', { name: 'Attachments' });
    await expect.poll(() => files.getByRole('listitem').count()).toBe(2);
    const chip = files.getByRole('listitem').filter({ hasText: 'tides.txt' });
    await chip.hover();
    expect(await saved(() => button(chip, 'Save tides.txt').click())).toEqual({ name: 'tides.txt', text: TIDES });
    await settled(page);
    await keepScreenshot(page, 'inside-message');
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('its text is looked at like any other, and it is folded again', async () => {
    const card = inside('The tide tables');
    await card.getByRole('list', { name: 'Attachments' }).getByRole('listitem').filter({ hasText: 'tides.txt' }).getByRole('button').first().click();
    const preview = page.getByRole('dialog', { name: 'Preview of tides.txt' });
    await preview.getByText('high water at six').waitFor();
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
    await card.getByRole('button', { expanded: true, name: /The tide tables$/u }).click();
    await expect.poll(() => card.getByRole('list', { name: 'Attachments' }).count()).toBe(0);
  });

  test('one inside another one is reached too', async () => {
    await open('Passed on twice');
    const outer = inside('Passed on');
    await outer.getByRole('button', { expanded: false }).first().click();
    const inner = inside('The tide tables', outer);
    await inner.getByRole('button', { expanded: false }).click();
    const chip = inner.getByRole('list', { name: 'Attachments' }).getByRole('listitem').filter({ hasText: 'tides.txt' });
    await chip.hover();
    expect(await saved(() => button(chip, 'Save tides.txt').click())).toEqual({ name: 'tides.txt', text: TIDES });
  });

  test('winmail.dat: its files are listed once they are asked for, and saved under safe names', async () => {
    await open('Packed');
    const show = button(reader(page), 'Show what is in it');
    await show.click();
    const files = reader(page).getByRole('region', { name: 'Files in winmail.dat' });
    await expect.poll(() => files.getByRole('listitem').allInnerTexts().then((all) => all.map((words) => words.split(/\s/u)[0]))).toEqual(['tides.txt', 'run.bat']);
    expect(await saved(() => button(files, 'Save tides.txt').click())).toEqual({ name: 'tides.txt', text: TIDES });
    const text = files.getByRole('group', { name: 'Text in winmail.dat' });
    expect((await text.innerText()).split(/\n+/u)).toEqual(['High water at six,', 'see https://tides.example.net/today.']);
    expect(await text.getByRole('link').count()).toBe(1);
    for (const dark of [false, true]) {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await settled(page);
      await keepScreenshot(page, `inside-winmail-${dark ? 'dark' : 'light'}`);
      expect(await accessibilityViolations(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await button(reader(page), 'Hide what is in it').click();
    await files.waitFor({ state: 'detached' });
  });

  test('what only calls itself so says that it cannot be unpacked', async () => {
    await open('Not packed');
    await button(reader(page), 'Show what is in it').click();
    await reader(page).getByRole('region', { name: 'Files in winmail.dat' }).getByText('It cannot be unpacked. This is no winmail.dat').waitFor();
    expect(app.browser.pageErrors).toEqual([]);
    expect(app.browser.strayRequests).toEqual([]);
  });
});
