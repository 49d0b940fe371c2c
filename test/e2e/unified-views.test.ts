/** The views across all accounts, two accounts on a real server: each shows the mail of both, with the right numbers, and what is done to a row there is done in its account. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { startDovecot, USERS, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAccount, folders, message, messages, rows } from '../support/screen.ts';
import { deliverTo, startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

/** What each account holds, by the first word of the subject. */
const MAIL: readonly (readonly [word: string, mailbox: string, flags: readonly string[]])[] = [
  ['Fresh', 'INBOX', []], ['Starred', 'INBOX', ['\\Seen', '\\Flagged']], ['Begun', 'Drafts', ['\\Seen', '\\Draft']], ['Posted', 'Sent', ['\\Seen']], ['Kept', 'Archive', []], ['Offer', 'Junk', []], ['Gone', 'Trash', ['\\Seen']],
];
/** As the tree names a view with its number, what its list says of itself, and what is in it of each account. */
const VIEWS = [
  ['All inboxes, 2 unread', 'All inboxes', '2 unread, 4 messages', ['Fresh', 'Starred']],
  ['Flagged of all accounts, 2 messages', 'Flagged', '2 messages', ['Starred']],
  ['Unread of all accounts, 4 unread', 'Unread', '4 unread, 4 messages', ['Fresh', 'Kept']],
  ['Drafts of all accounts, 2 drafts', 'Drafts', '2 messages', ['Begun']],
  ['Sent of all accounts', 'Sent', '2 messages', ['Posted']],
  ['Archive of all accounts, 2 unread', 'Archive', '2 unread, 2 messages', ['Kept']],
  ['Junk of all accounts, 2 unread', 'Junk', '2 unread, 2 messages', ['Offer']],
  ['Trash of all accounts', 'Trash', '2 messages', ['Gone']],
] as const;

describeWith(all(dovecotRequirement, host), 'the views across two accounts', () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  const view = (name: string | RegExp): Locator => folders(app.page).getByRole('row', { name, exact: true });
  const toasts = (): Locator => app.page.getByRole('region', { name: 'Notifications' });
  const list = (): Locator => app.page.getByRole('region', { name: 'Messages' });
  /** Opens a view and waits for its list. */
  const open = async (name: string | RegExp, title: string): Promise<void> => {
    await view(name).click();
    await list().getByRole('heading', { name: title, exact: true }).waitFor();
  };
  /** Opened first: then it has been read, whatever comes next. */
  const choose = async (words: RegExp, item: string): Promise<void> => {
    await message(app.page, words).first().click();
    await expect.poll(() => message(app.page, words).first().getAttribute('aria-label')).not.toContain(', unread');
    await message(app.page, words).first().click({ button: 'right' });
    await app.page.getByRole('menuitem', { name: new RegExp(`^${item}`, 'u') }).click();
    await app.page.getByRole('menu').waitFor({ state: 'detached' });
  };
  /** What the server holds, as `subject flags`. */
  const held = async (user: string, mailbox: string): Promise<string[]> => {
    const found = await dovecot.doveadm(['-f', 'tab', 'fetch', '-u', user, 'hdr.subject flags', 'mailbox', mailbox, 'all']);
    return found.trim().split('\n').slice(1).map((line) => line.replace('\t', ' ').replace('\\Recent', '').trim()).sort();
  };
  const add = async (name: string): Promise<void> => {
    const { page } = app;
    await addAccount(page, {
      user: name, email: `${name}@example.org`, password: `${name}-pw`, name,
      imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'TLS' }, smtp: { host: 'localhost', port: sink.port, security: 'STARTTLS' },
    });
    await message(page, new RegExp(`Fresh for ${name}`, 'u')).first().waitFor();
  };

  beforeAll(async () => {
    place = throwAwayFolder();
    dovecot = await startDovecot();
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: deliverTo(dovecot) });
    for (const [at, { name }] of USERS.entries()) {
      for (const [n, [word, mailbox, flags]] of MAIL.entries()) {
        const raw = `From: Ann <ann@example.net>\nTo: ${name}@example.org\nSubject: ${word} for ${name}\nDate: ${new Date(Date.now() - (2 * n + at + 1) * 60_000).toUTCString()}\nMessage-ID: <${word}-${name}@example.net>\n\nLow water at six.\n`;
        await dovecot.doveadm(['save', '-u', name, '-m', mailbox], raw);
        if (flags.length > 0) await dovecot.doveadm(['flags', 'add', '-u', name, flags.join(' '), 'mailbox', mailbox, 'subject', `${word} for ${name}`]);
      }
    }
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
    for (const { name } of USERS) await add(name);
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('the tree shows each of them, with the numbers of both accounts', async () => {
    for (const [name] of VIEWS) await view(name).waitFor();
    expect(await folders(app.page).getByRole('row', { name: /^All inboxes| of all accounts/u }).count()).toBe(VIEWS.length);
    await keepScreenshot(app.page, 'unified-views');
  });

  test.each(VIEWS)('%s: what lies there of both, and no other', async (name, title, status, words) => {
    await open(name, title);
    await list().getByText(status, { exact: true }).waitFor();
    const expected = words.flatMap((word) => USERS.map((user) => `${word} for ${user.name}`)).sort();
    await expect.poll(async () => (await rows(app.page).evaluateAll((found) => found.map((row) => /\w+ for \w+/u.exec(row.getAttribute('aria-label') ?? '')?.[0] ?? ''))).sort()).toEqual(expected);
    expect(await accessibilityViolations(app.page)).toEqual([]);
  });

  test('All inboxes: archived by key, in the account it came to, and back', async () => {
    const { page } = app;
    await open(/^All inboxes/u, 'All inboxes');
    await message(page, /Fresh for bob/u).click();
    // Opened, it has been read after a moment; that is not what is looked at here.
    await expect.poll(() => held('bob', 'INBOX')).toEqual(['Fresh for bob \\Seen', 'Starred for bob \\Flagged \\Seen']);
    await page.keyboard.press('e');
    await message(page, /Fresh for bob/u).waitFor({ state: 'detached' });
    await expect.poll(() => held('bob', 'Archive')).toEqual(['Fresh for bob \\Seen', 'Kept for bob']);
    await expect.poll(() => held('alice', 'Archive')).toEqual(['Kept for alice']);
    await page.keyboard.press('z');
    await message(page, /Fresh for bob/u).waitFor();
    await expect.poll(() => held('bob', 'INBOX')).toEqual(['Fresh for bob \\Seen', 'Starred for bob \\Flagged \\Seen']);
    await view('All inboxes, 1 unread').waitFor();
  });

  test('Flagged: one loses its flag', async () => {
    await open(/^Flagged of all/u, 'Flagged');
    await choose(/Starred for alice/u, 'Take the flag off');
    await view('Flagged of all accounts, 1 message').waitFor();
    await expect.poll(() => held('alice', 'INBOX')).toContain('Starred for alice \\Seen');
    expect(await held('bob', 'INBOX')).toContain('Starred for bob \\Flagged \\Seen');
  });

  test('Unread: one of the archive is read, stays, and is marked as unread again', async () => {
    await open(/^Unread of all/u, 'Unread');
    await message(app.page, /Kept for bob/u).click();
    await view('Archive of all accounts, 1 unread').waitFor();
    await view('Unread of all accounts, 2 unread').waitFor();
    await expect.poll(() => held('bob', 'Archive')).toEqual(['Kept for bob \\Seen']);
    expect(await held('alice', 'Archive')).toEqual(['Kept for alice']);
    await choose(/Kept for bob/u, 'Mark as unread');
    await view('Unread of all accounts, 3 unread').waitFor();
    await view('Archive of all accounts, 2 unread').waitFor();
    await expect.poll(() => held('bob', 'Archive')).toEqual(['Kept for bob']);
  });

  test('Drafts: one goes to Trash', async () => {
    await open(/^Drafts of all/u, 'Drafts');
    await choose(/Begun for alice/u, 'Delete');
    await message(app.page, /Begun for alice/u).waitFor({ state: 'detached' });
    await view('Drafts of all accounts, 1 draft').waitFor();
    await expect.poll(async () => (await held('alice', 'Trash')).map((line) => line.slice(0, 5))).toEqual(['Begun', 'Gone ']);
    expect(await held('bob', 'Drafts')).toHaveLength(1);
  });

  test('Sent: one is flagged, and is among the flagged of all', async () => {
    await open(/^Sent of all/u, 'Sent');
    await choose(/Posted for bob/u, 'Flag');
    await view('Flagged of all accounts, 2 messages').waitFor();
    await expect.poll(() => held('bob', 'Sent')).toEqual(['Posted for bob \\Flagged \\Seen']);
    expect(await held('alice', 'Sent')).toEqual(['Posted for alice \\Seen']);
  });

  test('Archive: one goes to Junk', async () => {
    await open(/^Archive of all/u, 'Archive');
    await choose(/Kept for alice/u, 'Move to junk');
    await message(app.page, /Kept for alice/u).waitFor({ state: 'detached' });
    await view('Junk of all accounts, 2 unread').waitFor();
    await expect.poll(async () => (await held('alice', 'Junk')).map((line) => line.split(' ')[0])).toEqual(['Kept', 'Offer']);
    expect((await held('bob', 'Junk')).map((line) => line.split(' ')[0])).toEqual(['Offer']);
  });

  test('Junk: one is none, and goes to the inbox of its account', async () => {
    await open(/^Junk of all/u, 'Junk');
    await choose(/Offer for bob/u, 'Not junk');
    await message(app.page, /Offer for bob/u).waitFor({ state: 'detached' });
    await expect.poll(async () => (await held('bob', 'INBOX')).some((line) => line.startsWith('Offer for bob'))).toBe(true);
    expect((await held('alice', 'INBOX')).map((line) => line.split(' ')[0])).toEqual(['Fresh', 'Starred']);
    await view('All inboxes, 1 unread').waitFor();
  });

  test('Trash: one is deleted for good, after a question', async () => {
    await open(/^Trash of all/u, 'Trash');
    await list().getByText('3 messages', { exact: true }).waitFor();
    await choose(/Gone for bob/u, 'Delete');
    await app.page.getByRole('alertdialog').getByRole('button', { name: /^Delete/u }).click();
    await toasts().getByText('Message deleted for good.').waitFor();
    await expect.poll(() => held('bob', 'Trash')).toEqual([]);
    expect((await held('alice', 'Trash')).map((line) => line.split(' ')[0])).toEqual(['Begun', 'Gone']);
    await expect.poll(() => messages(app.page).getByRole('row', { name: / for /u }).count()).toBe(2);
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
