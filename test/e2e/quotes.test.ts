/** Quoted messages at the end of HTML: folded, unfolded by pointer and key, and never where something would be missed. */
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWalls, type WallsServer } from '../fixtures/html/walls-server.ts';
import { chromium, chromiumPath, describeWith } from '../support/requires.ts';

describeWith(chromium, 'quotes', () => {
  let server: WallsServer;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    server = await startWalls();
    browser = await playwright.launch({ executablePath: chromiumPath() ?? '', args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'] });
    page = await browser.newPage();
    await page.goto(server.origin);
    await page.waitForFunction(() => 'walls' in window);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const frame = () => page.frameLocator('iframe');
  /** What can be read of it at first. */
  async function read(html: string): Promise<string> {
    await page.evaluate((text) => {
      // The frame before is still there for a moment.
      document.querySelector('iframe')?.contentDocument?.querySelector('body')?.removeAttribute('dir');
      window.walls.read(text);
    }, html);
    await page.waitForFunction(() => document.querySelector('iframe')?.contentDocument?.querySelector('body')?.hasAttribute('dir'));
    return (await page.evaluate(() => document.querySelector('iframe')?.contentDocument?.body.innerText ?? '')).replace(/\s+/gu, ' ').trim();
  }

  const FOLDED: readonly (readonly [string, string])[] = [
    ['Thunderbird', '<p>Yes.</p><div class="moz-cite-prefix">On 3 March, Ann wrote:<br></div><blockquote type="cite" cite="mid:1@example.org"><p>Shall we?</p></blockquote>'],
    ['Gmail', '<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Ann wrote:<br></div><blockquote class="gmail_quote"><p>Shall we?</p></blockquote></div>'],
    ['Apple Mail', '<html><body>Yes.<br><div><br><blockquote type="cite"><div>On 3 March, Ann wrote:</div><br><div>Shall we?</div></blockquote></div><br></body></html>'],
    ['Outlook', '<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ann</div><div>Shall we?</div>'],
    ['a style sheet that hides the dots', '<style>span{display:none !important;opacity:0}</style><p>Yes.</p><blockquote>Shall we?</blockquote>'],
  ];
  test.each(FOLDED)('%s: folded, and shown on demand', async (_, html) => {
    expect(await read(html)).toBe('Yes. …');
    await frame().getByRole('button', { name: 'Show quoted text' }).click();
    await frame().getByText('Shall we?').waitFor();
    await frame().getByRole('button', { name: 'Hide quoted text' }).press('Enter');
    await frame().getByText('Shall we?').waitFor({ state: 'hidden' });
    await frame().getByRole('button', { name: 'Show quoted text' }).press('Space');
    await frame().getByText('Shall we?').waitFor();
  });

  const WHOLE: readonly (readonly [string, string, string])[] = [
    ['something is written below', '<blockquote>Shall we?</blockquote><p>Yes.</p>', 'Shall we? Yes.'],
    ['a picture stands below', '<p>See:</p><blockquote>Shall we?</blockquote><img src="data:image/png;base64,iVBORw0KGgo=" alt="">', 'See: Shall we?'],
    ['nothing is written above', '<p>&nbsp;</p><blockquote>Shall we?</blockquote>', 'Shall we?'],
    ['answers stand between', '<p>Hello.</p><blockquote>Shall we?</blockquote><p>Yes.</p><blockquote>When?</blockquote><p>Now.</p>', 'Hello. Shall we? Yes. When? Now.'],
    ['the message pretends to be folded', '<p>Hello.</p><span data-fold role="button">x</span><p data-folded hidden>Shall we?</p>', 'Hello. x Shall we?'],
  ];
  test.each(WHOLE)('whole where %s', async (_, html, words) => {
    expect(await read(html)).toBe(words);
  });

  test('of several, only the one at the end is folded', async () => {
    expect(await read('<blockquote>Shall we?</blockquote><p>Yes.</p><blockquote>When?</blockquote>')).toBe('Shall we? Yes. …');
  });

  test('with more of them than any letter has, everything is shown', async () => {
    expect(await read(`<p>Yes.</p>${'<blockquote><p>a</p></blockquote><p>b</p>'.repeat(1_200)}<blockquote>c</blockquote>`)).toMatch(/^Yes\. a b .* a b c$/u);
  });
});
