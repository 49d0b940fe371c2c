/** State of the add-account form: what was typed, what was guessed, what follows from it. Pure. */
import type { AccountSettings, CertificatePin, Security, ServerSettings } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';

export type ServerKind = 'imap' | 'smtp';

export const EXAMPLE_ADDRESS = 'name@example.org';
export const exampleHost = (kind: ServerKind | 'mail' | 'mx'): string => `${kind}.example.org`;

export interface ServerForm {
  readonly host: string;
  /** As typed. */
  readonly port: string;
  readonly security: Security;
  readonly user: string;
  /** What the user has changed by hand; guesses leave it alone. */
  readonly edited: { readonly host: boolean; readonly port: boolean; readonly security: boolean };
}

export interface AccountForm {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly imap: ServerForm;
  readonly smtp: ServerForm;
  readonly plainConfirmed: boolean;
  /** Certificates the user has looked at and accepted. */
  readonly pins: readonly CertificatePin[];
  /** Whose checks of senders are believed; empty: what follows from the incoming server. */
  readonly authservId: string;
}

/** What is wrong, by field, in whole sentences. */
export interface FormErrors {
  readonly email?: string;
  readonly password?: string;
  readonly imap?: { readonly host?: string; readonly port?: string };
  readonly smtp?: { readonly host?: string; readonly port?: string };
  readonly plainConfirmed?: string;
  readonly authservId?: string;
}

const PORTS: Readonly<Record<ServerKind, Readonly<Record<Security, string>>>> = {
  imap: { tls: '993', starttls: '143', none: '143' },
  smtp: { tls: '465', starttls: '587', none: '587' },
};

const UNTOUCHED = { host: false, port: false, security: false };
const blank = (kind: ServerKind): ServerForm => ({ host: '', port: PORTS[kind].tls, security: 'tls', user: '', edited: UNTOUCHED });

export const EMPTY_FORM: AccountForm = { email: '', password: '', name: '', imap: blank('imap'), smtp: blank('smtp'), plainConfirmed: false, pins: [], authservId: '' };

export const editHost = (server: ServerForm, host: string): ServerForm => ({ ...server, host, edited: { ...server.edited, host: host !== '' } });

export const editPort = (server: ServerForm, port: string): ServerForm => ({ ...server, port, edited: { ...server.edited, port: port !== '' } });

/** The port follows the security unless it was changed by hand. */
export const editSecurity = (kind: ServerKind, server: ServerForm, security: Security): ServerForm => ({
  ...server, security, port: server.edited.port ? server.port : PORTS[kind][security], edited: { ...server.edited, security: true },
});

/** Takes a guess over where nothing was changed by hand. */
export function applyGuess(form: AccountForm, guess: { readonly imap: ServerSettings; readonly smtp: ServerSettings }): AccountForm {
  const merge = (server: ServerForm, guessed: ServerSettings): ServerForm => ({
    ...server,
    host: server.edited.host ? server.host : guessed.host,
    // A port goes with its security: both are taken, or neither.
    ...(server.edited.port || server.edited.security ? {} : { port: String(guessed.port), security: guessed.security }),
    user: server.user || guessed.user,
  });
  return { ...form, imap: merge(form.imap, guess.imap), smtp: merge(form.smtp, guess.smtp) };
}

/** Accepts a certificate for its place, or no longer. */
export function withPin(pins: readonly CertificatePin[], pin: CertificatePin, isTrusted: boolean): CertificatePin[] {
  const others = pins.filter(({ host, port }) => host !== pin.host || port !== pin.port);
  return isTrusted ? [...others, pin] : others;
}

export const hasPin = (pins: readonly CertificatePin[], { host, port, sha256 }: CertificatePin): boolean => pins.some((pin) => pin.host === host && pin.port === port && pin.sha256 === sha256);

/** This computer itself: nobody can listen on the way. */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase().replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/u.test(name);
}

/** Servers that would get the password in clear over a network. */
export const unprotectedHosts = (form: AccountForm): string[] =>
  [form.imap, form.smtp].filter(({ security, host }) => security === 'none' && host.trim() !== '' && !isLoopback(host)).map(({ host }) => host.trim()).filter((host, index, all) => all.indexOf(host) === index);

/** The form of an account there is. What it has was chosen: no guess changes it. A port that is the usual one still follows the security. */
export function formOf({ email, name, imap, smtp, plainConfirmed, pins = [], authservId = '' }: AccountSettings): AccountForm {
  const server = (kind: ServerKind, { host, port, security, user }: ServerSettings): ServerForm =>
    ({ host, port: String(port), security, user, edited: { host: true, port: String(port) !== PORTS[kind][security], security: true } });
  return { email, name, password: '', imap: server('imap', imap), smtp: server('smtp', smtp), plainConfirmed, pins, authservId };
}

/** Another mailbox: what is kept here is of the one before. */
export const isOtherMailbox = (before: AccountForm, now: AccountForm): boolean =>
  before.imap.host.toLowerCase() !== now.imap.host.trim().toLowerCase() || (before.imap.user || before.email) !== (now.imap.user.trim() || now.email.trim());

/** The settings to send, or what is wrong. `hasPassword`: there is one already, an empty field leaves it. */
export function readForm(form: AccountForm, hasPassword = false): { readonly settings: AccountSettings } | { readonly errors: FormErrors } {
  const imap = serverErrors(form.imap);
  const smtp = serverErrors(form.smtp);
  const errors: FormErrors = {
    ...(/^[^\s@<>"]+@[^\s@<>"]+$/u.test(form.email.trim()) ? {} : { email: t('setup.emailWrong', { example: EXAMPLE_ADDRESS }) }),
    ...(form.password === '' && !hasPassword ? { password: t('setup.passwordMissing') } : {}),
    ...(form.authservId.trim() === '' || /^[^\s;=()"]{1,255}$/u.test(form.authservId.trim()) ? {} : { authservId: t('setup.authservIdWrong', { example: exampleHost('mx') }) }),
    ...(imap ? { imap } : {}),
    ...(smtp ? { smtp } : {}),
    ...(unprotectedHosts(form).length > 0 && !form.plainConfirmed ? { plainConfirmed: t('setup.confirmOrChoose') } : {}),
  };
  if (Object.keys(errors).length > 0) return { errors };
  const server = ({ host, port, security, user }: ServerForm): ServerSettings => ({ host: host.trim(), port: Number(port), security, user: user.trim() });
  return { settings: { email: form.email.trim(), name: form.name.replaceAll(/[\r\n]/gu, ' ').trim(), imap: server(form.imap), smtp: server(form.smtp), plainConfirmed: form.plainConfirmed, ...(form.pins.length > 0 ? { pins: [...form.pins] } : {}), ...(form.authservId.trim() === '' ? {} : { authservId: form.authservId.trim().toLowerCase() }) } };
}

function serverErrors({ host, port }: ServerForm): { host?: string; port?: string } | null {
  const errors = {
    ...(/^[^\s/@]+$/u.test(host.trim()) ? {} : { host: t('setup.hostWrong', { example: exampleHost('mail') }) }),
    ...(/^\d{1,5}$/u.test(port.trim()) && Number(port) >= 1 && Number(port) <= 65_535 ? {} : { port: t('setup.portWrong', { least: '1', most: '65535' }) }),
  };
  return Object.keys(errors).length > 0 ? errors : null;
}
