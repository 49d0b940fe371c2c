/** The command palette, the picker of folders and the list of keys, by keyboard alone, on the demo mailbox. */
import { beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { reader, rows, search } from '../support/screen.ts';

const TITLE = 'Find an action, a folder or a setting';

describeWith(host, 'the command palette', () => {
  const app = demoApp();
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const palette = () => app.page.getByRole('dialog', { name: TITLE });
  const field = () => app.page.getByRole('combobox');
  const option = (name: string | RegExp) => app.page.getByRole('option', { name });
  const active = () => app.page.locator('[role=option][aria-selected=true]');
  const type = async (words: string): Promise<void> => {
    await field().waitFor();
    await app.page.keyboard.type(words);
  };
  const hasFocus = () => app.page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
  const heading = (name: string) => app.page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name, exact: true });

  beforeAll(async () => {
    await press('j');
  });

  test('opens with actions and their keys; the field names its list, the list what is active', async () => {
    await press('Control+k');
    await palette().waitFor();
    expect(await app.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    await option(/^Archive\b.*E$/u).waitFor();
    const named = await field().evaluate((input) => [input.getAttribute('aria-controls'), input.getAttribute('aria-activedescendant')].map((id) => document.getElementById(id ?? '')?.getAttribute('role')));
    expect(named).toEqual(['listbox', 'option']);
    await keepScreenshot(app.page, 'palette');
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
    await expect.poll(hasFocus).toBe(true);
  });

  test('a few letters find a folder, Enter goes there, and next time it comes first', async () => {
    await press('Control+k');
    await type('snt');
    await expect.poll(() => active().textContent()).toContain('Sent');
    await press('Enter');
    await heading('Sent').waitFor();
    await expect.poll(hasFocus).toBe(true);
    await press('Control+k');
    await app.page.getByRole('group', { name: 'Lately' }).getByRole('option', { name: /Sent/u }).waitFor();
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
    await press('g', 'i');
    await heading('Inbox').waitFor();
  });

  test('what has the same name can be told apart', async () => {
    await press('Control+k');
    await type('archive');
    await option('Search mail for').waitFor();
    const offered = await app.page.getByRole('option').allInnerTexts();
    expect(new Set(offered).size, offered.join(' | ')).toBe(offered.length);
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
    await expect.poll(hasFocus).toBe(true);
  });

  test('what cannot be done says why, and Enter does nothing', async () => {
    await press('*', 'n', 'Control+k');
    await type('not junk');
    await expect.poll(() => active().getAttribute('aria-disabled')).toBe('true');
    await expect.poll(() => active().textContent()).toMatch(/No message is selected\.|They are not in Junk\./u);
    await keepScreenshot(app.page, 'palette-disabled');
    await press('Enter');
    await palette().waitFor();
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
  });

  test('an action is done, and the keyboard is where it was', async () => {
    await press('j', 'Control+k');
    await type('select all');
    await press('Enter');
    await app.page.getByText(/^\d+ selected$/u).waitFor();
    await expect.poll(hasFocus).toBe(true);
    await press('Escape');
  });

  test('whatever is typed can be searched for, and is offered again', async () => {
    await press('Control+k');
    await type('godwits');
    await press('ArrowUp');
    await expect.poll(() => active().textContent()).toBe('Search mail for “godwits”');
    await press('Enter');
    await app.page.getByRole('heading', { name: '“godwits”' }).waitFor();
    await press('Escape', 'Control+k');
    await type('godwi');
    await app.page.getByRole('option', { name: /^godwits/u }).waitFor();
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
  });

  test('from the search field too; arrows, pages and ends move in the list', async () => {
    await press('/');
    await expect.poll(() => search(app.page).evaluate((element) => element === document.activeElement)).toBe(true);
    await press('Control+k');
    await palette().waitFor();
    const first = await active().textContent();
    await press('ArrowDown');
    await expect.poll(() => active().textContent()).not.toBe(first);
    await press('Control+Home');
    await expect.poll(() => active().textContent()).toBe(first);
    await press('Control+End', 'ArrowDown');
    await expect.poll(() => active().textContent()).toBe(first);
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
    await press('Escape');
    await rows(app.page).first().focus();
  });

  test('each setting is found by its name or by what can be chosen, and is there on Enter', async () => {
    const dialog = app.page.getByRole('dialog', { name: 'Settings' });
    for (const [typed, label, section, control] of [['theme', 'Theme', 'Appearance', 'Theme'], ['remote images', 'Remote images', 'Reading and privacy', 'Remote images'], ['compact', 'Message rows', 'Appearance', 'Message rows']] as const) {
      await press('Control+k');
      await type(typed);
      await expect.poll(() => active().textContent(), { message: typed }).toContain(`${label}${section}`);
      await press('Enter');
      await dialog.getByRole('tab', { name: section, selected: true }).waitFor();
      await dialog.getByRole('radiogroup', { name: control }).waitFor();
      await press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  });

  test('nothing in the settings is missing among what can be found', async () => {
    const dialog = app.page.getByRole('dialog', { name: 'Settings' });
    const names: string[] = [];
    await press('Control+,');
    for (const section of ['Reading and privacy', 'Appearance', 'Notifications']) {
      await dialog.getByRole('tab', { name: section }).click();
      const panel = dialog.getByRole('tabpanel', { name: section });
      names.push(...await panel.getByRole('switch').or(panel.getByRole('radiogroup')).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent ?? '')));
    }
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(names.length).toBeGreaterThan(8);
    await press('Control+k');
    for (const name of names) {
      await app.page.getByRole('combobox').fill(name);
      await expect.poll(() => app.page.getByRole('option').allTextContents().then((all) => all.some((one) => one.startsWith(name))), { message: name }).toBe(true);
    }
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
  });

  test('nothing fits: it says so', async () => {
    await press('Control+k');
    await type('qqqq zzzz');
    await expect.poll(() => active().textContent()).toBe('Search mail for “qqqq zzzz”');
    await press('Escape');
    await press('g', 'l');
    await type('qqqq zzzz');
    await app.page.getByText('No folder is called that.').waitFor();
    await press('Escape');
  });

  test('G L goes to a folder or a view by its name', async () => {
    await press('g', 'l');
    await app.page.getByRole('dialog', { name: 'Go to a folder' }).waitFor();
    await type('trash');
    await press('Enter');
    await heading('Trash').waitFor();
    await expect.poll(hasFocus).toBe(true);
    await press('g', 'i');
    await heading('Inbox').waitFor();
  });

  test('? lists the keys by group; words and keys find them', async () => {
    await press('?');
    const dialog = app.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByRole('heading', { name: 'Act on messages' }).waitFor();
    await keepScreenshot(app.page, 'keys');
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await app.page.keyboard.type('copy');
    await dialog.getByText('Copy to a folder').waitFor();
    await dialog.getByText('Write a message').waitFor({ state: 'detached' });
    await dialog.getByRole('textbox').fill('Ctrl+K');
    await dialog.getByText(TITLE).waitFor();
    await dialog.getByRole('textbox').fill('qqqq');
    await dialog.getByText(/^No key does that/u).waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(hasFocus).toBe(true);
  });

  test('dark, and in a narrow window', async () => {
    await app.page.emulateMedia({ colorScheme: 'dark' });
    await press('Control+k');
    await palette().waitFor();
    await keepScreenshot(app.page, 'palette-dark');
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await app.page.setViewportSize({ width: 600, height: 800 });
    await keepScreenshot(app.page, 'palette-600-dark');
    await press('Escape');
    await palette().waitFor({ state: 'detached' });
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await app.page.emulateMedia({ colorScheme: 'light' });
    await reader(app.page).waitFor();
  });

  test('no script failed', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
