/** Every place of the window that shows something of a message. A new one is a line of the table: what it does with an opened folder of letters. */
import type { Page } from 'playwright-core';
import { button, reader, rows, search } from '../support/screen.ts';
import { enter } from './hostile-app.ts';
import type { Letter } from './letters.ts';

export interface SinkInput {
  readonly page: Page;
  /** One vector each, in the folder "Inbox". */
  readonly single: readonly Letter[];
  /** Many vectors each, in the folder "Batches". */
  readonly batches: readonly Letter[];
  /** Called with every letter that is on screen now. */
  readonly shown: (letter: Letter) => Promise<void>;
}

export interface Sink {
  readonly name: string;
  /** Answers how many vectors it showed. */
  show(input: SinkInput): Promise<number>;
}

const composer = (page: Page) => page.getByRole('region', { name: 'Compose' });
const text = (page: Page) => page.getByRole('textbox', { name: 'Message text' });
const count = (letters: readonly Letter[]): number => letters.reduce((sum, { vectors }) => sum + vectors.length, 0);

/** From the top of the open list down, letter by letter. */
async function readAll(page: Page, letters: readonly Letter[], shown: SinkInput['shown']): Promise<number> {
  const newestFirst = [...letters].reverse();
  await rows(page).first().click();
  for (const [index, letter] of newestFirst.entries()) {
    if (index > 0) await page.keyboard.press('j');
    await untilOpen(page, letter.id);
    await shown(letter);
  }
  return count(letters);
}

/** The message of that subject (or of one that begins so) is open with all it will show. */
export async function untilOpen(page: Page, subject: string, onlyBeginning = false, patience = 30_000): Promise<void> {
  await page.waitForFunction(({ wanted, onlyBeginning }) => {
    const pane = document.querySelector('section[aria-label="Message"]');
    const article = pane?.querySelector('article');
    const title = article?.querySelector('h1')?.textContent ?? '';
    if (!article || !(onlyBeginning ? title.startsWith(wanted) : title === wanted) || article.getAttribute('aria-busy') === 'true') return false;
    const frame = article.querySelector('iframe');
    // Without a frame it is shown as text, or a bar says why not.
    if (!frame) return !article.querySelector('[aria-busy=true], [class*=skeleton i]') && (article.textContent ?? '').length > 0;
    return Boolean(frame.contentDocument?.head?.querySelector('style') && frame.contentDocument.body.hasAttribute('dir'));
  }, { wanted: subject, onlyBeginning }, { timeout: patience });
  await page.waitForTimeout(20);
}

async function answer(input: SinkInput, kind: 'Reply' | 'Reply all' | 'Forward', done: (page: Page) => Promise<void>): Promise<number> {
  const { page, batches } = input;
  await enter(page, 'Batches');
  await rows(page).first().click();
  for (const [index, letter] of [...batches].reverse().entries()) {
    if (index > 0) await page.keyboard.press('j');
    await untilOpen(page, letter.id);
    await button(reader(page), kind).click();
    await text(page).waitFor();
    // As somebody writes: it is saved, and drawn again.
    await text(page).press('End');
    await text(page).pressSequentially('x');
    await input.shown(letter);
    await done(page);
  }
  return count(batches);
}

const discard = async (page: Page): Promise<void> => {
  await button(page, 'Discard').click();
  await composer(page).waitFor({ state: 'detached' });
};

export const SINKS: readonly Sink[] = [
  { name: 'reader', show: async ({ page, single, shown }) => { await enter(page, 'Inbox'); return readAll(page, single, shown); } },
  { name: 'reader, many in one', show: async ({ page, batches, shown }) => { await enter(page, 'Batches'); return readAll(page, batches, shown); } },
  {
    name: 'list and preview',
    async show({ page, single }) {
      await enter(page, 'Inbox');
      await rows(page).first().click();
      for (let at = 0; at < single.length; at += 5) {
        await page.keyboard.press('PageDown');
        await page.waitForTimeout(30);
        for (const row of (await rows(page).all()).slice(0, 2)) await row.hover({ timeout: 1_000 }).catch(() => undefined);
      }
      return count(single);
    },
  },
  {
    name: 'source',
    async show({ page, batches }) {
      await enter(page, 'Batches');
      const [first] = batches;
      await rows(page).first().click();
      await button(reader(page), 'More').click();
      await page.getByRole('menuitem', { name: 'View source' }).click();
      await page.getByRole('dialog', { name: 'Source' }).waitFor();
      await page.waitForTimeout(300);
      await page.keyboard.press('Escape');
      return first?.vectors.length ?? 0;
    },
  },
  {
    name: 'search result',
    async show({ page, batches, shown }) {
      await enter(page, 'Batches');
      await search(page).fill('batch');
      await search(page).press('Enter');
      await rows(page).first().waitFor();
      await rows(page).first().click();
      const last = batches.at(-1);
      await page.waitForTimeout(500);
      if (last) await shown(last);
      await search(page).fill('');
      await search(page).press('Escape');
      return count(batches);
    },
  },
  { name: 'reply', show: (input) => answer(input, 'Reply', discard) },
  { name: 'forward', show: (input) => answer(input, 'Forward', discard) },
  {
    name: 'draft',
    async show(input) {
      const { page, batches } = input;
      const last = batches.at(-1);
      if (!last) return 0;
      await answer({ ...input, batches: [last] }, 'Forward', async () => {
        await composer(page).getByRole('status').filter({ hasText: /^Saved/u }).waitFor();
        await page.reload();
        await button(page, 'Continue writing').click();
        await text(page).waitFor();
        await input.shown(last);
        await discard(page);
      });
      return last.vectors.length;
    },
  },
];
