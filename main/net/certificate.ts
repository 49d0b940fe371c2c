/** Why a certificate was refused, in words for a person (RFC 5280 6, RFC 9525), from the TLS library's error. */

export interface RefusedCertificate {
  code: string;
  message: string;
  /** Of the certificate that was shown, where the library gave it. */
  cert?: { valid_to?: string; valid_from?: string; subjectaltname?: string | undefined; subject?: { CN?: string | string[] } };
}

const REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'it is signed by an unknown issuer (a self-signed root)',
  UNABLE_TO_GET_ISSUER_CERT: 'its issuer is unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is unknown, or the server left out a part of the chain',
  CERT_UNTRUSTED: 'its issuer is not trusted',
  CERT_REJECTED: 'its issuer is not trusted for this purpose',
  CERT_REVOKED: 'it has been revoked',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  INVALID_CA: 'its issuer may not issue certificates',
  INVALID_PURPOSE: 'it or its issuer is not made for servers',
  PATH_LENGTH_EXCEEDED: 'its chain is longer than the issuer allows',
  CERT_CHAIN_TOO_LONG: 'its chain is too long',
  HOSTNAME_MISMATCH: 'it is for another host',
};

/** Node has no code of its own for these (`UNSPECIFIED`); the TLS library's words tell them apart. */
const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/^EE certificate key too weak/iu, 'its key is too weak'],
  [/^CA certificate key too weak/iu, 'its issuer has a key that is too weak'],
  [/^CA signature digest algorithm too weak/iu, 'it is signed with a method that is too weak'],
  [/^(?:permitted|excluded) subtree violation/iu, 'its issuer may not issue for this name'],
];

/** `expired on 20 November 2026`; `it is for another host: …`. */
export function certificateReason(error: RefusedCertificate, now: { host: string; cert?: RefusedCertificate['cert'] }): string {
  const cert = error.cert ?? now.cert;
  switch (error.code) {
    case 'CERT_HAS_EXPIRED':
      return `it expired${onDate(cert?.valid_to)}`;
    case 'CERT_NOT_YET_VALID':
      return `it is not valid${cert?.valid_from === undefined ? ' yet' : ` before${onDate(cert.valid_from).replace(/^ on/u, '')}`}`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'ERR_TLS_CERT_ALTNAME_FORMAT':
      return `it is for another host: ${namesOf(cert)}, not ${now.host}`;
    default:
      return REASONS[error.code] ?? BY_MESSAGE.find(([words]) => words.test(error.message))?.[1] ?? `it cannot be verified (${error.code})`;
  }
}

/** Is this error about the certificate rather than the line? */
export function isCertificateError(code: string): boolean {
  return code in REASONS || code === 'UNSPECIFIED' || code.startsWith('CERT_') || code.startsWith('ERR_TLS_CERT_ALTNAME');
}

function onDate(text: string | undefined): string {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  if (Number.isNaN(time)) return '';
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(time);
  return ` on ${date}`;
}

function namesOf(cert: RefusedCertificate['cert']): string {
  const names = (cert?.subjectaltname ?? '').split(', ').map((name) => name.replace(/^(?:DNS|IP Address):/u, '')).filter((name) => name !== '');
  if (names.length > 0) return names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '');
  const common = cert?.subject?.CN;
  return (Array.isArray(common) ? common[0] : common) ?? 'no name';
}
