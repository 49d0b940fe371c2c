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
  /** Each vector as a name and a subject; not in a folder yet. */
  readonly named: readonly Letter[];
  readonly deliver: (letter: Letter) => void;
  /** Called with every letter that is on screen now; `window` if it is another than the page. */
  readonly shown: (letter: Letter, window?: Page) => Promise<void>;
  /** Called with a letter that does not come on screen; without it that is the end. */
  readonly missed?: (letter: Letter) => Promise<void>;
}

export interface Sink {
  readonly name: string;
  /** Answers how many vectors it showed. */
  show(input: SinkInput): Promise<number>;
}

const composer = (page: Page) => page.getByRole('region', { name: 'Compose' });
const text = (page: Page) => page.getByRole('textbox', { name: 'Message text' });
/** As many are named in one notification. */
const TOLD_AT_ONCE = 3;
const count = (letters: readonly Letter[]): number => letters.reduce((sum, { vectors }) => sum + vectors.length, 0);

/** Without the sanitiser a field of the open message may have taken the focus (`autofocus`), and then the key is a letter in it. */
async function next(page: Page): Promise<void> {
  await page.locator('[role=grid][aria-label=Messages] [role=row][aria-selected=true]').first().focus();
  await page.keyboard.press('j');
}

/** From the top of the open list down, letter by letter. */
async function readAll({ page, shown, missed }: SinkInput, letters: readonly Letter[]): Promise<number> {
  const newestFirst = [...letters].reverse();
  await rows(page).first().click();
  for (const [index, letter] of newestFirst.entries()) {
    if (index > 0) await next(page);
    await untilOpen(page, letter.id, false, missed ? 6_000 : undefined).then(() => shown(letter), (error: unknown) => {
      if (!missed) throw error;
      return missed(letter);
    });
  }
  return count(letters);
}

/** The message of that subject (or of one that begins so) is open with all it will show. */
export async function untilOpen(page: Page, subject: string, onlyBeginning = false, patience = 30_000): Promise<void> {
  await page.waitForFunction(({ wanted, onlyBeginning }) => {
    const pane = document.querySelector('section[aria-label="Message"]');
    const article = pane?.querySelector('article');
    const title = article?.querySelector('h2')?.textContent ?? '';
    if (!article || !(onlyBeginning ? title.startsWith(wanted) : title === wanted) || article.getAttribute('aria-busy') === 'true') return false;
    const frame = article.querySelector('iframe');
    // Without a frame it is shown as text, or a bar says why not.
    if (!frame) return !article.querySelector('[aria-busy=true], [class*=skeleton i]') && (article.textContent ?? '').length > 0;
    return Boolean(frame.contentDocument?.head?.querySelector('style') && frame.contentDocument.body.hasAttribute('dir'));
  }, { wanted: subject, onlyBeginning }, { timeout: patience });
  await page.waitForTimeout(20);
}

/** Each letter of "Batches" opened in the window, and then what is to be done with it. */
async function eachBatch({ page, batches }: SinkInput, work: (letter: Letter) => Promise<void>): Promise<number> {
  await enter(page, 'Batches');
  await rows(page).first().click();
  for (const [index, letter] of [...batches].reverse().entries()) {
    if (index > 0) await next(page);
    await untilOpen(page, letter.id);
    await work(letter);
  }
  return count(batches);
}

/** The worker that shows notifications is at work. */
export const untilNotifying = (page: Page): Promise<unknown> => until(() => page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.active))));

/** Title and lines of the notification that is looked for, among those on the desktop. */
export async function untilTold(page: Page, isIt: (words: string) => boolean): Promise<string> {
  let found: string | undefined;
  await until(async () => {
    const all = await page.evaluate(async () => ((await (await navigator.serviceWorker.getRegistration())?.getNotifications()) ?? []).map(({ title, body }) => `${title}\n${body}`));
    found = all.find(isIt);
    return found !== undefined;
  });
  return found ?? '';
}

/** `waitForFunction` takes a promise for an answer. */
async function until(isSo: () => Promise<boolean>, patience = 30_000): Promise<void> {
  for (const end = Date.now() + patience; !await isSo();) {
    if (Date.now() > end) throw new Error('what was waited for did not come');
    await new Promise((done) => { setTimeout(done, 60); });
  }
}

async function answer(input: SinkInput, kind: 'Reply' | 'Reply all' | 'Forward', done: (page: Page, letter: Letter) => Promise<void>): Promise<number> {
  const { page } = input;
  return eachBatch(input, async (letter) => {
    await button(reader(page), kind).click();
    await text(page).waitFor();
    // As somebody writes: it is saved, and drawn again.
    await text(page).press('End');
    await text(page).pressSequentially('x');
    await input.shown(letter);
    await done(page, letter);
  });
}

const discard = async (page: Page): Promise<void> => {
  await button(page, 'Discard').click();
  await composer(page).waitFor({ state: 'detached' });
};

export const SINKS: readonly Sink[] = [
  { name: 'reader', show: async (input) => { await enter(input.page, 'Inbox'); return readAll(input, input.single); } },
  { name: 'reader, many in one', show: async (input) => { await enter(input.page, 'Batches'); return readAll(input, input.batches); } },
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
    show: (input) => eachBatch(input, async (letter) => {
      const { page } = input;
      await button(reader(page), 'More').click();
      await page.getByRole('menuitem', { name: 'View source' }).click();
      const dialog = page.getByRole('dialog', { name: 'Source' });
      await dialog.getByText(`Message-ID: <${letter.id}@example.net>`).waitFor();
      await input.shown(letter);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }),
  },
  {
    name: 'search result',
    async show({ page, batches, shown }) {
      await enter(page, 'Batches');
      await search(page).fill('batch');
      await search(page).press('Enter');
      await page.getByText(/results? for/iu).or(rows(page).first()).first().waitFor();
      // All of them are found before the first is opened: what comes later would stand above it.
      await page.waitForFunction((all) => Number(document.querySelector('[role=grid][aria-label=Messages]')?.getAttribute('aria-rowcount')) >= all, batches.length);
      await page.waitForTimeout(800);
      await rows(page).first().click();
      const met = new Set<string>();
      let last = '';
      for (let index = 0; index < batches.length; index++) {
        if (index > 0) await page.keyboard.press('j');
        await page.waitForFunction((before) => ![null, before].includes(document.querySelector('section[aria-label="Message"] article h2')?.textContent ?? null), last);
        await untilOpen(page, 'batch-', true);
        const title = last = await reader(page).getByRole('heading', { level: 2 }).first().innerText();
        const letter = batches.find(({ id }) => id === title);
        if (!letter) continue;
        met.add(title);
        await shown(letter);
      }
      await search(page).fill('');
      await search(page).press('Escape');
      return count(batches.filter(({ id }) => met.has(id)));
    },
  },
  { name: 'reply', show: (input) => answer(input, 'Reply', discard) },
  { name: 'forward', show: (input) => answer(input, 'Forward', discard) },
  {
    name: 'print',
    show: (input) => eachBatch(input, async (letter) => {
      const { page } = input;
      await page.keyboard.press('Control+p');
      await page.waitForFunction((id) => {
        const doc = document.querySelector<HTMLIFrameElement>('iframe[data-print]')?.contentDocument;
        return doc?.querySelector('h1')?.textContent === id && [...doc.querySelectorAll('.message > div')].every((place) => (place.shadowRoot?.childNodes.length ?? 0) > 1);
      }, letter.id);
      await input.shown(letter);
    }),
  },
  {
    name: 'pop-out',
    show: (input) => eachBatch(input, async (letter) => {
      const { page } = input;
      const opening = page.context().waitForEvent('page');
      await button(reader(page), 'More').click();
      await page.getByRole('menuitem', { name: 'Open in a window of its own' }).click();
      const own = await opening;
      await untilOpen(own, letter.id);
      await input.shown(letter, own);
      await own.close();
    }),
  },
  {
    name: 'draft',
    async show(input) {
      const { page, batches } = input;
      for (const [index, letter] of [...batches].reverse().entries()) {
        await enter(page, 'Batches');
        await rows(page).first().click();
        for (let at = 0; at <= index; at++) {
          if (at > 0) await page.keyboard.press('j');
          await untilOpen(page, [...batches].reverse()[at]!.id);
        }
        await button(reader(page), 'Forward').click();
        await text(page).waitFor();
        await text(page).press('End');
        await text(page).pressSequentially('x');
        await composer(page).getByRole('status').filter({ hasText: /^Saved/u }).waitFor();
        await page.reload();
        await button(page, 'Continue writing').click();
        await text(page).waitFor();
        await input.shown(letter);
        await discard(page);
      }
      return count(batches);
    },
  },
  {
    name: 'notification',
    async show({ page, named, deliver, shown }) {
      await page.context().grantPermissions(['notifications']);
      await enter(page, 'Batches');
      await untilNotifying(page);
      for (let at = 0; at < named.length; at += TOLD_AT_ONCE) {
        const some = named.slice(at, at + TOLD_AT_ONCE);
        for (const letter of some) deliver(letter);
        await untilTold(page, (words) => some.every(({ id }) => words.includes(id)));
        for (const letter of some) await shown(letter);
      }
      return count(named);
    },
  },
];
