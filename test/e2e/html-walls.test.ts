/** The three walls around message HTML, in a real Chromium whose every name leads to a canary: together, and each alone. */
import { existsSync } from 'node:fs';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ELEMENTS } from '../../shared/html/policy.ts';
import { startCanary, type Canary } from '../fixtures/html/canary.ts';
import { CORPORA, purifierFixtures, remoteCorpus, speculative, type Vector } from '../fixtures/html/corpus.ts';
import { inspectFrame } from '../fixtures/html/inspect-frame.ts';
import { CONSENT, REMOTE_VECTORS, SCRIPT_VECTORS } from '../fixtures/html/vectors.ts';
import { startWalls, type WallsServer } from '../fixtures/html/walls-server.ts';
import { listsConnections } from '../support/connection-list.ts';
import { chromium, chromiumPath, describeCorpus, describeWith } from '../support/requires.ts';

let server: WallsServer;
let canary: Canary;
let browser: Browser;
let page: Page;
const executed: string[] = [];

const scripts: Vector[] = SCRIPT_VECTORS.map((html, index) => ({ id: `own-${index}`, html }));
/** Frames open at once. */
const BATCH = 24;
/** Of what is collected, every third; `GODWIT_WALLS=all`: all of it. Through the application `npm run test:privacy` and `test:xss` try all. */
const sampled = <T>(all: readonly T[]): T[] => (process.env['GODWIT_WALLS'] === 'all' ? [...all] : all.filter((_, index) => index % 3 === 0));
type Wall = 'none' | 'policy' | 'sanitize' | 'purify' | 'both';

async function start(): Promise<void> {
  [server, canary] = await Promise.all([startWalls(), startCanary()]);
  browser = await playwright.launch({
    executablePath: chromiumPath() ?? '',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-features=OptimizationHints,MediaRouter,DialMediaRouteProvider', `--host-resolver-rules=MAP * 127.0.0.1:${canary.port}, EXCLUDE 127.0.0.1`],
  });
  page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  page.on('dialog', (dialog) => {
    executed.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.origin);
  await page.waitForFunction(() => 'walls' in window);
}

/** Names contacted, once everything that was begun has had its time. */
async function contacts(): Promise<string[]> {
  await page.waitForTimeout(700);
  return canary.take().filter((name) => name === '?' || /\.(?:test|via)$/u.test(name));
}

/** Opens what one wall alone leaves of each vector, many frames at a time, and tells what was contacted. */
async function openAlone(vectors: readonly Vector[], wall: Wall, sandbox: boolean): Promise<string[]> {
  canary.take();
  for (let at = 0; at < vectors.length; at += BATCH) {
    const some = vectors.slice(at, at + BATCH).map(({ html }) => html);
    const left = await page.evaluate(async ({ some, wall }) => {
      const first = wall === 'sanitize' || wall === 'both' ? await Promise.all(some.map((html) => window.walls.sanitize(html))) : some;
      return wall === 'purify' || wall === 'both' ? first.map((html) => window.walls.purify(html)) : first;
    }, { some, wall });
    const paths = left.map((html) => server.keep(html, wall === 'policy' ? 'frame' : 'none'));
    await page.evaluate(async ({ paths, sandbox }) => {
      const loaded: Promise<unknown>[] = [];
      const frames = paths.map((path) => {
        const frame = document.createElement('iframe');
        if (sandbox) frame.setAttribute('sandbox', 'allow-same-origin');
        frame.src = path;
        loaded.push(new Promise((done) => { frame.onload = done; }));
        document.body.append(frame);
        return frame;
      });
      // On a busy machine the pages take longer than what is in them; some never come.
      await Promise.race([Promise.all(loaded), new Promise((done) => { setTimeout(done, 4_000); })]);
      await new Promise((done) => { setTimeout(done, 300); });
      for (const frame of frames) frame.remove();
    }, { paths, sandbox });
  }
  return contacts();
}

/** Opens each in the reader, as a user does, and looks at what stands in the frame. */
async function openInReader(vectors: readonly Vector[]): Promise<{ contacted: string[]; wrong: string[] }> {
  canary.take();
  const wrong: string[] = [];
  for (const { id, html } of vectors) {
    await page.evaluate((text) => { window.walls.read(text); }, html);
    const found = await page.evaluate(inspectFrame, [...ELEMENTS, 'body'] as string[]);
    wrong.push(...found.map((what) => `${id}: ${what}`));
  }
  return { contacted: await contacts(), wrong };
}

/** Pages on which the style sheets that the first wall leaves meet everything they speak of. */
async function sheetsOf(vectors: readonly Vector[]): Promise<Vector[]> {
  const sheets = await page.evaluate((some) => Promise.all(some.map((html) => window.walls.sheet(html))), vectors.map(({ html }) => html));
  return sheets.flatMap((sheet, index) => (sheet === '' ? [] : [{ id: vectors[index]!.id, html: `<style>${sheet}</style>${THINGS}` }]));
}

const THINGS = ['div', 'p', 'a', 'img', 'table', 'ul', 'li', 'td', 'span'].map((name) => `<${name} id="m-x" class="m-x m-a m-b m--body-">x</${name}>`).join('');

/** What has run since the last call. */
const ran = async (): Promise<string[]> => {
  const count = await page.evaluate(() => window.walls.takePwned());
  return [...executed.splice(0), ...Array.from({ length: count }, () => 'pwned()')];
};

describeWith(chromium, 'walls around message HTML', () => {
  beforeAll(start);
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.close(), canary.close()]);
  });

  test('the canary sees what an open frame would contact', async () => {
    const names = new Set(await openAlone(REMOTE_VECTORS, 'none', true));
    expect(names.size).toBeGreaterThan(20);
    expect(names).toContain('img.leak.test');
    expect(names).toContain('img-http.leak.test');
  });

  test('and the counter sees what an open frame would run', async () => {
    await openAlone(scripts, 'none', false);
    expect((await ran()).length).toBeGreaterThan(15);
  });

  describe('own list, nothing is contacted and nothing of it stands in the page', () => {
    test('in the reader', async () => {
      expect(await openInReader([...REMOTE_VECTORS, ...scripts])).toEqual({ contacted: [], wrong: [] });
      expect(await ran()).toEqual([]);
    });
    test.each(['sanitize', 'purify', 'both'] as const)('%s alone, no policy, no sandbox', async (wall) => {
      expect(await openAlone([...REMOTE_VECTORS, ...scripts], wall, false)).toEqual([]);
      expect(await ran()).toEqual([]);
    });
    test('style sheets alone, no policy, no sandbox', async () => {
      const sheets = await sheetsOf([...REMOTE_VECTORS, ...scripts]);
      expect(await openAlone(sheets, 'none', false)).toEqual([]);
      expect(await ran()).toEqual([]);
    });
    test('the policy alone runs nothing', async () => {
      await openAlone(scripts, 'policy', false);
      expect(await ran()).toEqual([]);
    });
  });

  test('both sanitisers are stable: their answer to their own answer is the same', async () => {
    const unstable = await page.evaluate(async (all) => {
      const wrong: string[] = [];
      for (const html of all) {
        const once = await window.walls.sanitize(html);
        if (await window.walls.sanitize(once) !== once) wrong.push(`sanitize ${html}`);
        const pure = window.walls.purify(once);
        if (window.walls.purify(pure) !== pure) wrong.push(`purify ${html}`);
      }
      return wrong;
    }, [...SCRIPT_VECTORS, ...REMOTE_VECTORS.map(({ html }) => html)]);
    expect(unstable).toEqual([]);
  });

  describe('a message in the reader', () => {
    test('remote images load after consent, through the engine only, and nothing else does', async () => {
      await page.evaluate((html) => { window.walls.read(html); }, CONSENT);
      const bar = page.getByRole('note').filter({ hasText: '4 images' });
      await expect(bar.innerText()).resolves.toContain('bg.leak.test, one.leak.test and 2 more');
      // Not even the engine is asked before.
      expect(server.takeRemote()).toEqual([]);
      await page.getByRole('button', { name: 'Load remote content' }).click();
      const asked: string[] = [];
      await expect.poll(() => asked.push(...server.takeRemote()), { timeout: 5_000 }).toBeGreaterThanOrEqual(4);
      await page.waitForTimeout(200);
      asked.push(...server.takeRemote());
      expect([...new Set(asked)].sort()).toEqual(['http://two.leak.test/b.png?x=1&y=2', 'https://bg.leak.test/bg.png', 'https://one.leak.test/a.png', 'https://three.leak.test/c.png']);
      expect(await page.getByRole('button', { name: 'Load remote content' }).count()).toBe(0);
      expect(await contacts()).toEqual([]);
    });

    test('links: click, middle click and Enter open once outside; a misleading one asks; the frame stays', async () => {
      await page.evaluate(() => {
        window.walls.opened.length = 0;
        window.walls.read('<p><a href="https://example.org/a">plain</a> <a href="https://evil.example/b">bank.example</a> <a href="#there">down</a></p><div style="height:900px"></div><p id="there">there</p>');
      });
      const frame = page.frameLocator('iframe');
      await frame.getByRole('link', { name: 'plain' }).click();
      await frame.getByRole('link', { name: 'plain' }).click({ button: 'middle' });
      await frame.getByRole('link', { name: 'plain' }).click({ modifiers: ['ControlOrMeta'] });
      await frame.getByRole('link', { name: 'plain' }).press('Enter');
      // The frame tells it in a message of its own.
      await expect.poll(() => page.evaluate(() => window.walls.opened)).toEqual(Array.from({ length: 4 }, () => 'https://example.org/a'));
      await frame.getByRole('link', { name: 'bank.example' }).click();
      const question = page.getByRole('alertdialog');
      await expect(question.innerText()).resolves.toContain('evil.example');
      expect(await page.evaluate(() => window.walls.opened.length)).toBe(4);
      await question.getByRole('button', { name: 'Do not open' }).click();
      await question.waitFor({ state: 'detached' });
      await frame.getByRole('link', { name: 'bank.example' }).click();
      await page.getByRole('button', { name: 'Open evil.example' }).click();
      await expect.poll(() => page.evaluate(() => window.walls.opened.at(-1))).toBe('https://evil.example/b');
      expect(browser.contexts().flatMap((context) => context.pages())).toHaveLength(1);
      expect(page.frames().map((one) => new URL(one.url()).pathname).sort()).toEqual(['/', '/message-frame.html']);
    });

    test.each([
      ['no size', 'https://<span style="font-size:0">evil.example/</span>bank.example'],
      ['no opacity', 'https://<b style="opacity:0">evil.example/</b>bank.example'],
      ['no colour', 'https://<b style="color:transparent">evil.example/</b>bank.example'],
      ['the colour of the paper', 'https://<b style="color:#fff">evil.example/</b>bank.example'],
      ['nearly the colour of its own paper', 'https://<b style="color:#111;background:#000"><i>evil.example/</i></b>bank.example'],
      ['light on a dark paper of its own', '<b style="color:#fff;background-color:#000">https://bank.example</b>'],
      ['no box', 'https://<b style="display:none">evil.example/</b>bank.example'],
      ['no sight', 'https://<b style="visibility:hidden">evil.example/</b>bank.example'],
      ['no room', 'https://<b style="display:inline-block;width:0;height:0;overflow:hidden">evil.example/</b>bank.example'],
      ['letters turned round by an element', 'go to <bdo dir="rtl">elpmaxe.knab//:sptth</bdo>'],
      ['letters turned round by a style', 'go to <b style="unicode-bidi:bidi-override;direction:rtl">elpmaxe.knab//:sptth</b>'],
      ['letters turned round by a character', 'go to \u202eelpmaxe.knab//:sptth'],
      ['on a line of its own', 'go to<br>https://bank.example'],
      ['in a box of its own', '<b style="display:block">go to</b>https://bank.example'],
    ])('a link is judged by what is drawn of it: %s', async (_, text) => {
      await page.evaluate((inner) => {
        window.walls.opened.length = 0;
        window.walls.read(`<p><a href="https://evil.example/b">${inner}</a></p>`);
      }, text);
      await page.frameLocator('iframe').getByRole('link').press('Enter');
      const question = page.getByRole('alertdialog');
      await expect(question.innerText({ timeout: 3_000 })).resolves.toContain('bank.example');
      expect(await page.evaluate(() => window.walls.opened)).toEqual([]);
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
    });

    test('a link that nobody has pressed is not followed, and neither link nor picture can be dragged', async () => {
      const dragged = await page.evaluate(async (pixel) => {
        window.walls.opened.length = 0;
        window.walls.read(`<p><a href="https://example.org/a">plain</a> <img alt=x src="${pixel}"> <i>words</i></p>`);
        const inside = (): Document | null | undefined => document.querySelector('iframe')?.contentDocument;
        while (inside()?.querySelector('i') == null) await new Promise((done) => { setTimeout(done, 20); });
        const [link, image, words] = ['a', 'img', 'i'].map((name) => inside()!.querySelector<HTMLElement>(name)!) as [HTMLElement, HTMLElement, HTMLElement];
        link.click();
        for (const type of ['click', 'auxclick']) link.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 1 }));
        link.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
        // What is prevented goes nowhere.
        return [link, image, words].map((element) => element.dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true })));
      }, 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');
      expect(dragged).toEqual([false, false, true]);
      // After them all, what a person does is told: nothing else was.
      await page.frameLocator('iframe').getByRole('link', { name: 'plain' }).click();
      await expect.poll(() => page.evaluate(() => window.walls.opened)).toEqual(['https://example.org/a']);
    });

    test('keys pressed in the message reach the application', async () => {
      await page.evaluate(() => {
        window.walls.keys.length = 0;
        window.walls.read('<p>text</p>');
      });
      await page.frameLocator('iframe').getByText('text').click();
      await page.keyboard.press('j');
      await expect.poll(() => page.evaluate(() => window.walls.keys)).toEqual(['j']);
    });

    test('an image that cannot be shown leaves its words', async () => {
      await page.evaluate(() => { window.walls.read('<img alt="Tide curve" width="100" height="40" src="data:image/png;base64,AAAA">'); });
      const box = page.frameLocator('iframe').getByRole('img', { name: 'Tide curve (image could not be loaded)' });
      await box.waitFor();
      expect(await box.boundingBox()).toMatchObject({ width: 100, height: 40 });
    });

    test('inline images are shown, others by that name are not', async () => {
      const pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
      await page.evaluate((png) => { window.walls.read('<img alt=a src="cid:one@x"><img alt=b src="cid:constructor"><img alt=c src="cid:svg"><img alt=d src="cid:One@X">', { 'one@x': png, svg: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' }); }, pixel);
      const frame = page.frameLocator('iframe');
      await expect(frame.getByAltText('a').getAttribute('src')).resolves.toBe(pixel);
      // Some programs write the name in another case than it has: it is taken for shown, so it must be.
      await expect(frame.getByAltText('d').getAttribute('src')).resolves.toBe(pixel);
      expect(await frame.locator('img[src]').count()).toBe(2);
    });

    test('a message that is cut even when all of it is asked for says so', async () => {
      await page.evaluate(() => { window.walls.read(`${'<b>x</b>\n'.repeat(105_000)}<p>The end.</p>`); });
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.frameLocator('iframe').locator('b').nth(50_000).waitFor({ state: 'attached' });
      await page.getByText('a file of it has all').waitFor();
      expect(await page.frameLocator('iframe').getByText('The end.').count()).toBe(0);
    });

    test('a bomb is cut or given up, and the window goes on working meanwhile', async () => {
      const ticks = await page.evaluate(async () => {
        let count = 0;
        const timer = setInterval(() => { count += 1; }, 5);
        await Promise.all(['<div>'.repeat(100_000), '<table><tr><td>'.repeat(60_000), '<b><i>'.repeat(200_000), '<p>x</p>'.repeat(2_000_000)].map((html) => window.walls.sanitize(html)));
        clearInterval(timer);
        return count;
      });
      // Cleaned in the window itself, hardly one would come through.
      expect(ticks).toBeGreaterThan(5);
    });
  });

  describeCorpus(`${CORPORA}/httpleaks/leak.html`, 'collected remote-load vectors', () => {
    const { vectors: all, ids } = existsSync(CORPORA) ? remoteCorpus() : { vectors: [], ids: 0 };
    const vectors = sampled(all);
    test('are 319', () => { expect(ids).toBe(319); });
    test('reader: 0 contacts', async () => {
      expect(await openInReader(vectors)).toEqual({ contacted: [], wrong: [] });
    });
    test('style sheets alone, no policy: 0 contacts', async () => {
      expect(await openAlone(await sheetsOf(vectors), 'none', true)).toEqual([]);
    });
    test.each(['sanitize', 'purify'] as const)('%s alone, no policy: 0 contacts', async (wall) => {
      expect(await openAlone(vectors, wall, true)).toEqual([]);
    });
    test('the frame\'s headers alone: 0 contacts, hints and frames among it', async () => {
      // Before Chromium knew lists of allowed connections it looked these up whatever the policy says.
      const known = new Set(listsConnections(await page.evaluate(() => navigator.userAgent)) ? [] : speculative().map((id) => `${id}.leak.test`));
      const single = vectors.filter(({ id }) => !id.startsWith('section-') && id !== 'whole');
      const hints = all.filter(({ id }) => speculative().includes(id) || id === 'x-link-dnsprefetch-http');
      expect(hints.length).toBeGreaterThanOrEqual(6);
      expect((await openAlone([...single, ...hints], 'policy', true)).filter((name) => !known.has(name))).toEqual([]);
    });
  });

  describeCorpus(`${CORPORA}/dompurify-fixtures/expect.json`, 'collected script vectors', () => {
    const vectors = sampled(existsSync(CORPORA) ? purifierFixtures() : []);
    test('reader: nothing runs, nothing stands', async () => {
      expect((await openInReader(vectors)).wrong).toEqual([]);
      expect(await ran()).toEqual([]);
    });
    test.each(['sanitize', 'purify', 'policy'] as const)('%s alone: nothing runs', async (wall) => {
      await openAlone(vectors, wall, false);
      expect(await ran()).toEqual([]);
    });
  });
});
