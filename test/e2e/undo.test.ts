/** What is taken back comes back selected and with the focus, by key and by toast, whatever the server has made of it meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { throwAwayFolder } from '../support/running-app.ts';
import { messages, rows } from '../support/screen.ts';

describeWith(host, 'taking back', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const named = (label: string | null): string => (label ?? '').replace(/^unread, ?/iu, '').split(',').slice(0, 2).join(',');
  const nameOf = async (index: number): Promise<string> => named(await rows(app.page).nth(index).getAttribute('aria-label'));
  const focused = () => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? null).then(named);
  const selected = async (): Promise<string[]> => (await messages(app.page).locator('[role=row][aria-selected=true]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).map(named);
  const toast = (text: string | RegExp) => app.page.getByRole('region', { name: 'Notifications' }).getByText(text).last();
  /** Until the server has it. */
  const confirmed = async (): Promise<void> => {
    await app.page.waitForTimeout(1500);
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    app = await openApp({ folder: place.path, args: ['--demo'] });
    await rows(app.page).nth(5).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

  for (const [key, name] of [['z', 'Z'], ['Control+z', 'Ctrl+Z']] as const) {
    for (const late of [false, true]) {
      test(`${name}: what was archived ${late ? 'on the server, too,' : 'just now'} comes back selected, with the focus`, async () => {
        await rows(app.page).nth(2).click();
        const before = await nameOf(2);
        await press('e');
        await expect.poll(focused).not.toBe(before);
        if (late) await confirmed();
        await press(key);
        await expect.poll(focused, { timeout: 30_000 }).toBe(before);
        await expect.poll(selected).toEqual([before]);
      });
    }
  }

  test('the last of the list', async () => {
    await press('End');
    const before = await focused();
    await press('#');
    await expect.poll(focused).not.toBe(before);
    await confirmed();
    await press('z');
    await expect.poll(focused, { timeout: 30_000 }).toBe(before);
    await expect.poll(selected).toEqual([before]);
  });

  test('several, one after another, newest first', async () => {
    await press('Home');
    await rows(app.page).nth(1).click();
    const names = [await nameOf(1), await nameOf(2), await nameOf(3)];
    await press('e', 'e', 'e');
    await expect.poll(() => messages(app.page).getByRole('row', { name: names[2]! }).count(), { timeout: 30_000 }).toBe(0);
    await confirmed();
    for (const one of names.toReversed()) {
      await press('z');
      await expect.poll(focused, { timeout: 30_000 }).toBe(one);
    }
  });

  test('several at once come back selected together', async () => {
    await rows(app.page).nth(1).click();
    await press('Shift+J', 'Shift+J');
    await expect.poll(async () => (await selected()).length).toBe(3);
    const names = await selected();
    await press('e');
    await confirmed();
    await press('z');
    await expect.poll(async () => (await selected()).toSorted(), { timeout: 30_000 }).toEqual(names.toSorted());
    await press('Escape');
  });

  test('from the reader: its toolbar had the focus', async () => {
    await rows(app.page).nth(2).click();
    const before = await nameOf(2);
    await app.page.getByRole('toolbar').getByRole('button', { name: 'Archive', exact: true }).click();
    await toast('Message archived.').waitFor();
    await press('z');
    await expect.poll(focused, { timeout: 30_000 }).toBe(before);
  });

  test('Undo in the toast does the same', async () => {
    await rows(app.page).nth(2).click();
    const before = await nameOf(2);
    await press('e');
    await app.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(focused, { timeout: 30_000 }).toBe(before);
  });
});
