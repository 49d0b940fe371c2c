/** Domains of senders: the registrable part (public suffix list), the form on the wire, the form for people. Pure. */
import { getDomain, parse } from 'tldts';
import { decodePunycode } from './punycode.ts';

declare const URL: new (url: string) => Readonly<Record<'hostname', string>>;

/** Longest name DNS knows (RFC 1035 2.3.4), with room for letters that punycode makes longer. */
const LONGEST = 512;

/** Behind the last `@`; '' if there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at + 1);
}

/** As DNS has it, `xn--…`, lower case; '' for what is no host name. */
export function asciiDomain(domain: string): string {
  const plain = domain.trim().replace(/\.$/u, '').toLowerCase();
  if (plain === '' || plain.length > LONGEST || /[\s/?#@:\\%<>"[\]]/u.test(plain)) return '';
  if (/^[a-z0-9._-]+$/u.test(plain)) return plain;
  try {
    return new URL(`http://${plain}/`).hostname;
  } catch {
    return '';
  }
}

/** With its letters: `xn--pypal-4ve.com` to `pаypal.com`. A label that is no punycode stays. */
export const unicodeDomain = (domain: string): string =>
  domain.toLowerCase().split('.').map((label) => (label.startsWith('xn--') ? decodePunycode(label.slice(4)) ?? label : label)).join('.');

/** `example.co.uk` of `mail.example.co.uk`; null for addresses, single labels and bare suffixes. */
export function registrableDomain(domain: string): string | null {
  const ascii = asciiDomain(domain);
  return ascii === '' ? null : getDomain(ascii, { allowPrivateDomains: true, extractHostname: false });
}

/** One organisation's, as far as names can tell: the same, or below one registrable domain (RFC 7489 3.1, relaxed). */
export function aligned(one: string, other: string): boolean {
  const [a, b] = [asciiDomain(one), asciiDomain(other)];
  if (a === '' || b === '') return false;
  if (a === b) return true;
  const organisation = registrableDomain(a);
  return organisation !== null && organisation === registrableDomain(b);
}

/** An address of a machine and no name. */
export const isIpAddress = (host: string): boolean => parse(host, { extractHostname: false }).isIp === true;
