/** Two accounts on a real server that share folders and have little room: views across both, what may not be done, and the looks of it. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { takeHold } from '../support/drag.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAccount, button, folders, message, reader } from '../support/screen.ts';
import { settled } from '../support/settled.ts';
import { startSharedMail } from '../support/shared-mail.ts';
import { deliverTo, startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const OWN = ['Letters', 'Letters/2025', 'Letters/2026', 'Projects', 'Projects/Estuary', 'Projects/Estuary/Report', 'Projects/Estuary/Report/Chapter 3', 'Projects/Harbour', 'Everything about the museum at the quay and its opening hours'];
const note = (to: string, n: number) => `From: Ann <ann@example.net>\nTo: ${to}@example.org\nSubject: Note ${n} for ${to}\nDate: ${new Date(Date.now() - n * 60_000).toUTCString()}\nMessage-ID: <${to}-${n}@example.net>\n\n${'Low water at six. '.repeat(420)}\n`;

describeWith(all(dovecotRequirement, host), 'two accounts that share folders', () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const row = (name: string | RegExp): Locator => folders(app.page).getByRole('row', { name, exact: true });
  const item = (name: string | RegExp): Locator => app.page.getByRole('menuitem', { name });
  const add = async (name: string): Promise<void> => {
    const { page } = app;
    await addAccount(page, {
      user: name, email: `${name}@example.org`, password: `${name}-pw`, name,
      imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'TLS' }, smtp: { host: 'localhost', port: sink.port, security: 'STARTTLS' },
    });
    await message(page, new RegExp(`for ${name}`, 'u')).first().waitFor();
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    dovecot = await startSharedMail([{ name: 'alice', password: 'alice-pw' }, { name: 'bob', password: 'bob-pw' }]);
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: deliverTo(dovecot) });
    for (const path of OWN) await dovecot.doveadm(['mailbox', 'create', '-s', '-u', 'alice', path]);
    for (const path of ['Plans', 'Plans/To read']) await dovecot.doveadm(['mailbox', 'create', '-s', '-u', 'bob', path]);
    await dovecot.doveadm(['acl', 'set', '-u', 'bob', 'Plans', 'user=alice', 'lookup', 'read', 'write-seen', 'insert', 'post', 'create']);
    await dovecot.doveadm(['acl', 'set', '-u', 'bob', 'Plans/To read', 'user=alice', 'lookup', 'read']);
    for (let n = 1; n <= 12; n++) await dovecot.deliver('alice', note('alice', n));
    for (let n = 1; n <= 3; n++) await dovecot.deliver('bob', note('bob', n));
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
    await add('alice');
    await add('bob');
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('all inboxes are one list, with the numbers of both', async () => {
    const { page } = app;
    await row('All inboxes, 15 unread').click();
    await message(page, /Note 1 for alice/u).waitFor();
    await message(page, /Note 1 for bob/u).waitFor();
    expect(await folders(page).getByRole('row', { name: / of all accounts/u }).count()).toBe(7);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('all marked as read across accounts, and back', async () => {
    const { page } = app;
    await row(/^All inboxes/u).click({ button: 'right' });
    await item('Mark all as read').click();
    await row('All inboxes').waitFor();
    await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).last().click();
    await row('All inboxes, 15 unread').waitFor();
  });

  test('folders of others stand apart, under their names; how full an account is is said', async () => {
    await row('Other people’s folders').waitFor();
    expect(await row('bob').getAttribute('aria-level')).toBe('3');
    expect(await row('To read, read only').count()).toBe(1);
    await row(/^alice@example\.org, .*\(9\d %\)$/u).waitFor();
    await row(/^alice@example\.org/u).getByText(/9\d % full/u).waitFor();
  });

  test('what may not be done there is off, and says why', async () => {
    const { page } = app;
    const readOnly = row('To read, read only');
    await readOnly.scrollIntoViewIfNeeded();
    // Counts were taken back a moment ago, and the tree may still scroll to what has the focus.
    let place = '';
    await expect.poll(async () => {
      const before = place;
      place = JSON.stringify(await readOnly.boundingBox());
      return before === place;
    }, { interval: 150 }).toBe(true);
    await readOnly.click({ button: 'right' });
    for (const name of [/^Mark all as read/u, /^New folder inside/u, /^Rename/u, /^Move folder to/u, /^Delete/u]) expect(await item(name).getAttribute('aria-disabled'), String(name)).toBe('true');
    const words = await page.getByRole('menu').textContent();
    for (const why of ['You may not make folders here.', 'You may not rename, move or delete this folder.', 'You may not mark messages here as read.']) expect(words).toContain(why);
    expect(await accessibilityViolations(page)).toEqual([]);
    await keepScreenshot(page, 'folders-read-only-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    // Its own folder of that name may be changed by its owner, and a folder that one may add to takes folders.
    await row('Plans').first().click({ button: 'right' });
    expect(await item(/^New folder inside/u).getAttribute('aria-disabled')).toBe(null);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  test('messages dropped on what may only be read stay where they are', async () => {
    const { page } = app;
    await row(/^All inboxes/u).click();
    await message(page, /Note 1 for alice/u).waitFor();
    await row('To read, read only').scrollIntoViewIfNeeded();
    const held = await takeHold(message(page, /Note 1 for alice/u), { at: { x: 90, y: 20 } });
    await held.over(row('To read, read only'), { x: 80, y: 12 });
    await row('To read, read only').getByText('You may not put messages here.').waitFor();
    await keepScreenshot(page, 'folders-no-drop');
    await held.drop();
    await message(page, /Note 1 for alice/u).waitFor();
    expect(await row('To read, read only').getByText('You may not put messages here.').count()).toBe(0);
  });

  test('the toolbar is greyed where the server lets nothing be done, and says why', async () => {
    const { page } = app;
    await dovecot.doveadm(['copy', '-u', 'bob', 'Plans/To read', 'mailbox', 'INBOX', 'subject', 'Note 2 for bob']);
    await row(/^To read, read only/u).click();
    await message(page, /Note 2 for bob/u).click();
    const archive = reader(page).getByRole('toolbar').getByRole('button', { name: 'Archive', exact: true });
    await expect.poll(() => archive.getAttribute('aria-disabled')).toBe('true');
    expect(await archive.getAttribute('aria-description')).toBe('The server does not let you take messages out of To read.');
    for (const name of ['Delete', 'Flag', 'Tag…', 'Mark as unread']) expect(await reader(page).getByRole('button', { name, exact: true }).first().getAttribute('aria-disabled'), name).toBe('true');
    expect(await reader(page).getByRole('button', { name: 'Reply', exact: true }).first().getAttribute('aria-disabled')).toBe(null);
    await archive.hover();
    await page.getByRole('tooltip').getByText('The server does not let you take messages out of To read.').waitFor();
    await keepScreenshot(page, 'toolbar-greyed');
    const box = await archive.boundingBox();
    await page.mouse.click(box!.x + 16, box!.y + 16);
    expect(await page.getByRole('region', { name: 'Notifications' }).getByText('archived').count()).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('its looks, wide and narrow, light, dark and without a line', async () => {
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const dark of [false, true]) {
      for (const [width, height] of [[1280, 1000], [900, 1000], [600, 1000]] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        const name = `folders-${dark ? 'dark' : 'light'}-${width}`;
        const look = async (picture: string): Promise<void> => {
          await settled(page);
          await keepScreenshot(page, picture);
          expect(await accessibilityViolations(page), picture).toEqual([]);
        };
        if (width < 1000) await button(page, 'Show folders').click();
        await row('Other people’s folders').waitFor();
        await look(name);
        if (width === 1280) {
          await button(page, 'Show icons only').click();
          await look(`${name}-icons`);
          await button(page, 'Show folder names').click();
        }
        if (dark && width === 600) {
          await dovecot.stop();
          await row(/^alice@example\.org, offline/u).waitFor({ timeout: 30_000 });
          await keepScreenshot(page, `${name}-offline`);
        } else if (width < 1000) {
          // The drawer of the folders goes.
          await page.mouse.click(width - 20, height - 20);
        }
      }
    }
    expect(app.pageErrors).toEqual([]);
  });
});
