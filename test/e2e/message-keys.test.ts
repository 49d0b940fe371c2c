/** Keys and palette entries for what only some messages have: pictures that wait, a way off a list, attachments, who the sender is; and for emptying a folder. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Download, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { untilOpen } from '../privacy/sinks.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, message, reader } from '../support/screen.ts';

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const file = (name: string): string => `--files\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=${name}\n\n${name}\n`;
const head = (subject: string, more: string): string => `From: The Mudflat <news@mudflat.example>\nTo: you@example.org\nSubject: ${subject}\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nMessage-ID: <${subject}@mudflat.example>\nMIME-Version: 1.0\n${more}\n`;
const rich = (port: number): string => `${head('Rich', 'List-Id: Mudflat News <news.mudflat.example>\nList-Unsubscribe: <mailto:leave@mudflat.example>\nContent-Type: multipart/mixed; boundary=files')}
--files\nContent-Type: text/html; charset=utf-8\n\n<p>The knots are back.</p><img src="http://localhost:${port}/knots.gif" width="80" height="60">\n${file('one.bin')}${file('two.bin')}--files--\n`;
const plain = `${head('Plain', 'Content-Type: text/plain; charset=utf-8')}\nNothing but words.\n`;
const wire = (text: string): string => text.replaceAll('\n', '\r\n');

describeWith(browserHost, 'keys for what only some messages have', () => {
  let server: Server;
  let app: HostileApp;
  const asked: string[] = [];
  const downloads: Download[] = [];
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const open = async (subject: string): Promise<void> => {
    await message(app.page, new RegExp(`\\b${subject}\\b`, 'u')).first().click();
    await untilOpen(app.page, subject);
  };
  const told = (words: string | RegExp): Locator => app.page.getByRole('region', { name: 'Notifications' }).getByText(words);
  const details = (): Locator => reader(app.page).getByRole('button', { name: /(?:Show|Hide) details/u });
  const question = (name: string): Locator => app.page.getByRole('alertdialog', { name });
  const palette = (): Locator => app.page.getByRole('dialog', { name: 'Find an action, a folder or a setting' });
  const found = async (typed: string): Promise<Locator> => {
    await press('Control+k');
    await app.page.getByRole('combobox').fill(typed);
    const first = app.page.locator('[role=option][aria-selected=true]');
    await expect.poll(() => first.textContent(), { message: typed }).toContain(typed);
    return first;
  };
  const leave = async (): Promise<void> => {
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'image/gif' }).end(PIXEL);
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    app = await openHostile({ args: ['--allow-private-remote'], letters: { INBOX: [wire(plain), wire(rich((server.address() as AddressInfo).port))], Trash: [wire(plain.replaceAll('Plain', 'Old'))], Junk: [] } });
    app.page.on('download', (one) => { downloads.push(one); });
    await enter(app.page, 'Inbox');
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await new Promise<void>((done) => { server.close(() => { done(); }); });
  });

  test('D shows who it is from and to, and Tab goes on from there; once more hides it', async () => {
    await open('Rich');
    await press('d');
    await expect.poll(() => details().getAttribute('aria-expanded')).toBe('true');
    await expect.poll(() => details().evaluate((element) => element === document.activeElement)).toBe(true);
    await press('d');
    await expect.poll(() => details().getAttribute('aria-expanded')).toBe('false');
  });

  test('Ctrl+I loads what waits outside, and nothing does before', async () => {
    await button(reader(app.page), 'Load remote content').waitFor();
    expect(asked).toEqual([]);
    await press('Control+i');
    await expect.poll(() => asked).toEqual(['/knots.gif']);
    await button(reader(app.page), 'Load remote content').waitFor({ state: 'detached' });
    await press('Control+i');
    await told('No images of this message wait to be loaded.').waitFor();
  });

  test('Ctrl+Shift+S saves all that is attached', async () => {
    await press('Control+Shift+S');
    await expect.poll(() => downloads.map((one) => one.suggestedFilename()).sort()).toEqual(['one.bin', 'two.bin']);
  });

  test('Shift+L asks before the list is left', async () => {
    await reader(app.page).getByRole('button', { name: 'Unsubscribe…' }).waitFor();
    await press('Shift+L');
    await button(question('Unsubscribe from Mudflat News?'), 'Stay on the list').click();
    await question('Unsubscribe from Mudflat News?').waitFor({ state: 'detached' });
  });

  test('the palette offers them with their keys, and does them to the open message', async () => {
    await open('Plain');
    await open('Rich');
    await reader(app.page).getByRole('button', { name: 'Unsubscribe…' }).waitFor();
    for (const [typed, keys] of [['Load images from outside', 'CtrlI'], ['Save all attachments', 'CtrlShiftS'], ['Unsubscribe from the list', 'ShiftL'], ['Show or hide details', 'D']] as const) {
      const first = await found(typed);
      expect(await first.getAttribute('aria-disabled'), typed).not.toBe('true');
      expect((await first.locator('kbd').allTextContents()).join(''), typed).toBe(keys);
      await leave();
    }
    await found('Unsubscribe from the list');
    await press('Enter');
    await button(question('Unsubscribe from Mudflat News?'), 'Stay on the list').click();
    await question('Unsubscribe from Mudflat News?').waitFor({ state: 'detached' });
    expect(asked).toHaveLength(1);
  });

  test('where a message has none of it, key and palette say so', async () => {
    await open('Plain');
    for (const [key, typed, why] of [
      ['Control+i', 'Load images from outside', 'No images of this message wait to be loaded.'],
      ['Control+Shift+S', 'Save all attachments', 'This message has no attachments.'],
      ['Shift+L', 'Unsubscribe from the list', 'This message does not say how to unsubscribe.'],
    ] as const) {
      await press(key);
      await told(why).first().waitFor();
      const first = await found(typed);
      expect(await first.getAttribute('aria-disabled'), typed).toBe('true');
      expect(await first.textContent()).toContain(why);
      await leave();
    }
    expect(downloads).toHaveLength(2);
  });

  test('Trash is emptied from the palette, after a question; what is empty already is not', async () => {
    const { page } = app;
    await open('Plain');
    expect(await (await found('Empty Junk')).getAttribute('aria-disabled')).toBe('true');
    await leave();
    await found('Empty Trash');
    await press('Enter');
    await question('Empty “Trash”?').getByText('1 message is removed from the server').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await button(question('Empty “Trash”?'), 'Cancel').click();
    await question('Empty “Trash”?').waitFor({ state: 'detached' });
    await found('Empty Trash');
    await press('Enter');
    await button(question('Empty “Trash”?'), 'Empty Trash').click();
    await told('“Trash” emptied.').waitFor();
    await expect.poll(async () => {
      const isOff = await (await found('Empty Trash')).getAttribute('aria-disabled');
      await leave();
      return isOff;
    }).toBe('true');
    expect(app.browser.pageErrors).toEqual([]);
  });
});
