/** Collected links that must not leave, and mailto links that ask for too much, through the real application: clicked in every way there is, nothing is opened that nobody was asked about. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { MAILTO_LIMITS } from '../../shared/text/mailto.ts';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { button, message, reader } from '../support/screen.ts';
import { enter, openHostile } from './hostile-app.ts';
import { letterOf } from './letters.ts';
import type { Report } from './report.ts';
import { untilOpen } from './sinks.ts';

const json = <T>(name: string): T => JSON.parse(readFileSync(`${CORPORA}/own-vectors/${name}.json`, 'utf8')) as T;
const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const listed = (links: readonly string[]): string => links.map((link, index) => `<p><a href="${quoted(link)}">link ${index} end</a></p>`).join('\n');

type Way = (page: Page, link: Locator) => Promise<void>;
const WAYS: Readonly<Record<string, Way>> = {
  click: (_, link) => link.click({ timeout: 3_000 }),
  'middle click': (_, link) => link.click({ button: 'middle', timeout: 3_000 }),
  'click with Control': (_, link) => link.click({ modifiers: ['ControlOrMeta'], timeout: 3_000 }),
  Enter: async (page, link) => {
    // What is no link takes no focus.
    await link.focus({ timeout: 3_000 });
    await page.keyboard.press('Enter');
  },
  'context menu': async (page, link) => {
    await link.click({ button: 'right', timeout: 3_000 });
    await page.keyboard.press('Escape');
  },
  drag: async (page, link) => { await dragUp(page, link); },
};

/** To the head of the message. Answers whether there was something to take hold of. */
async function dragUp(page: Page, link: Locator): Promise<boolean> {
  await link.scrollIntoViewIfNeeded({ timeout: 3_000 });
  const [from, pane] = [await link.boundingBox({ timeout: 3_000 }), await reader(page).boundingBox()];
  if (!from || !pane) throw new Error('it is not on screen');
  return dragTo(page, { x: from.x + 5, y: from.y + 5 }, { x: pane.x + 200, y: pane.y + 20 });
}

interface Point { readonly x: number; readonly y: number }

/** Drags and drops by the protocol: Playwright's own mouse waits for a timer in the frame, and a frame that runs no scripts has none (1.65.1, 2026-11-21). */
async function dragTo(page: Page, from: Point, to: Point): Promise<boolean> {
  const cdp = await page.context().newCDPSession(page);
  try {
    await cdp.send('Input.setInterceptDrags', { enabled: true });
    const held = new Promise<(() => Promise<void>) | null>((resolve) => {
      cdp.once('Input.dragIntercepted', ({ data }) => resolve(async () => { for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, ...to, data }); }));
      setTimeout(() => resolve(null), 400);
    });
    const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: Point) => cdp.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });
    await mouse('mouseMoved', from);
    await mouse('mousePressed', from);
    for (const part of [0.2, 0.6, 1]) await mouse('mouseMoved', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    const drop = await held;
    await drop?.();
    await mouse('mouseReleased', to);
    return drop !== null;
  } finally {
    await cdp.detach();
  }
}

/** A program to open links with that only writes down what it is given. */
function standInOpener(): { environment: Record<string, string>; opened(): string[]; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-opener-'));
  const log = join(folder, 'opened.txt');
  const program = join(folder, 'xdg-open');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\n`);
  chmodSync(program, 0o755);
  let read = 0;
  return {
    environment: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    opened() {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => line !== '') : [];
      const taken = lines.slice(read);
      read = lines.length;
      return taken;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function links(report: Report, every = 1): Promise<void> {
  const { must_never_reach_openExternal: all, must_open_after_click: good } = json<{ must_never_reach_openExternal: string[]; must_open_after_click: string[] }>('urls');
  const letters = json<string[]>('mailto').filter((_, index) => index % every === 0);
  const never = all.filter((_, index) => index % every === 0);
  const opener = standInOpener();
  const app = await openHostile({
    letters: { INBOX: [letterOf('good', listed(good)), ...letters.map((link, index) => letterOf(`mailto-${index}`, listed([link]))), letterOf('never', listed(never))] },
    environment: opener.environment,
  });
  const { page } = app;
  const left: string[] = [];
  page.context().on('page', (other) => left.push(`a window: ${other.url()}`));
  page.on('framenavigated', (frame) => { if (!/^\/(?:message-frame\.html)?$/u.test(new URL(frame.url()).pathname)) left.push(`a frame went to ${frame.url()}`); });
  page.on('download', (download) => left.push(`a download: ${download.url()}`));
  const question = page.getByRole('alertdialog');
  const open = async (id: string): Promise<void> => {
    await message(page, new RegExp(`\\b${id}\\b`, 'u')).first().click();
    await untilOpen(page, id);
  };
  try {
    await enter(page, 'Inbox');
    await open('never');
    const frame = reader(page).frameLocator('iframe');
    for (const [name, way] of Object.entries(WAYS)) {
      const broken: string[] = [];
      for (const [index, url] of never.entries()) {
        const link = frame.getByText(`link ${index} end`, { exact: true });
        await way(page, link).catch((error: unknown) => broken.push(`${JSON.stringify(url)}: ${String(error).slice(0, 100)}`));
        await page.waitForTimeout(60);
        if (await question.count() > 0) {
          // It may be opened by who still wants to; then its whole host stands there in letters that none passes for.
          const words = (await question.innerText()).replaceAll('\u200b', '');
          const host = URL.canParse(url) ? new URL(url).host : '';
          if (host === '' || !words.includes(host)) broken.push(`${JSON.stringify(url)}: asked without naming ${host}`);
          await button(page, 'Do not open').click();
          await question.waitFor({ state: 'detached' });
        }
        broken.push(...[...opener.opened(), ...left.splice(0)].map((what) => `${JSON.stringify(url)}: ${what}`));
      }
      await page.waitForTimeout(300);
      report.many(`links that must not leave, ${name}`, never.length, [...broken, ...opener.opened()]);
    }
    await mailtos(report, page, letters, open, () => [...opener.opened(), ...left.splice(0)]);
    await open('good');
    for (const index of [0, 1]) await reader(page).frameLocator('iframe').getByText(`link ${index} end`, { exact: true }).click();
    await page.waitForTimeout(1_500);
    const opened = opener.opened();
    report.count('good links are opened, once each', JSON.stringify(opened) === JSON.stringify(good.slice(0, 2)), opened.join(' ') || 'nothing was opened');
    const dragged = await dragUp(page, reader(page).frameLocator('iframe').getByText('link 0 end', { exact: true }));
    report.count('a good link cannot be dragged', !dragged, 'it was taken hold of');
    report.count('what can be dragged, a row, is', await dragUp(page, message(page, /\bgood\b/u).first()), 'it could not be taken hold of');
    const errors = app.browser.pageErrors;
    report.count('links: no error in the window', errors.length === 0, errors.slice(0, 3).join('; '));
  } finally {
    await app.close();
    opener.remove();
  }
}

/** What arrives in the composer is what RFC 6068 allows and nothing else; nothing is sent. */
async function mailtos(report: Report, page: Page, all: readonly string[], open: (id: string) => Promise<void>, outside: () => string[]): Promise<void> {
  const broken: string[] = [];
  const composer = page.getByRole('region', { name: 'Compose' });
  // From the top of the list down: what is far out of sight is not drawn.
  for (const [index, link] of [...all.entries()].reverse()) {
    await open(`mailto-${index}`);
    const words = reader(page).frameLocator('iframe').getByText('link 0 end', { exact: true });
    await words.click();
    const began = await page.getByRole('textbox', { name: 'Message text' }).waitFor({ timeout: 4_000 }).then(() => true, () => false);
    const say = (what: string): void => { broken.push(`${link.slice(0, 80)}: ${what}`); };
    if (!began) {
      // Nothing to write with is no letter.
      if (!/^mailto:(?:--|[^?]*")/u.test(link) && link.length < 8_000) say('no letter was begun');
      continue;
    }
    const text = await page.getByRole('textbox', { name: 'Message text' }).inputValue();
    const subject = await composer.getByRole('textbox', { name: 'Subject' }).inputValue();
    const shown = await composer.innerText();
    if (Buffer.byteLength(text) > MAILTO_LIMITS.body + 2_000) say('its text is too long');
    if (/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u.test(subject)) say('its subject holds what cannot be seen');
    if (/passwd|id_rsa|ceo@|share/iu.test(shown + subject)) say('a field that is not allowed arrived');
    if (/evil@x\.y/u.test(shown) && !/[?&](?:to|cc|bcc)=evil@x\.y$/u.test(link)) say('somebody else is written to');
    if (/[?&](?:to|cc|bcc)=evil@x\.y$/u.test(link) && !/evil@x\.y/u.test(shown)) say('whom it is written to is not shown');
    if (await composer.getByRole('list', { name: 'Attachments' }).count() > 0) say('a file is attached');
    await button(page, 'Discard').click();
    await composer.waitFor({ state: 'detached' });
    broken.push(...outside().map((what) => `${link.slice(0, 80)}: ${what}`));
  }
  report.many('mailto links: only what is allowed arrives', all.length, broken);
}
