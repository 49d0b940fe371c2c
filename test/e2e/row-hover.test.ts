/** The icons of a row under the pointer: greyed where the same cannot be done by toolbar or menu, with the same reason. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { folder, rows } from '../support/screen.ts';

describeWith(host, 'a row under the pointer', () => {
  const app = demoApp({ still: true });
  const icon = (row: Locator, action: string): Locator => row.locator(`[data-action=${action}]`);
  const opacity = (icon: Locator): Promise<number> => icon.evaluate((element) => Number(getComputedStyle(element).opacity));

  test('offers what can be done', async () => {
    const row = rows(app.page).nth(2);
    await row.hover();
    expect(await icon(row, 'archive').getAttribute('title')).toMatch(/^Archive \(.+\)$/u);
    expect(await opacity(icon(row, 'archive'))).toBe(1);
  });

  test('greys what cannot, and says why', async () => {
    await folder(app.page, 'Archive').click();
    await app.page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Archive' }).waitFor();
    const row = rows(app.page).first();
    await row.hover();
    await expect.poll(() => icon(row, 'archive').getAttribute('title')).toContain('They are in the archive already.');
    expect(await opacity(icon(row, 'archive'))).toBeLessThan(0.6);
    expect(await opacity(icon(row, 'delete'))).toBe(1);
    await keepScreenshot(app.page, 'row-hover-greyed');
  });
});
