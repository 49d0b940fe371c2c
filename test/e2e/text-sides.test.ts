/** Plain text in a wide window stands where its own lines begin, whichever way the window reads. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

describeWith(host, 'the side of plain text', () => {
  const app = demoApp({ still: true, width: 1800, height: 900 });
  const text = (): Locator => app.page.locator('[dir][class*=text]').filter({ visible: true }).last();
  const open = async (words: string | RegExp): Promise<void> => {
    await rows(app.page).filter({ hasText: words }).first().click();
    await settled(app.page);
  };
  /** Room beside the text: left and right, in CSS pixels. */
  const room = (): Promise<{ left: number; right: number }> => text().evaluate((element) => {
    const [own, around] = [element.getBoundingClientRect(), element.parentElement!.getBoundingClientRect()];
    return { left: Math.round(own.left - around.left), right: Math.round(around.right - own.right) };
  });

  for (const language of ['en', 'ar-XB']) {
    test(`in a window in ${language}`, async () => {
      const { page } = app;
      await page.evaluate((name) => { localStorage['godwit.language'] = name; }, language);
      await page.reload();
      await page.locator('[role=row][data-index="3"]').first().waitFor();
      await open(/Lunch tomorrow/u);
      const english = await room();
      expect([english.left, english.right > 100], 'English').toEqual([0, true]);
      await open(/הספר/u);
      const hebrew = await room();
      expect([hebrew.right, hebrew.left > 100], 'Hebrew').toEqual([0, true]);
      await keepScreenshot(page, `text-sides-${language}`);
    });
  }
});
