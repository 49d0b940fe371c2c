/** Searching on the demo mailbox: what is selected among the hits, what leaves them, and the way back. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, folder, messages, reader, rows, search } from '../support/screen.ts';

describeWith(host, 'searching', () => {
  const app = demoApp({ still: true });
  const pane = (): Locator => app.page.getByRole('region', { name: 'Messages' });
  const selected = (): Locator => messages(app.page).getByRole('row', { selected: true });
  const at = (place: string): Promise<void> => pane().getByRole('heading', { name: place, exact: true }).waitFor({ timeout: 8_000 });
  const found = async (words: string): Promise<void> => {
    await search(app.page).fill(words);
    await search(app.page).press('Enter');
    await at(`“${words}”`);
    // All of them: those that still come would change places with others.
    await pane().getByText(/^\d+ found$/u).waitFor();
  };
  const scope = async (name: string): Promise<void> => {
    await app.page.getByRole('search').getByRole('button', { name: /^Search in/u }).click();
    await app.page.getByRole('menuitemradio', { name }).click();
    await app.page.getByRole('menu').waitFor({ state: 'detached' });
  };
  const selectTwo = async (): Promise<void> => {
    await rows(app.page).nth(0).click();
    await rows(app.page).nth(1).click({ modifiers: ['Control'] });
    await expect.poll(() => selected().count()).toBe(2);
  };

  test('the cross in the box and the arrow over the hits lead back at once, however many are selected; Escape leaves one of them first', async () => {
    for (const [words, leave] of [['the', button(app.page, 'Leave the search')], ['and', button(pane(), 'Back to the folder')]] as const) {
      await found(words);
      await selectTwo();
      await leave.click();
      await at('Inbox');
      expect(await search(app.page).inputValue()).toBe('');
    }
    await found('you');
    await selectTwo();
    await app.page.keyboard.press('Escape');
    await expect.poll(() => selected().count()).toBe(1);
    await app.page.keyboard.press('Escape');
    await at('Inbox');
  });

  test('what was selected among the hits of one folder is not selected when the same words are searched for in another', async () => {
    await scope('This folder');
    await found('the');
    await selectTwo();
    await folder(app.page, 'Archive').click();
    await at('Archive');
    await found('the');
    expect(await reader(app.page).getByText('2 messages selected').count()).toBe(0);
    expect(await pane().getByText('2 selected').count()).toBe(0);
    await app.page.keyboard.press('Escape');
    await folder(app.page, 'Inbox').click();
    await scope('All folders');
  });

  test('a hit that is deleted is no hit any more', async () => {
    const count = async (): Promise<number> => Number(await messages(app.page).getAttribute('aria-rowcount'));
    await found('for');
    const before = await count();
    await rows(app.page).first().click();
    await app.page.keyboard.press('Delete');
    await expect.poll(count).toBe(before - 1);
  });

  test('nothing found: what was looked for where, how, and a way to look everywhere', async () => {
    await scope('This folder');
    await found('oldest ferry clock');
    await pane().getByText('Nothing in Inbox has “oldest ferry clock” in it.').waitFor();
    await pane().getByText(/^Your words are looked for as they stand/u).waitFor();
    await keepScreenshot(app.page, 'search-nothing');
    await button(pane(), 'Search all folders').click();
    await pane().getByText('Nothing in any folder has “oldest ferry clock” in it.').waitFor();
    expect(await button(pane(), 'Search all folders').count()).toBe(0);
    await app.page.getByRole('search').getByRole('button', { name: 'Search in: All folders' }).waitFor();
    await button(pane(), 'Back to Inbox').click();
    await at('Inbox');
  });
});
