/** Keys that are quicker than the reader: they mean what is selected by then, not what is still on screen. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { reader, rows } from '../support/screen.ts';

describeWith(host, 'keys that are ahead of the reader', () => {
  const app = demoApp();

  /** The first message is open; then down the list faster than anybody reads, and a key for the one where that ends. Answers the subject there. */
  const runDownAnd = async (key: string): Promise<string> => {
    const { page } = app;
    await rows(page).first().click();
    const heading = reader(page).getByRole('heading').first();
    await heading.waitFor();
    await page.waitForTimeout(200);
    for (const one of ['j', 'j', 'j', key]) await page.keyboard.press(one);
    const wanted = (await rows(page).nth(3).getAttribute('aria-label'))!;
    await expect.poll(async () => wanted.includes((await heading.textContent())!)).toBe(true);
    return (await heading.textContent())!;
  };

  test('a window of its own', async () => {
    const opening = app.page.context().waitForEvent('page');
    const subject = await runDownAnd('Shift+Enter');
    const own = await opening;
    await expect.poll(() => reader(own).getByRole('heading').first().textContent()).toBe(subject);
    await own.close();
  });

  test('the source', async () => {
    const subject = await runDownAnd('Control+u');
    await expect.poll(() => app.page.getByRole('dialog').textContent()).toContain(`Subject: ${subject}`);
    await app.page.keyboard.press('Escape');
  });
});
