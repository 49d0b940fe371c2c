/** Plain text on screen: soft line breaks joined, quotes told apart by depth and colour, links that go where they say and nowhere else. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { message, reader } from '../support/screen.ts';

const letter = (subject: string, type: string, ...lines: readonly string[]): string => [
  'From: Ann Finch <ann@example.net>', 'To: you@example.org', `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(' ', '-')}@example.net>`, 'Date: Sat, 21 Nov 2026 08:00:00 +0000', 'MIME-Version: 1.0', `Content-Type: text/plain; charset=utf-8${type}`, '', ...lines, '',
].join('\r\n');

const LETTERS = [
  letter('Flowed', '; format=flowed',
    'The first line goes on ', 'in the second, and ', 'ends in the third.', '', '>>>> In the beginning ', '>>>> there was this.', '>>> Then this.', '>> And this.', '> And that.', 'So I said.', '-- ', 'Ann'),
  letter('Split words', '; format=flowed; delsp=yes', 'Donau ', 'dampf ', 'schiff'),
  letter('Fixed', '', 'One line ', 'another line', '    column', '> quoted', 'an answer below it'),
  letter('Answer below', '', 'Hello,', '', 'On 3 March 2026, Ann wrote:', ...Array.from({ length: 2_500 }, (_, at) => `> line ${at}`), '', 'My answer stands below all of it.'),
  letter('Links', '', 'See https://example.org/birds?list=1 for all of them.', 'Or write to finch@example.net instead.', 'Never javascript:alert(1) nor file:///etc/passwd nor data:text/html,x though.'),
];

describeWith(browserHost, 'plain text', () => {
  let app: HostileApp;
  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: LETTERS } });
    await enter(app.page, 'Inbox');
  });
  afterAll(async () => { await app?.close(); });

  const open = async (subject: string): Promise<Locator> => {
    await message(app.page, new RegExp(`, ${subject},`, 'u')).click();
    const heading = reader(app.page).getByRole('heading', { name: subject, exact: true });
    await heading.waitFor();
    return reader(app.page);
  };
  const line = (text: string): Locator => reader(app.page).getByText(text, { exact: true });
  const look = (text: string) => line(text).evaluate((element) => {
    const { color } = getComputedStyle(element);
    return { color, left: Math.round(element.getBoundingClientRect().left) };
  });

  test('what was broken for its width alone is one paragraph', async () => {
    await open('Flowed');
    await line('The first line goes on in the second, and ends in the third.').waitFor();
    await line('In the beginning there was this.').waitFor();
    await open('Split words');
    await line('Donaudampfschiff').waitFor();
  });

  test('quotes are told apart: a colour for each depth, the deeper further in, none like what is written now', async () => {
    const shown = await open('Flowed');
    await line('So I said.').waitFor();
    const looks = [await look('So I said.'), await look('And that.'), await look('And this.'), await look('Then this.'), await look('In the beginning there was this.')];
    expect(new Set(looks.map(({ color }) => color)).size).toBe(5);
    const lefts = looks.map(({ left }) => left);
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    expect(new Set(lefts).size).toBe(5);
    expect((await look('Ann')).color).not.toBe(looks[0]?.color);
    await keepScreenshot(app.page, 'plain-quotes');
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await app.page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityViolations(app.page)).toEqual([]);
    await app.page.emulateMedia({ colorScheme: 'light' });
    expect(await shown.getByRole('button', { name: 'Show quoted text' }).count()).toBe(0);
  });

  test('a quote is not folded as the last of a text that goes on behind what is drawn at first', async () => {
    const shown = await open('Answer below');
    await line('line 1000').waitFor();
    await shown.getByRole('button', { name: 'Show more' }).click();
    await line('My answer stands below all of it.').waitFor();
    expect(await shown.getByRole('button', { name: 'Show quoted text' }).count()).toBe(0);
  });

  test('text that says nothing of flowing keeps its lines and columns', async () => {
    await open('Fixed');
    const text = await reader(app.page).getByText('another line').evaluate((element) => (element.parentElement as HTMLElement).innerText.split('\n').filter((one) => one.trim() !== ''));
    expect(text.map((one) => one.trimEnd())).toEqual(['One line', 'another line', '    column']);
  });

  test('a link shows where it goes, by pointer and by keyboard; what is no address of the web is text', async () => {
    const shown = await open('Links');
    const links = shown.getByRole('link');
    await expect.poll(() => links.allInnerTexts()).toEqual(expect.arrayContaining(['https://example.org/birds?list=1', 'finch@example.net']));
    expect((await links.allInnerTexts()).filter((text) => /javascript|file:|data:/u.test(text))).toEqual([]);
    const web = shown.getByRole('link', { name: 'https://example.org/birds?list=1' });
    await web.hover();
    const target = app.page.getByText('https://example.org/birds?list=1', { exact: true });
    await expect.poll(() => target.count()).toBe(2);
    await app.page.mouse.move(0, 0);
    await expect.poll(() => target.count()).toBe(1);
    await web.focus();
    await expect.poll(() => target.count()).toBe(2);
  });

  test('no script failed and nothing was contacted', () => {
    expect([app.browser.pageErrors, app.browser.strayRequests]).toEqual([[], []]);
  });
});
