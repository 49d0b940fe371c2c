/** A first guess of the servers from the address alone. Contacts nobody: looking them up comes later. */
import type { ServerSettings } from '../../shared/model/account.ts';

const KNOWN: readonly { domains: readonly string[]; imap: string; smtp: string; smtpPort?: number }[] = [
  { domains: ['gmail.com', 'googlemail.com'], imap: 'imap.gmail.com', smtp: 'smtp.gmail.com' },
  { domains: ['icloud.com', 'me.com', 'mac.com'], imap: 'imap.mail.me.com', smtp: 'smtp.mail.me.com', smtpPort: 587 },
  { domains: ['fastmail.com', 'fastmail.fm'], imap: 'imap.fastmail.com', smtp: 'smtp.fastmail.com' },
  { domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch'], imap: 'imap.gmx.net', smtp: 'mail.gmx.net' },
  { domains: ['web.de'], imap: 'imap.web.de', smtp: 'smtp.web.de', smtpPort: 587 },
  { domains: ['posteo.de', 'posteo.net'], imap: 'posteo.de', smtp: 'posteo.de' },
  { domains: ['mailbox.org'], imap: 'imap.mailbox.org', smtp: 'smtp.mailbox.org' },
  { domains: ['yahoo.com', 'ymail.com'], imap: 'imap.mail.yahoo.com', smtp: 'smtp.mail.yahoo.com' },
  { domains: ['aol.com'], imap: 'imap.aol.com', smtp: 'smtp.aol.com' },
];

/** Null if the address has no domain yet. */
export function suggestServers(email: string): { imap: ServerSettings; smtp: ServerSettings } | null {
  const domain = /@([^\s@]+\.[^\s@.]+)$/u.exec(email.trim())?.[1]?.toLowerCase();
  if (!domain) return null;
  const known = KNOWN.find((entry) => entry.domains.includes(domain));
  const smtpPort = known?.smtpPort ?? 465;
  return {
    imap: { host: known?.imap ?? `imap.${domain}`, port: 993, security: 'tls', user: '' },
    smtp: { host: known?.smtp ?? `smtp.${domain}`, port: smtpPort, security: smtpPort === 465 ? 'tls' : 'starttls', user: '' },
  };
}
