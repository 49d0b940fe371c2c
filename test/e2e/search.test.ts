/** Searching on the demo mailbox: what is selected among the hits, what leaves them, and the way back. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { button, messages, rows, search } from '../support/screen.ts';

describeWith(host, 'searching', () => {
  const app = demoApp({ still: true });
  const pane = (): Locator => app.page.getByRole('region', { name: 'Messages' });
  const selected = (): Locator => messages(app.page).getByRole('row', { selected: true });
  const at = (place: string): Promise<void> => pane().getByRole('heading', { name: place, exact: true }).waitFor({ timeout: 8_000 });
  const found = async (words: string): Promise<void> => {
    await search(app.page).fill(words);
    await search(app.page).press('Enter');
    await at(`“${words}”`);
    // What was selected there is on show instead of how many were found.
    await expect.poll(() => messages(app.page).getAttribute('aria-busy')).toBe(null);
    await rows(app.page).nth(1).waitFor();
  };
  const selectTwo = async (): Promise<void> => {
    await rows(app.page).nth(0).click();
    await rows(app.page).nth(1).click({ modifiers: ['Control'] });
    await expect.poll(() => selected().count()).toBe(2);
  };

  test('the cross in the box and the arrow over the hits lead back at once, however many are selected; Escape leaves one of them first', async () => {
    for (const leave of [() => button(app.page, 'Leave the search'), () => button(pane(), 'Back to the folder')]) {
      await found('the');
      await selectTwo();
      await leave().click();
      await at('Inbox');
      expect(await search(app.page).inputValue()).toBe('');
    }
    await found('the');
    await selectTwo();
    await app.page.keyboard.press('Escape');
    await expect.poll(() => selected().count()).toBe(1);
    await app.page.keyboard.press('Escape');
    await at('Inbox');
  });
});
