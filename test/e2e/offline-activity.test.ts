/** A server that goes away: the window says since when, why and what is kept, and what was done waits in sight until it is back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAlice, button, message, rows } from '../support/screen.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const letter = (n: number) => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: Note ${n}\nDate: ${new Date(Date.now() - n * 60_000).toUTCString()}\nMessage-ID: <note-${n}@example.net>\n\nText ${n}\n`;

describeWith(all(dovecotRequirement, host), 'a server that goes away', () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;

  beforeAll(async () => {
    place = throwAwayFolder();
    dovecot = await startDovecot({ format: 'maildir' });
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
    for (let n = 1; n <= 8; n++) await dovecot.deliver('alice', letter(n));
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
    const { page } = app;
    await addAlice(page, { dovecot, sink });
    await message(page, /Note 8/u).first().waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('offline since, why, when it tries again, and what waits', async () => {
    const { page } = app;
    await rows(page).first().click();
    await dovecot.stop();
    await page.getByText('alice@example.org is offline.').waitFor({ state: 'attached', timeout: 30_000 });
    await page.keyboard.press('s');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    const panel = page.getByRole('dialog', { name: 'Activity' });
    const account = panel.getByRole('listitem', { name: 'alice@example.org' });
    await account.getByText(/^Offline since \d\d:\d\d$/u).waitFor();
    await account.getByText(/^(?:1 change waits|2 changes wait) to reach the server$/u).waitFor();
    await account.getByText(/what you do is kept until the server is back\.$/u).waitFor();
    await panel.getByRole('region', { name: 'On its way' }).getByText('Flag 1 message').waitFor();
    await keepScreenshot(page, 'activity-offline');
    expect(await accessibilityViolations(page)).toEqual([]);
    await button(account, 'Try now').click();
    await button(panel, 'Take back: Flag 1 message').click();
    await expect.poll(() => panel.getByText('Flag 1 message').count()).toBe(0);
    expect(app.pageErrors).toEqual([]);
  });
});
