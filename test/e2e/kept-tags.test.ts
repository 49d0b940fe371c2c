/** Where a server keeps only the tags it has, or none at all: that is said before anything is tried, in the same words everywhere. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo, type DemoHandle } from '../../app/demo/start-demo.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, fillAccount, message, reader, rows } from '../support/screen.ts';

const NO_NEW = 'The server of this account keeps no new tags. Those it has already can be used.';
const NOT_HERE = 'The server of this account does not keep this tag.';
const NONE = 'The server keeps no tags.';
const letter = (subject: string): string => `From: Ann <ann@example.net>\nTo: you@example.org\nSubject: ${subject}\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nMessage-ID: <${subject}@example.net>\n\nLow water at six.\n`;

describeWith(host, 'tags on a server that keeps no new ones', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let demo: DemoHandle | undefined;
  let app: App | undefined;
  const page = () => app!.page;
  const menu = (): Locator => page().getByRole('dialog', { name: /^Tag / });
  const option = (name: string): Locator => menu().getByRole('option', { name, exact: true });
  const toolbar = (): Locator => reader(page()).getByRole('toolbar').getByRole('button', { name: 'Tag…', exact: true });
  /** `keyword`: on the first message, as another program has put it there. */
  const start = async (keyword: string | null): Promise<void> => {
    place = throwAwayFolder();
    demo = await startDemo({ seed: false, replyAfterMs: null });
    demo.store.deliver(letter('First'), 'INBOX', keyword === null ? [] : [keyword]);
    demo.store.deliver(letter('Second'));
    demo.store.mailbox('INBOX').takesKeywords = false;
    app = await openApp({ folder: place.path });
    await button(page(), 'Add account').first().click();
    await fillAccount(page(), {
      email: demo.account.email, password: demo.account.password, name: 'Robin Vale',
      imap: { host: 'localhost', port: demo.imap.port, security: 'None' }, smtp: { host: 'localhost', port: demo.smtp.port, security: 'None' },
    });
    await button(page(), 'Connect').click();
    await rows(page()).nth(1).waitFor();
    await message(page(), /Second/u).click();
    await toolbar().waitFor();
  };
  const stop = async (): Promise<void> => {
    await app?.close();
    await demo?.close();
    place?.remove();
  };
  const keywordsOf = (subject: string): string[] => demo!.store.mailbox('INBOX').messages.filter(({ raw }) => raw.includes(`Subject: ${subject}`)).flatMap(({ flags }) => [...flags].filter((flag) => !flag.startsWith('\\')));

  describe('but those it has', () => {
    beforeAll(() => start('$label1'), 60_000);
    afterAll(stop);

    test('what it has is put on; another one and a new one are off, with the reason', async () => {
      // What the server keeps is asked for once the account is in step.
      await expect.poll(async () => {
        await page().keyboard.press('l');
        await option('Work').waitFor();
        const isOff = await option('Work').getAttribute('aria-disabled');
        if (isOff === null) {
          await page().keyboard.press('Escape');
          await menu().waitFor({ state: 'detached' });
        }
        return isOff;
      }).toBe('true');
      expect(await option('Work').getAttribute('title')).toBe(NOT_HERE);
      expect(await option('Important').getAttribute('aria-disabled')).toBe(null);
      await page().keyboard.type('Hiking');
      await expect.poll(() => option('New tag “Hiking”').getAttribute('aria-disabled')).toBe('true');
      await menu().getByText(NO_NEW).waitFor();
      await keepScreenshot(page(), 'tags-kept');
      expect(await accessibilityViolations(page())).toEqual([]);
      await page().keyboard.press('Enter');
      await option('New tag “Hiking”').click({ force: true });
      await menu().waitFor();
      await menu().getByRole('combobox').fill('Important');
      await page().keyboard.press('Enter');
      await menu().waitFor({ state: 'detached' });
      await expect.poll(() => keywordsOf('Second')).toEqual(['$label1']);
      await message(page(), /Second.*tagged Important/u).waitFor();
      expect(app!.pageErrors).toEqual([]);
    });
  });

  describe('and has none', () => {
    beforeAll(() => start(null), 60_000);
    afterAll(stop);

    test('button, key, menu and palette are off and say it', async () => {
      await expect.poll(() => toolbar().getAttribute('aria-disabled')).toBe('true');
      expect(await toolbar().getAttribute('aria-description')).toBe(NONE);
      await page().keyboard.press('l');
      await page().getByRole('region', { name: 'Notifications' }).getByText(NONE).waitFor();
      expect(await menu().count()).toBe(0);
      await message(page(), /Second/u).click({ button: 'right' });
      const item = page().getByRole('menuitem', { name: /^Tag…/u });
      expect(await item.getAttribute('aria-disabled')).toBe('true');
      expect(await item.textContent()).toContain(NONE);
      await page().keyboard.press('Escape');
      await page().getByRole('menu').waitFor({ state: 'detached' });
      await page().keyboard.press('Control+k');
      await page().getByRole('combobox').fill('Tag…');
      const chosen = page().locator('[role=option][aria-selected=true]');
      await expect.poll(() => chosen.textContent()).toContain('Tag…');
      expect(await chosen.getAttribute('aria-disabled')).toBe('true');
      expect(await chosen.textContent()).toContain(NONE);
      await page().keyboard.press('Escape');
      expect(keywordsOf('Second')).toEqual([]);
      expect(app!.pageErrors).toEqual([]);
    });
  });
});
