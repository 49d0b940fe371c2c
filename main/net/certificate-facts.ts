/** What a certificate says of itself (RFC 5280 4.1), as inert text for a person who is to decide; and whether it is too weak to count. */
import type { KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Said } from '../../shared/words.ts';

const MOST_NAMES = 20;

/** SHA-256 of the whole certificate (DER): `AB:CD:…`, 32 pairs. */
export const fingerprint = (certificate: X509Certificate): string => certificate.fingerprint256;

export function certificateFacts(certificate: X509Certificate): Omit<CertificateFacts, 'host' | 'port'> {
  return {
    fingerprint: fingerprint(certificate),
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    names: namesIn(certificate.subjectAltName ?? '').slice(0, MOST_NAMES),
    validFrom: timeOf(certificate.validFromDate),
    validTo: timeOf(certificate.validToDate),
  };
}

const timeOf = (date: Date): number => (Number.isNaN(date.getTime()) ? 0 : date.getTime());

/** `DNS:a, IP Address:b`, where a name with odd characters is a JSON string: a comma in it makes no second name. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/gu)) names.push(inertText(match[1] ?? '', 255));
  return names.filter((name) => name !== '');
}

/** One `key=value` per line, as Node has it, most telling first. */
function nameText(name: string | undefined): string {
  return inertText((name ?? '').split('\n').filter((line) => line !== '').reverse().join(', '), 300);
}

/** No controls, no direction overrides, bounded. */
export function inertText(text: string, most: number): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim().slice(0, most);
}

/** Signatures with MD2, MD4, MD5 or SHA-1 (RSA, DSA, ECDSA). */
const WEAK_SIGNATURES: ReadonlySet<string> = new Set(['1.2.840.113549.1.1.2', '1.2.840.113549.1.1.3', '1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.3.14.3.2.29', '1.2.840.10040.4.3', '1.2.840.10045.4.1']);
const WEAK_CURVES = /^(?:secp1|prime1|sect1|wap-|c2pnb1|secp2[0-1])/u;

/** Why this chain, leaf first, is too weak; null where it is not. The self-signed root at its end is trusted for itself, not for its signature. */
export function weakness(chain: readonly X509Certificate[]): Said | null {
  for (const [depth, certificate] of chain.entries()) {
    if (isWeakKey(certificate.publicKey)) return depth === 0 ? say('engine-net.keyWeak') : say('engine-net.issuerKeyWeak');
    const isRoot = depth > 0 && certificate.subject === certificate.issuer;
    if (!isRoot && WEAK_SIGNATURES.has(certificate.signatureAlgorithmOid)) return say('engine-net.methodWeak');
  }
  return null;
}

function isWeakKey(key: KeyObject): boolean {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'dsa') return true;
  if (modulusLength !== undefined) return modulusLength < 2048;
  return namedCurve !== undefined && WEAK_CURVES.test(namedCurve);
}
