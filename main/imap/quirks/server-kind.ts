/** Which software is at the other end: from the host's name, the greeting, the capability list and ID (RFC 2971). */

export type ServerKind =
  | 'gmail' | 'exchange' | 'yahoo' | 'icloud' | 'yandex' | 'coremail' | 'proton' | 'zoho' | 'fastmail'
  | 'dovecot' | 'cyrus' | 'courier' | 'uw' | 'binc' | 'mailutils'
  | 'communigate' | 'mirapoint' | 'icewarp' | 'james' | 'hmail' | 'groupwise' | 'domino' | 'zimbra'
  | 'other';

export interface ServerSigns {
  host: string;
  /** Text of the greeting, without status and response code. */
  greeting: string;
  capabilities: readonly string[];
  /** Name and vendor of the ID answer, '' before it came. */
  id: string;
}

interface Sign { readonly kind: ServerKind; readonly host?: RegExp; readonly greeting?: RegExp; readonly atom?: string; readonly id?: RegExp }

/** The first that fits, so the services come before the software they are made of. Greetings as observed or published until 2026-11-20. */
const SIGNS: readonly Sign[] = [
  { kind: 'gmail', host: /(?:^|\.)(?:gmail|googlemail)\.com$/iu, greeting: /^Gimap ready/u, atom: 'X-GM-EXT-1', id: /GImap/u },
  { kind: 'exchange', host: /(?:^|\.)(?:office365|outlook|hotmail)\.com$/iu, greeting: /Microsoft Exchange/u, atom: 'CLIENTACCESSRULES', id: /Microsoft\.Exchange/u },
  { kind: 'yahoo', host: /(?:^|\.)(?:yahoo|aol)\.(?:com|co\.[a-z]{2})$/iu, atom: 'XYMHIGHESTMODSEQ' },
  { kind: 'icloud', host: /(?:^|\.)(?:me|mac|icloud)\.com$/iu, greeting: /\.(?:me|mac|icloud|apple)\.com\b/u, id: /iCloud/u },
  { kind: 'yandex', host: /(?:^|\.)yandex\.[a-z.]+$/iu, greeting: /^Yandex IMAP4/u },
  { kind: 'coremail', host: /(?:^|\.)(?:qq|163|126|yeah)\.(?:com|net)$/iu, greeting: /Coremail|QQMail|XMIMAP4Server/u, atom: 'X-CM-EXT-1' },
  { kind: 'proton', greeting: /gluon|proton/iu, id: /gluon|proton/iu },
  { kind: 'zoho', host: /(?:^|\.)zoho\.[a-z.]+$/iu, greeting: /zoho/iu },
  { kind: 'fastmail', host: /(?:^|\.)(?:fastmail|messagingengine)\.com$/iu },
  { kind: 'courier', greeting: /Courier-IMAP/u, id: /Courier/u },
  { kind: 'cyrus', greeting: /Cyrus IMAP/u, id: /Cyrus/u },
  { kind: 'binc', greeting: /Binc IMAP/u },
  { kind: 'communigate', greeting: /CommuniGate Pro/u, id: /CommuniGate/u },
  { kind: 'mirapoint', greeting: /Mirapoint IMAP4/u },
  { kind: 'icewarp', greeting: /IceWarp|Merak/u, atom: 'X-ICEWARP-SERVER', id: /IceWarp|Merak/u },
  { kind: 'james', greeting: /JAMES IMAP/u, id: /James/u },
  { kind: 'groupwise', greeting: /GroupWise/u },
  { kind: 'domino', greeting: /Domino/u, id: /Domino/u },
  { kind: 'zimbra', greeting: /Zimbra/u, id: /Zimbra/u },
  { kind: 'dovecot', greeting: /Dovecot/u, id: /Dovecot/u },
  { kind: 'uw', greeting: /\bIMAP4rev1 20\d\d[a-z]?\.\d+ at /u },
  { kind: 'mailutils', greeting: /^IMAP4rev1$/u, id: /Mailutils/u },
  { kind: 'hmail', greeting: /^IMAPrev1$/u },
];

export function serverKind({ host, greeting, capabilities, id }: ServerSigns): ServerKind {
  const fits = (sign: Sign): boolean =>
    sign.host?.test(host) === true || sign.greeting?.test(greeting) === true || (id !== '' && sign.id?.test(id) === true) || (sign.atom !== undefined && capabilities.includes(sign.atom));
  return SIGNS.find(fits)?.kind ?? 'other';
}
