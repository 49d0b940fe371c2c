/** New mail: from the end of its delivery on the server to its row on the screen, nobody touching anything. */
import { startDovecot } from '../support/dovecot.ts';
import { openBrowser, startMain, throwAwayFolder } from '../support/running-app.ts';
import { button, fillAccount, message, messages } from '../support/screen.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';

const DELIVERIES = 7;
const mail = (n: number): string => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: Bench ${n}\nDate: ${new Date().toUTCString()}\nMessage-ID: <bench-${n}@example.net>\n\nText ${n}.\n`;

export async function newMail(print: Print, options: BenchOptions): Promise<void> {
  const dovecot = await startDovecot();
  const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
  const place = throwAwayFolder();
  const main = await startMain(`${place.path}/profile`, ['--extra-ca', dovecot.tls.ca]);
  const { page, close } = await openBrowser(`${place.path}/browser`);
  const delays: number[] = [];
  try {
    await dovecot.deliver('alice', mail(0));
    await page.goto(main.address);
    await button(page, 'Add account').click();
    await fillAccount(page, {
      email: 'alice@example.org', password: 'alice-pw', name: 'Alice',
      imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'TLS' }, smtp: { host: 'localhost', port: sink.port, security: 'STARTTLS' },
    });
    await page.getByRole('button', { name: 'Sign in with another user name' }).click();
    for (const field of await page.getByLabel('User name').all()) await field.fill('alice');
    await button(page, 'Connect').click();
    await messages(page).getByRole('row').first().waitFor();
    // The watching session connects a moment after the first sync.
    await page.waitForTimeout(4_000);
    for (let n = 1; n <= (options.rounds ?? DELIVERIES); n++) {
      await dovecot.deliver('alice', mail(n));
      const delivered = performance.now();
      await message(page, new RegExp(`Bench ${n}\\b`, 'u')).waitFor({ timeout: 30_000 });
      delays.push(performance.now() - delivered);
    }
  } finally {
    await close();
    await main.stop();
    await sink.stop();
    await dovecot.stop();
    place.remove();
  }
  print(figure('new-mail', 'delivered to row on screen, median', median(delays), 'ms'));
  print(figure('new-mail', 'delivered to row on screen, worst', Math.max(...delays), 'ms'));
}
