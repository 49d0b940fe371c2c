/** What the window does without being asked for an act: it goes along with the wheel, and tells the number of what is unread. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { folder, messages, rows } from '../support/screen.ts';

describeWith(host, 'the wheel, and the number on the icon', () => {
  const app = demoApp({ height: 520 });
  const scrolled = (): Promise<number> => messages(app.page).evaluate((grid) => grid.scrollTop);
  const selected = (): Promise<string | null> => messages(app.page).getByRole('row', { selected: true }).first().getAttribute('aria-label');

  test('the wheel brings every message into sight, and changes neither selection nor what is read', async () => {
    const { page } = app;
    await rows(page).first().click();
    await expect.poll(selected).not.toContain('unread');
    const before = await selected();
    const total = Number(await messages(page).getAttribute('aria-rowcount'));
    const seen = new Set<string>();
    const end = await messages(page).evaluate((grid) => grid.scrollHeight - grid.clientHeight);
    expect(end).toBeGreaterThan(500);
    const box = (await messages(page).boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let at = 0; at < end; at = await scrolled()) {
      for (const one of await rows(page).all()) seen.add((await one.getAttribute('data-index')) ?? '');
      await page.mouse.wheel(0, 150);
      await expect.poll(scrolled).toBeGreaterThan(at);
    }
    await expect.poll(async () => {
      for (const one of await rows(page).all()) seen.add((await one.getAttribute('data-index')) ?? '');
      return seen.size;
    }).toBe(total);
    await page.mouse.wheel(0, -100_000);
    await expect.poll(scrolled).toBe(0);
    expect(await selected()).toBe(before);
  });

  test('the icon has the number of what is unread in the inbox, and goes along with it', async () => {
    const { page } = app;
    await page.addInitScript(() => {
      const told: number[] = [];
      Object.assign(window, { told });
      navigator.setAppBadge = (count) => Promise.resolve(void told.push(count ?? -1));
    });
    await page.reload();
    await rows(page).nth(5).waitFor();
    const badge = (): Promise<number | undefined> => page.evaluate(() => (window as unknown as { told: number[] }).told.at(-1));
    const inTree = async (): Promise<number> => Number(/(\d+) unread/u.exec((await folder(page, 'Inbox').getAttribute('aria-label')) ?? '')?.[1] ?? 0);
    await expect.poll(badge).toBe(await inTree());
    const before = await inTree();
    expect(before).toBeGreaterThan(1);
    await messages(page).getByRole('row', { name: /, unread(?:,|$)/u }).first().click();
    await expect.poll(badge).toBe(before - 1);
    await page.keyboard.press('Shift+U');
    await expect.poll(badge).toBe(before);
  });

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
