/** The screen by its accessible names: the words that tests and assistive technology rely on. */
import type { Locator, Page } from 'playwright-core';
import { t } from '../../shared/locales/t.ts';

export const folders = (page: Page): Locator => page.getByRole('navigation', { name: 'Folders' }).getByRole('treegrid', { name: 'Folders' });
export const folder = (page: Page, name: string): Locator => folders(page).getByRole('row', { name: new RegExp(`^${name}\\b`, 'u') });
export const messages = (page: Page): Locator => page.getByRole('region', { name: 'Messages' }).getByRole('grid', { name: 'Messages' });
/** Rows that have arrived: what still says "Loading" cannot be acted on. */
export const rows = (page: Page): Locator => messages(page).getByRole('row', { name: /^(?!Loading$)/u });
export const message = (page: Page, words: string | RegExp): Locator => messages(page).getByRole('row', { name: words });
export const reader = (page: Page): Locator => page.getByRole('region', { name: 'Message', exact: true });
export const search = (page: Page): Locator => page.getByRole('search', { name: 'Search mail' }).getByRole('searchbox');
export const button = (page: Page | Locator, name: string): Locator => page.getByRole('button', { name, exact: true });

const SECURITY = { TLS: 'setup.security-tls', STARTTLS: 'setup.security-starttls', None: 'setup.security-none' } as const;

export interface FormValues { email: string; password: string; name: string; imap: { host: string; port: number; security: keyof typeof SECURITY }; smtp: { host: string; port: number; security: keyof typeof SECURITY } }

/** Fills the form of the open "Add account" dialog, in the language that is set here; does not press Connect. */
export async function fillAccount(page: Page, values: FormValues): Promise<void> {
  await page.getByRole('textbox', { name: t('setup.email') }).fill(values.email);
  await page.getByLabel(t('setup.password')).fill(values.password);
  await page.getByRole('textbox', { name: t('setup.name') }).fill(values.name);
  for (const [title, server] of [[t('setup.imapTitle'), values.imap], [t('setup.smtpTitle'), values.smtp]] as const) {
    const group = page.getByRole('group', { name: title });
    await group.getByLabel(t('setup.server')).fill(server.host);
    await group.getByRole('button', { name: t('setup.security') }).click();
    await page.getByRole('option', { name: t(SECURITY[server.security]), exact: true }).click();
    await group.getByLabel(t('setup.port')).fill(String(server.port));
    await group.getByLabel(t('setup.port')).press('Tab');
  }
}

/** Connects with what the form holds, by a user name that is not the address. */
export async function connectAs(page: Page, user: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with another user name' }).click();
  for (const field of await page.getByLabel('User name').all()) await field.fill(user);
  await button(page, 'Connect').click();
}

/** Adds an account by the form, by a user name that is not the address; whoever calls waits for what comes of it. */
export async function addAccount(page: Page, { user, ...values }: FormValues & { user: string }): Promise<void> {
  await button(page, 'Add account').first().click();
  await fillAccount(page, values);
  await connectAs(page, user);
}

/** The alice of startDovecot, whose letters go to a startSmtpSink. `imap` is where something else stands before it. */
export const addAlice = (page: Page, { dovecot, sink, host = 'localhost', imap }: { dovecot: { ports: { imaps: number } }; sink: { port: number }; host?: string; imap?: FormValues['imap'] }): Promise<void> => addAccount(page, {
  user: 'alice', email: 'alice@example.org', password: 'alice-pw', name: 'Alice Example',
  imap: imap ?? { host, port: dovecot.ports.imaps, security: 'TLS' }, smtp: { host, port: sink.port, security: 'STARTTLS' },
});
