/** A server nobody vouches for: refused, looked at, accepted by the user for exactly this certificate, and refused again when it changes. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { makeCertificates } from '../support/certificates.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAlice, button, message } from '../support/screen.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const letter = (subject: string): string => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <${subject.replaceAll(/\W/gu, '')}@example.net>\n\nHello\n`;

describeWith(all(dovecotRequirement, host), 'a self-signed certificate', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let app: App;

  beforeAll(async () => {
    place = throwAwayFolder();
    dovecot = await startDovecot({ certificate: 'self-signed' });
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: () => undefined });
    await dovecot.deliver('alice', letter('First light'));
    app = await openApp({ folder: place.path });
  });
  afterAll(async () => {
    await app?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('is shown with what it says of itself, and accepted for one place at a time', async () => {
    const { page } = app;
    await addAlice(page, { dovecot, sink, host: '127.0.0.1' });
    const card = page.getByRole('region', { name: 'Certificate of 127.0.0.1' });
    await card.getByText(`127.0.0.1, port ${dovecot.ports.imaps}`).waitFor();
    await card.getByText(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/u).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    const trust = (port: number) => page.getByText(`Trust exactly this certificate for 127.0.0.1, port ${port}`);
    await trust(dovecot.ports.imaps).click();
    await keepScreenshot(page, 'certificate');
    await button(page, 'Connect').click();
    // The incoming server is in; the outgoing one is another place.
    await trust(sink.port).click();
    await button(page, 'Connect').click();
    await message(page, /First light/u).waitFor();
  });

  test('that is another one the next time is refused until it is accepted as well', async () => {
    const { page } = app;
    await makeCertificates(join(dovecot.directory, 'tls'), 'self-signed');
    await dovecot.restart();
    await page.getByRole('region', { name: 'Messages' }).getByText('The certificate of 127.0.0.1 is no longer the one you accepted.').waitFor({ timeout: 20_000 });
    await dovecot.deliver('alice', letter('Second thoughts'));
    await button(page, 'Look at the certificate…').click();
    const dialog = page.getByRole('alertdialog', { name: 'Certificate of 127.0.0.1' });
    await dialog.getByText(/You accepted another certificate for this server before/u).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await keepScreenshot(page, 'certificate-changed');
    await button(page, 'Trust this certificate').click();
    await message(page, /Second thoughts/u).waitFor({ timeout: 20_000 });
  });
});
