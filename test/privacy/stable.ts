/** Both sanitisers over everything collected: their answer to their own answer, and to what a browser makes of it, is the same. */
import { chromium as playwright } from 'playwright-core';
import type { Vector } from '../fixtures/html/corpus.ts';
import { startWalls } from '../fixtures/html/walls-server.ts';
import { chromiumPath } from '../support/requires.ts';
import type { Report } from './report.ts';

export async function stable(report: Report, vectors: readonly Vector[]): Promise<void> {
  const server = await startWalls();
  const browser = await playwright.launch({ executablePath: chromiumPath() ?? '', args: ['--headless', '--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'] });
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    await page.waitForFunction(() => 'walls' in window);
    const wrong = await page.evaluate(async (all) => {
      const reparsed = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
      // What names an element holds, in order: markup that is written otherwise and means the same is no finding.
      const shape = (html: string): string => [...new DOMParser().parseFromString(html, 'text/html').body.querySelectorAll('*')].map((element) => `${element.localName}[${element.getAttributeNames().sort().join()}]`).join(' ');
      const found: string[] = [];
      for (const { id, html } of all) {
        const once = await window.walls.sanitize(html);
        if (await window.walls.sanitize(once) !== once) found.push(`${id}: the first wall changes its own answer`);
        const pure = window.walls.purify(once);
        if (window.walls.purify(pure) !== pure) found.push(`${id}: the second wall changes its own answer`);
        const again = window.walls.purify(await window.walls.sanitize(reparsed(pure)));
        const [before, after] = [new Set(shape(pure).split(' ')), shape(again).split(' ')];
        for (const element of after) if (element !== '' && !before.has(element)) found.push(`${id}: ${element} is new after another parse`);
      }
      return found;
    }, vectors.map(({ id, html }) => ({ id, html })));
    report.many('sanitised again, parsed again', vectors.length, wrong);
  } finally {
    await browser.close();
    await server.close();
  }
}
