/** IMAP URLs (RFC 5092 11), as CATENATE, URLAUTH and BURL take them: every part is escaped, so that none can become another. */
import { isIPv6 } from 'node:net';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { encodeMailboxName, mailboxText } from './wire/modified-utf7.ts';

export interface ImapUrl {
  /** Where it stands alone (URLAUTH, BURL). Without it the URL is an absolute path on the server of the session (CATENATE). */
  server?: { host: string; port?: number; user?: string };
  /** Wire name, and whether the session it comes from writes names in UTF-8 (`Session.utf8`). In the URL it is UTF-8 (RFC 5092 6). */
  mailbox: string;
  utf8: boolean;
  uidValidity?: number;
  uid: number;
  /** As in BODY[…]: `1.2`, `HEADER`, `1.MIME`. The whole message without it. */
  section?: string;
  /** Octets of it. */
  partial?: { offset: number; length?: number };
}

/** Who may fetch what a URL names, and until when (RFC 4467 2, RFC 5092 6.1). */
export interface UrlAccess {
  /** `submit` and `user`: that user, by way of submission or not. */
  access: { kind: 'submit' | 'user'; user: string } | { kind: 'authuser' | 'anonymous' };
  expires?: Date;
}

/** Throws 'invalid-input' for what has no form in a URL, such as a mailbox name that cannot be told exactly in UTF-8. */
export function imapUrl(url: ImapUrl): string {
  const path = [
    `${url.server === undefined ? '' : authority(url.server)}/${mailbox(url.mailbox, url.utf8)}`,
    url.uidValidity === undefined ? '' : `;UIDVALIDITY=${positive(url.uidValidity)}`,
    `/;UID=${positive(url.uid)}`,
    url.section === undefined || url.section === '' ? '' : `/;SECTION=${escaped(url.section)}`,
  ];
  if (url.partial !== undefined) {
    const { offset, length } = url.partial;
    if (!Number.isSafeInteger(offset) || offset < 0) throw fail('invalid-input', say('engine-imap.numberRange'));
    path.push(`/;PARTIAL=${offset}${length === undefined ? '' : `.${positive(length)}`}`);
  }
  return path.join('');
}

/** The URL that GENURLAUTH is to authorise. Only one with a server can be. */
export function urlToAuthorize(url: ImapUrl & Required<Pick<ImapUrl, 'server'>>, { access, expires }: UrlAccess): string {
  let expire = '';
  if (expires !== undefined) {
    if (Number.isNaN(expires.getTime()) || expires.getUTCFullYear() > 9999) throw fail('invalid-input', say('engine-imap.permissionTime'));
    expire = `;EXPIRE=${expires.toISOString().replace(/\.\d+Z$/u, 'Z')}`;
  }
  return `${imapUrl(url)}${expire};URLAUTH=${'user' in access ? `${access.kind}+${escaped(access.user)}` : access.kind}`;
}

function authority({ host, port, user }: { host: string; port?: number; user?: string }): string {
  // A name, IPv4, or IPv6 in brackets; anything else could end the authority.
  const bare = host.replace(/^\[(.*)\]$/u, '$1');
  const v6 = isIPv6(bare) && !bare.includes('%');
  if (!v6 && !/^[A-Za-z0-9._-]{1,255}$/u.test(host)) throw fail('invalid-input', say('engine-imap.serverName'));
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535)) throw fail('invalid-input', say('engine-imap.port'));
  return `imap://${user === undefined ? '' : `${escaped(user)}@`}${v6 ? `[${bare}]` : host}${port === undefined ? '' : `:${port}`}`;
}

function mailbox(wireName: string, utf8: boolean): string {
  const name = mailboxText(wireName, utf8);
  const back = utf8 ? Buffer.from(name, 'utf8').toString('latin1') : encodeMailboxName(name);
  if (wireName === '' || back !== wireName) throw fail('invalid-input', say('engine-imap.folderNoAddress'));
  return escaped(name).replaceAll('%2F', '/');
}

/** `achar` of RFC 5092 and no more; UTF-8 for the rest. */
function escaped(text: string): string {
  if (text === '' || !text.isWellFormed() || text.includes('\0')) throw fail('invalid-input', say('engine-imap.noAddressForm'));
  return encodeURIComponent(text);
}

function positive(value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 0xffff_ffff) throw fail('invalid-input', say('engine-imap.numberRange'));
  return value;
}
