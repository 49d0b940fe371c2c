/** The list as conversations: in the order of senders, subjects and sizes, too, with tags and attachments on the rows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stripPrefixes } from '../../shared/text/subject.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, messages, rows } from '../support/screen.ts';

describeWith(host, 'conversations in any order', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const choose = async (name: string): Promise<void> => {
    await button(app.page.getByRole('region', { name: 'Messages' }), 'Order and view').click();
    await app.page.getByRole('menuitemradio', { name, exact: true }).click();
    await app.page.getByRole('menu').waitFor({ state: 'detached' });
    await rows(app.page).nth(3).waitFor();
  };
  const subjects = () => messages(app.page).locator('[role=row]').evaluateAll((all) => all
    .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map((row) => [...row.querySelectorAll('span')].find(({ className }) => /subject/u.test(className))?.textContent ?? ''));
  const isUpwards = (words: readonly string[]): boolean => {
    const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
    const plain = words.map(stripPrefixes);
    return plain.length > 4 && plain.every((word, i) => i === 0 || compare(plain[i - 1]!, word) <= 0);
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    app = await openApp({ folder: place.path, args: ['--demo'] });
    await rows(app.page).nth(5).waitFor();
    await choose('Conversation');
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

  test('by subject, by sender, by size and back by date', async () => {
    const newest = await subjects();
    await choose('Subject');
    await expect.poll(async () => isUpwards(await subjects())).toBe(true);
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await keepScreenshot(app.page, 'conversations-by-subject');
    await choose('Sender');
    await expect.poll(async () => isUpwards(await subjects())).toBe(false);
    await choose('Size');
    await choose('Date');
    await expect.poll(subjects).toEqual(newest);
  });

  test('tags stand on the row of a conversation', async () => {
    const { page } = app;
    await messages(page).getByRole('row', { name: /\d+ messages/u }).first().click();
    await page.keyboard.press('l');
    await page.getByRole('combobox').fill('Important');
    await page.keyboard.press('Enter');
    await messages(page).getByRole('row', { name: /tagged Important/u }).first().waitFor();
    await messages(page).getByRole('row', { name: /attachment/u }).first().waitFor();
    await keepScreenshot(page, 'conversations-tagged');
  });
});
