/** Attachments on screen: what they are, looked at, opened after a warning, saved, dragged out; and that none of them reaches anybody. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Download, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdf } from '../../app/demo/mailbox/documents.ts';
import { estuary } from '../../app/demo/mailbox/pictures.ts';
import { reachingPdfs } from '../fixtures/pdf.ts';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { letterWithFiles, type WrittenFile } from '../support/attachment-letter.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, message, reader } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

const EXE = Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(600)]);
const HUGE = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.from([0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50, 8, 6, 0, 0, 0]), Buffer.alloc(400)]);
const LONG = `${'a quarterly report with a very long name '.repeat(3)}final.tar.gz`;

const FILES: readonly WrittenFile[] = [
  { name: 'estuary.png', type: 'image/png', content: estuary() },
  { name: 'notes.txt', type: 'text/plain; charset=utf-8', content: 'First line\nSecond line: <b>no markup</b>\n' },
  { name: 'itinerary.pdf', type: 'application/pdf', content: pdf(['Itinerary', 'Hamburg to Stockholm']) },
  { name: 'budget.docm', type: 'application/vnd.ms-word.document.macroEnabled.12', content: 'macros' },
  { name: 'invoice.pdf', type: 'application/pdf', content: EXE },
  { name: 'page.html', type: 'text/html', content: '<script>document.title = "run"</script><h1>Sign in</h1>' },
  { name: 'poster.png', type: 'image/png', content: HUGE },
  { name: LONG, type: 'application/gzip', content: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]) },
];

/** RFC 3156 4. */
const sealedLetter = (subject: string): string => [
  'From: Ann Stranger <ann@example.net>', 'To: you@example.org', `Subject: ${subject}`, 'Message-ID: <sealed@example.net>', 'Date: Sat, 21 Nov 2026 08:00:00 +0000', 'MIME-Version: 1.0', 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=sealed', '',
  '--sealed', 'Content-Type: application/pgp-encrypted', '', 'Version: 1', '', '--sealed', 'Content-Type: application/octet-stream; name="encrypted.asc"', 'Content-Disposition: inline; filename="encrypted.asc"', '',
  '-----BEGIN PGP MESSAGE-----', '', 'hQEMA', '-----END PGP MESSAGE-----', '', '--sealed--', '',
].join('\r\n');

describeWith(browserHost, 'attachments', () => {
  let app: HostileApp;
  let outside: Server;
  const asked: string[] = [];

  beforeAll(async () => {
    outside = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((done) => { outside.listen(0, '127.0.0.1', done); });
    const pdfs = reachingPdfs(`http://127.0.0.1:${(outside.address() as AddressInfo).port}`);
    // Nothing is in the way: what is not stopped by the application arrives.
    app = await openHostile({
      watch: 'gate',
      letters: { INBOX: [
        letterWithFiles('Documents that want out', Object.entries(pdfs).map(([name, content]) => ({ name: `${name}.pdf`, type: 'application/pdf', content }))),
        sealedLetter('Sealed plans'),
        letterWithFiles('A bag of files', FILES),
      ] },
    });
    await enter(app.page, 'Inbox');
    await message(app.page, /A bag of files/u).click();
    await list().getByRole('listitem').nth(FILES.length - 1).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    outside?.close();
  });

  const list = (): Locator => reader(app.page).getByRole('list', { name: 'Attachments' });
  const chip = (name: string): Locator => list().getByRole('listitem').filter({ hasText: name });
  const face = (name: string): Locator => chip(name).getByRole('button').first();
  const preview = (name: string): Locator => app.page.getByRole('dialog', { name: `Preview of ${name}` });
  const downloads = async (count: number, act: () => Promise<void>): Promise<Download[]> => {
    const found: Download[] = [];
    const note = (download: Download): void => { found.push(download); };
    app.page.on('download', note);
    await act();
    await expect.poll(() => found.length, { timeout: 15_000 }).toBe(count);
    app.page.off('download', note);
    return found;
  };
  const look = async (screen: string): Promise<void> => {
    await settled(app.page);
    await keepScreenshot(app.page, screen);
    expect(await accessibilityViolations(app.page), screen).toEqual([]);
  };

  test('are listed by what they really are, with the end of every name', async () => {
    expect(await list().getByRole('listitem').count()).toBe(FILES.length);
    await chip('estuary.png').getByRole('button', { name: /^Preview estuary\.png ?, image, \d+ kB$/u }).waitFor();
    await chip('…final.tar.gz').waitFor();
    await chip('invoice.pdf').getByText('not what its name says').waitFor();
    await chip('invoice.pdf').getByRole('button', { name: /^Open invoice\.pdf ?, program/u }).waitFor();
    expect(await chip('notes.txt').getByText('not what its name says').count()).toBe(0);
    await chip('estuary.png').locator('canvas[data-drawn]').waitFor();
    await look('attachments-light');
    await app.page.emulateMedia({ colorScheme: 'dark' });
    await look('attachments-dark');
    await app.page.emulateMedia({ colorScheme: 'light' });
  });

  test('stand under one another, all as wide and as high as each other, and leave no end of a name out in a small window', async () => {
    const boxes = async () => Promise.all((await list().getByRole('listitem').all()).map(async (one) => (await one.boundingBox())!));
    for (const width of [1280, 900, 340]) {
      await app.page.setViewportSize({ width, height: 800 });
      await settled(app.page);
      const all = await boxes();
      expect(new Set(all.map((box) => `${Math.round(box.width)} × ${Math.round(box.height)}`)).size, String(width)).toBe(1);
      // Its columns: as many as fit, and each begins where the one above it does.
      expect(new Set(all.map(({ x }) => Math.round(x))).size, String(width)).toBeLessThanOrEqual(Math.ceil(width / 300));
      const end = (await chip('…final.tar.gz').getByText('final.tar.gz', { exact: true }).boundingBox())!;
      const long = (await chip('…final.tar.gz').boundingBox())!;
      expect(end.x + end.width, String(width)).toBeLessThanOrEqual(long.x + long.width);
      await keepScreenshot(app.page, `attachments-${width}`);
    }
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await settled(app.page);
  });

  test('an image has a small picture of itself, drawn as pixels; what has too many of them, and what only calls itself one, has none', async () => {
    const picture = (name: string): Locator => chip(name).locator('canvas');
    await picture('estuary.png').and(app.page.locator('[data-drawn]')).waitFor();
    const colours = await picture('estuary.png').evaluate((canvas: HTMLCanvasElement) => new Set(new Uint32Array(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size);
    expect(colours).toBeGreaterThan(20);
    for (const name of ['poster.png', 'invoice.pdf', 'notes.txt']) expect(await picture(name).count(), name).toBe(0);
    expect(await list().locator('img').count()).toBe(0);
  });

  test('one is saved by its button, and by the key on its chip', async () => {
    await chip('notes.txt').hover();
    const [first] = await downloads(1, () => button(chip('notes.txt'), 'Save notes.txt').click());
    expect(first!.suggestedFilename()).toBe('notes.txt');
    await face('budget.docm').focus();
    const [second] = await downloads(1, () => app.page.keyboard.press('ControlOrMeta+s'));
    expect(second!.suggestedFilename()).toBe('budget.docm');
  });

  test('all are saved, each under its own name', async () => {
    const found = await downloads(FILES.length, () => button(reader(app.page), 'Save all').click());
    expect(found.map((one) => one.suggestedFilename()).slice(0, -1)).toEqual(FILES.map(({ name }) => name).slice(0, -1));
    expect(found.at(-1)!.suggestedFilename()).toMatch(/\.tar\.gz$|\.gz$/u);
  });

  test('what can hold macros is opened after a warning, with a way to save it instead', async () => {
    const { page } = app;
    await face('budget.docm').click();
    const question = page.getByRole('alertdialog', { name: 'Open “budget.docm”?' });
    await question.getByText('Documents of this kind can hold small programs (macros).').waitFor();
    expect(await button(question, 'Open anyway').isVisible()).toBe(true);
    await look('attachments-warning');
    const [saved] = await downloads(1, () => button(question, 'Save instead').click());
    expect(saved!.suggestedFilename()).toBe('budget.docm');
    await question.waitFor({ state: 'detached' });
  });

  test('a program is not opened from here, whatever it calls itself', async () => {
    const { page } = app;
    await face('invoice.pdf').click();
    const question = page.getByRole('alertdialog', { name: '“invoice.pdf” is not opened from here' });
    await question.getByText('This is a program.').waitFor();
    await question.getByText('Its name ends in “pdf”, but its content is something else').waitFor();
    expect(await button(question, 'Open anyway').count()).toBe(0);
    await look('attachments-program');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
  });

  test('Space looks at one, arrows at the next: an image larger and smaller, text, a PDF', async () => {
    const { page } = app;
    await face('estuary.png').focus();
    await page.keyboard.press('Space');
    const image = preview('estuary.png').getByRole('img', { name: 'estuary.png' });
    await image.waitFor();
    await expect.poll(() => image.getAttribute('data-drawn')).not.toBeNull();
    await look('attachments-image');
    const before = (await image.boundingBox())!.width;
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await preview('estuary.png').getByText('150 %').waitFor();
    expect((await image.boundingBox())!.width).not.toBe(before);
    await page.keyboard.press('0');
    await page.keyboard.press('ArrowRight');
    await preview('notes.txt').getByText('Second line: <b>no markup</b>').waitFor();
    await look('attachments-text');
    await page.keyboard.press('ArrowRight');
    await preview('itinerary.pdf').locator('iframe').waitFor();
    await page.waitForTimeout(1_000);
    await look('attachments-pdf');
    await button(preview('itinerary.pdf'), 'Close preview').click();
    await preview('itinerary.pdf').waitFor({ state: 'detached' });
  });

  test('markup is shown as text, and an image with too many pixels not at all', async () => {
    const { page } = app;
    await face('page.html').click();
    await preview('page.html').getByText('<h1>Sign in</h1>').waitFor();
    expect(await page.title()).not.toContain('run');
    await page.keyboard.press('Escape');
    await preview('page.html').waitFor({ state: 'detached' });
    await face('poster.png').click();
    await preview('poster.png').getByText('This image has too many pixels to be shown here safely.').waitFor();
    await look('attachments-no-preview');
    await page.keyboard.press('Escape');
    await preview('poster.png').waitFor({ state: 'detached' });
  });

  test('one can be dragged out: the drag names a file and an address that is good once', async () => {
    const { page } = app;
    await face('notes.txt').hover();
    const dragged = async (): Promise<string> => page.evaluate(async (element) => {
      const transfer = new DataTransfer();
      element!.dispatchEvent(new DragEvent('dragstart', { dataTransfer: transfer, bubbles: true, cancelable: true }));
      return transfer.getData('DownloadURL');
    }, await face('notes.txt').elementHandle());
    await expect.poll(dragged).toMatch(/^application\/octet-stream:notes\.txt:http:\/\/127\.0\.0\.1:\d+\/download\/[\w-]+$/u);
    const address = /http:.*$/u.exec(await dragged())![0];
    const fetched = await page.evaluate(async (url) => {
      const answer = await fetch(url);
      return { status: answer.status, kind: answer.headers.get('content-disposition'), type: answer.headers.get('content-type'), text: await answer.text(), again: (await fetch(url)).status };
    }, address);
    expect(fetched).toEqual({ status: 200, kind: 'attachment; filename="notes.txt"; filename*=UTF-8\'\'notes.txt', type: 'application/octet-stream', text: FILES[1]!.content, again: 404 });
  });

  test('PDF documents that want out reach nobody, and a link in one takes the window nowhere', async () => {
    const { page } = app;
    await message(page, /Documents that want out/u).click();
    const names = Object.keys(reachingPdfs('')).map((name) => `${name}.pdf`);
    await face(names[0]!).waitFor();
    const here = page.url();
    await face(names[0]!).click();
    for (const name of names.slice(0, -1)) {
      await preview(name).locator('iframe').waitFor();
      await page.waitForTimeout(600);
      await button(preview(name), 'Next attachment').click();
    }
    const frame = preview('link.pdf').locator('iframe');
    await frame.waitFor();
    await page.waitForTimeout(1_000);
    let questions = 0;
    page.on('dialog', (dialog) => {
      questions += 1;
      void dialog.dismiss();
    });
    const box = (await frame.boundingBox())!;
    // Nobody outside sees when the viewer has drawn the page.
    await expect.poll(async () => {
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      return questions;
    }, { interval: 500 }).toBeGreaterThan(0);
    expect(page.url()).toBe(here);
    await button(preview('link.pdf'), 'Close preview').click();
    expect(asked).toEqual([]);
    expect(app.browser.strayRequests).toEqual([]);
    expect(app.browser.pageErrors).toEqual([]);
  });

  test('what is encrypted is not said to be empty: what to do with its file is', async () => {
    await message(app.page, /Sealed plans/u).click();
    await reader(app.page).getByText(/^The text of this message is encrypted, .+ save the attachment “encrypted\.asc”/u).waitFor();
    expect(await reader(app.page).getByText('This message has no text.').count()).toBe(0);
    await chip('encrypted.asc').waitFor();
    await look('encrypted');
  });
});
