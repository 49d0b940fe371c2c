/** A server that takes its time to tell its folders: the inbox is on screen meanwhile. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { addAlice, folder, message } from '../support/screen.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const letter = (subject: string): string => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <${subject.replaceAll(/\W/gu, '')}@example.net>\n\nHello\n`;

/** Passes everything on, but from the first LIST of a connection on only once `go` is kept. */
async function holdFolders(port: number, go: Promise<void>): Promise<Server> {
  const server = createServer((client: Socket) => {
    const upstream = connect(port, '127.0.0.1');
    let before: Promise<void> = Promise.resolve();
    client.on('data', (bytes) => {
      if (/ LIST /u.test(bytes.toString('latin1'))) before = go;
      before = before.then(() => void upstream.write(bytes));
    });
    upstream.pipe(client);
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describeWith(all(dovecotRequirement, host), 'the folders are on their way', () => {
  const { promise: go, resolve: tellFolders } = Promise.withResolvers<void>();
  let place: ReturnType<typeof throwAwayFolder>;
  let dovecot: Dovecot;
  let slow: Server;
  let sink: SmtpSink;
  let app: App;

  beforeAll(async () => {
    place = throwAwayFolder();
    dovecot = await startDovecot({ format: 'maildir' });
    sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: () => undefined });
    for (const subject of ['First light', 'Second tide']) await dovecot.deliver('alice', letter(subject));
    slow = await holdFolders(dovecot.ports.imap, go);
    app = await openApp({ folder: place.path, args: ['--extra-ca', dovecot.tls.ca] });
  });
  afterAll(async () => {
    tellFolders();
    await app?.close();
    slow?.close();
    await sink?.stop();
    await dovecot?.stop();
    place?.remove();
  });

  test('the inbox of a new account is there before any folder is, and stays when they come', async () => {
    const { page } = app;
    await addAlice(page, { dovecot, sink, imap: { host: '127.0.0.1', port: (slow.address() as AddressInfo).port, security: 'None' } });
    await page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Inbox' }).waitFor();
    await message(page, /Second tide/u).waitFor();
    expect(await folder(page, 'Sent').count()).toBe(0);
    await keepScreenshot(page, 'awaited-inbox');
    const seen = await message(page, /First light/u).elementHandle();
    tellFolders();
    await expect.poll(() => folder(page, 'Inbox').getAttribute('aria-label')).toContain('2 unread');
    await expect.poll(() => folder(page, 'Inbox').getAttribute('aria-selected')).toBe('true');
    // The very same row: nothing was drawn anew.
    expect(await seen?.evaluate((row) => row.isConnected)).toBe(true);
  });
});
