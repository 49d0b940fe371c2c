/** Collected hostile file names through the window and the real browser: saved all at once and dragged out, each a plain name with its own ending. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { browserHost } from '../support/host-under-test.ts';
import { faultsOf } from '../support/hostile-names.ts';
import { describeCorpus, describeWith } from '../support/requires.ts';
import { button, message, reader } from '../support/screen.ts';

const FILE = `${CORPORA}/own-vectors/attachment_filenames.json`;
/** Milliseconds: the browser takes a few a second. */
const PATIENCE = 120_000;

describeWith(browserHost, 'hostile file names', () => {
  describeCorpus(FILE, 'in the window', () => {
    const names = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) as string[] : [];
    let app: HostileApp;

    beforeAll(async () => {
      app = await openHostile({ letters: { INBOX: [letterWithFiles('Names', names.map((name, index) => ({ name, type: 'application/octet-stream', content: `file ${index}` })))] } });
      await enter(app.page, 'Inbox');
      await message(app.page, /Names/u).click();
      await reader(app.page).getByRole('list', { name: 'Attachments' }).getByRole('listitem').nth(names.length - 1).waitFor();
    }, PATIENCE);
    afterAll(() => app?.close());

    test('saved all at once: as many downloads, none outside, none lost', async () => {
      const { page, folder } = app;
      const found: Download[] = [];
      page.on('download', (download) => found.push(download));
      await button(reader(page), 'Save all').click();
      await expect.poll(() => found.length, { timeout: 90_000, interval: 500 }).toBe(106);
      const target = join(folder, 'downloads');
      mkdirSync(target);
      const broken: string[] = [];
      const taken = new Set<string>();
      const told = new Set<number>();
      for (const download of found) {
        const name = download.suggestedFilename();
        if (taken.has(name.toLowerCase())) broken.push(`${name} twice`);
        taken.add(name.toLowerCase());
        await download.saveAs(join(target, name));
        // Which one it is stands in it: some overtake others.
        const index = Number(/^file (\d+)$/u.exec(readFileSync(join(target, name), 'utf8'))?.[1] ?? -1);
        broken.push(...(names[index] === undefined ? [`${name} holds something else`] : faultsOf(names[index], name)));
        told.add(index);
      }
      expect(told.size).toBe(106);
      expect(broken).toEqual([]);
      expect(readdirSync(target)).toHaveLength(106);
    }, PATIENCE);

    test('dragged out: the drag and the address name the same plain file', async () => {
      const drags = await app.page.evaluate(async () => {
        const chips = [...document.querySelectorAll<HTMLButtonElement>('ul[aria-label="Attachments"] > li > button')];
        const answers: { drag: string; header: string; text: string }[] = [];
        for (const chip of chips) {
          chip.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
          let drag = '';
          for (let tries = 0; tries < 100 && drag === ''; tries += 1) {
            await new Promise((resolve) => { setTimeout(resolve, 20); });
            const transfer = new DataTransfer();
            chip.dispatchEvent(new DragEvent('dragstart', { dataTransfer: transfer, bubbles: true, cancelable: true }));
            drag = transfer.getData('DownloadURL');
          }
          const answer = await fetch(drag.slice(drag.indexOf('http:')));
          answers.push({ drag, header: answer.headers.get('content-disposition') ?? '', text: await answer.text() });
        }
        return answers;
      });
      const broken = drags.flatMap(({ drag, header, text }, index) => {
        const name = /^application\/octet-stream:(?<name>[^:]+):http:\/\/127\.0\.0\.1:\d+\/download\/[\w-]+$/u.exec(drag)?.groups?.['name'] ?? '';
        const told = decodeURIComponent(/filename\*=UTF-8''(.*)$/u.exec(header)?.[1] ?? '');
        return [...faultsOf(names[index]!, name), ...(told === name ? [] : [`${name} is told as ${told}`]), ...(text === `file ${index}` ? [] : [`${name} holds something else`])];
      });
      expect(drags).toHaveLength(106);
      expect(broken).toEqual([]);
    }, PATIENCE);
  });
});
