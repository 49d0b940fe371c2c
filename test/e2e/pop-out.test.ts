/** A message in a window of its own. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { message, reader, rows } from '../support/screen.ts';

describeWith(host, 'a message in a window of its own', () => {
  const app = demoApp();
  const opened = async (words: RegExp): Promise<Page> => {
    const { page } = app;
    await message(page, words).first().click();
    await reader(page).getByRole('heading').first().waitFor();
    const opening = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const own = await opening;
    await reader(own).getByRole('heading', { name: words }).first().waitFor();
    return own;
  };
  test('a key opens it from the list, where the focus is', async () => {
    const own = await opened(/Lunch tomorrow/u);
    await own.close();
  });

  test('no script failed and nothing was contacted', async () => {
    await rows(app.page).first().waitFor();
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
