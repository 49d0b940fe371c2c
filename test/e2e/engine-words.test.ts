/** What the engine says, in languages nobody speaks: a refused certificate, a wrong password, a letter that is sent back, a server that goes away. Only names, addresses and the server's own words stay as they are. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setLanguage, t, type Language } from '../../shared/locales/t.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { all, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, fillAccount } from '../support/screen.ts';
import { wordFaults } from '../support/screen-words.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const REFUSAL = 'There is nobody of that name';

for (const language of ['en-XA', 'ar-XB'] as const satisfies readonly Language[]) {
  describeWith(all(dovecotRequirement, host), `the engine in ${language}`, () => {
    let place: ReturnType<typeof throwAwayFolder>;
    let dovecot: Dovecot;
    let sink: SmtpSink;
    let app: App;

    beforeAll(async () => {
      setLanguage(language);
      place = throwAwayFolder();
      dovecot = await startDovecot({ certificate: 'self-signed' });
      sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined, answer: (verb, line) => (verb === 'RCPT' && line.includes('nobody@') ? `550 5.1.1 ${REFUSAL}` : null) });
      await dovecot.deliver('alice', `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: First light\nDate: ${new Date().toUTCString()}\nMessage-ID: <first@example.net>\n\nHello\n`);
      app = await openApp({ folder: place.path });
      await app.page.evaluate((name) => localStorage.setItem('godwit.language', name), language);
      await app.page.reload();
    });
    afterAll(async () => {
      await app?.close();
      await sink?.stop();
      await dovecot?.stop();
      place?.remove();
      setLanguage('en');
    });

    async function look(screen: string): Promise<void> {
      await app.page.waitForTimeout(400); // motion ends
      await keepScreenshot(app.page, `engine-${screen}-${language}`);
      expect.soft(await wordFaults(app.page), screen).toEqual({ hard: [], cut: [] });
    }
    const trust = (port: number) => app.page.getByText(t('setup.trustExactly', { host: '127.0.0.1', port: String(port) }));

    test('a certificate nobody vouches for, and a wrong password', async () => {
      const { page } = app;
      await button(page, t('setup.addAccount')).click();
      await fillAccount(page, {
        email: 'alice@example.org', password: 'not it', name: 'Alice',
        imap: { host: '127.0.0.1', port: dovecot.ports.imaps, security: 'TLS' }, smtp: { host: '127.0.0.1', port: sink.port, security: 'STARTTLS' },
      });
      await button(page, t('setup.otherUser')).click();
      for (const field of await page.getByLabel(t('setup.userName')).all()) await field.fill('alice');
      await button(page, t('setup.connect')).click();
      await trust(dovecot.ports.imaps).waitFor();
      await look('certificate');
      await trust(dovecot.ports.imaps).click();
      await button(page, t('setup.connect')).click();
      await page.getByRole('alert').getByText(t('engine-imap.refusedLogin')).waitFor();
      await look('wrong-password');
      await page.getByLabel(t('setup.password')).fill('alice-pw');
      await button(page, t('setup.connect')).click();
      await trust(sink.port).click();
      await button(page, t('setup.connect')).click();
      await page.getByRole('grid', { name: t('list.title') }).getByRole('row', { name: /First light/u }).waitFor();
    });

    test('the state of the account, and a letter that the server sends back', async () => {
      const { page } = app;
      await expect.poll(() => page.getByText(t('engine-sync.upToDate')).count()).toBeGreaterThan(0);
      await look('up-to-date');
      await page.keyboard.press('c');
      await page.getByRole('combobox', { name: t('compose.to') }).or(page.getByRole('textbox', { name: t('compose.to') })).first().fill('nobody@example.net,');
      await page.getByRole('textbox', { name: t('compose.subject') }).fill('Tide table');
      await page.getByRole('textbox', { name: t('compose.text') }).fill('Low water at noon.');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: t('activity.actionsNeed', { count: 1 }) }).click();
      const panel = page.getByRole('dialog', { name: t('activity.title') });
      await panel.getByText(REFUSAL).waitFor();
      await panel.getByText(t('engine-outbox.send', { subject: 'Tide table', recipients: 'nobody@example.net' })).waitFor();
      await panel.getByText(t('engine-smtp.recipientRefused', { host: '127.0.0.1' })).waitFor();
      await look('parked');
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
    });

    test('a server that goes away, and what waits for it', async () => {
      const { page } = app;
      await dovecot.stop();
      await page.getByText(t('activity.told-offline', { account: 'alice@example.org' })).waitFor({ state: 'attached', timeout: 30_000 });
      await look('offline');
      await page.getByRole('grid', { name: t('list.title') }).getByRole('row', { name: /First light/u }).click();
      await page.keyboard.press('s');
      await page.keyboard.press('g');
      await page.keyboard.press('o');
      await page.getByRole('dialog', { name: t('activity.title') }).getByText(t('engine-operations.flag', { count: 1 })).first().waitFor();
      await look('waiting');
      expect(app.pageErrors).toEqual([]);
    });
  });
}
