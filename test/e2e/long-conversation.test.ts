/** A conversation of as many messages as are shown at most: there at once, drawn where one looks, gone through by keys. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, message, reader } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

/** As many as are shown, and some more. */
const MOST = 500;
const ALL = 520;

const name = (at: number): string => `Counter ${String(at).padStart(3, '0')}`;
const letter = (at: number): string => {
  const html = at % 2 === 0;
  return [
    `From: ${name(at)} <counter${at}@example.net>`, 'To: you@example.org', `Subject: ${at === 0 ? '' : 'Re: '}The long count`, `Date: ${new Date(Date.UTC(2026, 9, 1) + at * 3_600_000).toUTCString()}`,
    `Message-ID: <count-${at}@example.net>`, ...(at === 0 ? [] : [`In-Reply-To: <count-${at - 1}@example.net>`, `References: <count-0@example.net>${at > 1 ? ` <count-${at - 1}@example.net>` : ''}`]),
    'MIME-Version: 1.0', `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`, '', html ? `<p>Seen on beach ${at}:</p><ul>${'<li>a knot</li>'.repeat(20)}</ul>` : `Seen on beach ${at}:\r\n${'a dunlin\r\n'.repeat(20)}`, '',
  ].join('\r\n');
};

describeWith(browserHost, 'a conversation of hundreds of messages', () => {
  let app: HostileApp;
  let page: Page;

  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: Array.from({ length: ALL }, (_, at) => letter(at)) } });
    page = app.page;
    await enter(page, 'Inbox');
  }, 60_000);
  afterAll(async () => { await app?.close(); });

  const cards = () => reader(page).locator('article[data-message]');
  const card = (at: number) => reader(page).getByRole('article', { name: new RegExp(`^${name(at)}, `, 'u') });
  const at = () => page.evaluate(() => document.activeElement?.closest('article[data-message]')?.getAttribute('aria-label')?.split(',')[0]);
  /** Bodies that are drawn, of either kind. */
  const drawn = () => reader(page).getByRole('button', { name: /^Actions for the message from Counter/u }).count();

  test('all unread, it is there at its oldest unread one, and only what is near is drawn', async () => {
    await page.keyboard.press('Shift+T');
    await message(page, /The long count/u).first().click();
    await expect.poll(() => cards().count(), { timeout: 20_000 }).toBe(MOST);
    await reader(page).getByText(`The newest ${MOST} of ${ALL}`, { exact: false }).waitFor();
    await card(ALL - MOST).frameLocator('iframe').getByText(`Seen on beach ${ALL - MOST}:`).waitFor();
    await settled(page);
    expect(await drawn()).toBeLessThan(20);
    await keepScreenshot(page, 'long-conversation');
  });

  test('what was not on screen stays unread', async () => {
    const read = (): number => app.demo.store.messages('INBOX').filter(({ flags }) => [...flags].some((flag) => flag.toLowerCase() === '\\seen')).length;
    await expect.poll(read, { timeout: 15_000 }).toBeGreaterThan(0);
    expect(read()).toBeLessThan(20);
  });

  test('N and P go on and back, each drawn as it is reached', async () => {
    const place = async (): Promise<number> => Number((await at())?.slice(8));
    await page.keyboard.press('n');
    await expect.poll(place).toBeGreaterThanOrEqual(ALL - MOST);
    const first = await place();
    for (let step = 1; step <= 11; step += 1) {
      await page.keyboard.press('n');
      await expect.poll(place).toBe(first + step);
    }
    const reached = first + 11;
    await card(reached).getByRole('button', { name: /^Actions for the message/u }).waitFor();
    await page.keyboard.press('p');
    await expect.poll(at).toBe(name(reached - 1));
    expect(await drawn()).toBeLessThan(60);
  });

  test('folded, all of them are lines; one is unfolded where it is asked for', async () => {
    await page.keyboard.press(':');
    await expect.poll(() => cards().locator('button[aria-expanded=false]').count(), { timeout: 15_000 }).toBe(MOST);
    expect(await drawn()).toBe(0);
    await card(400).getByRole('button', { expanded: false }).click();
    await card(400).frameLocator('iframe').getByText('Seen on beach 400:').waitFor();
    await expect.poll(drawn).toBe(1);
    await keepScreenshot(page, 'long-conversation-folded');
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('what cannot be done with one of them is off in its menu, and says why', async () => {
    await button(card(400), 'Actions for the message from Counter 400').click();
    const archive = page.getByRole('menuitem', { name: /^Archive/u });
    await archive.getByText('This account has no Archive folder.').waitFor();
    expect(await archive.getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByRole('menuitem', { name: /^Delete/u }).getAttribute('aria-disabled')).toBe('true');
    for (const name of ['Reply', 'Flag', 'Print…']) expect(await page.getByRole('menuitem', { name, exact: true }).getAttribute('aria-disabled'), name).toBe(null);
    await settled(page);
    await keepScreenshot(page, 'card-menu');
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await archive.waitFor({ state: 'detached' });
  });

  test('the newest is at the end, and the next conversation opens', async () => {
    await card(ALL - 1).getByRole('button', { expanded: false }).focus();
    await page.keyboard.press('Enter');
    await card(ALL - 1).getByText(`Seen on beach ${ALL - 1}:`).waitFor();
    app.demo.store.deliver(letter(0).replaceAll('The long count', 'Another').replaceAll('count-0', 'another'), 'INBOX');
    await message(page, /Another/u).first().click();
    await reader(page).getByRole('heading', { name: 'Another' }).waitFor();
    await button(reader(page), 'Reply').waitFor();
    expect(app.browser.pageErrors).toEqual([]);
  });
});
