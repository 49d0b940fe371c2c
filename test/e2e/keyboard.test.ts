/** Everything without a mouse, on the demo mailbox. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { message, messages, reader, rows, search } from '../support/screen.ts';

describeWith(host, 'by keyboard alone', () => {
  const app = demoApp();
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await app.page.keyboard.press(key); };
  const focusedName = () => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '');
  const nameOf = (index: number) => rows(app.page).nth(index).getAttribute('aria-label');

  test('J opens the first message, J and K go on and back', async () => {
    await press('j');
    await reader(app.page).getByRole('heading').first().waitFor();
    const first = await focusedName();
    await press('j');
    await expect.poll(focusedName).not.toBe(first);
    await press('k');
    await expect.poll(async () => (await focusedName()).slice(0, 12)).toBe(first.slice(0, 12));
  });

  test('S flags and takes the flag off', async () => {
    const flagged = () => messages(app.page).getByRole('row', { name: /flagged/u }).count();
    const before = await flagged();
    await press('s');
    await expect.poll(flagged).toBe(before + 1);
    await press('s');
    await expect.poll(flagged).toBe(before);
  });

  test('E archives, the next message has the focus, Z brings it back', async () => {
    const [first, second] = [(await nameOf(0))!, (await nameOf(1))!];
    await press('e');
    await expect.poll(() => nameOf(0)).not.toBe(first);
    await expect.poll(async () => (await focusedName()).slice(0, 20)).toContain(second.replace(/^unread,? ?/iu, '').slice(0, 8));
    await press('z');
    await expect.poll(async () => (await nameOf(0))!.slice(0, 20)).toBe(first.slice(0, 20));
  });

  test('/ searches, Enter asks the server, Escape returns', async () => {
    await press('/');
    await expect.poll(() => search(app.page).evaluate((element) => element === document.activeElement)).toBe(true);
    await app.page.keyboard.type('godwits');
    await press('Enter');
    await message(app.page, /Eleven days without landing/u).first().waitFor();
    await press('Escape');
    await message(app.page, /Lunch tomorrow/u).first().waitFor();
  });

  test('C writes, Escape and the keys of the window stay out of the text', async () => {
    await press('c');
    const text = app.page.getByRole('textbox', { name: 'Message' });
    await text.fill('');
    await text.focus();
    await app.page.keyboard.type('eeejk#s');
    await expect.poll(() => text.inputValue()).toContain('eeejk#s');
    await text.fill('');
    await press('Escape');
  });

  test('? shows the keys', async () => {
    await rows(app.page).first().focus();
    await press('?');
    await app.page.getByRole('dialog').getByText('Archive').first().waitFor();
    await press('Escape');
    await app.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('no script failed', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
