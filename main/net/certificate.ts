/** Why a certificate was refused, in words for a person (RFC 5280 6, RFC 9525), from the TLS library's error. */
import { say } from '../../shared/locales/say.ts';
import type { Day, Said } from '../../shared/words.ts';
import { inertText } from './certificate-facts.ts';

/** Whoever sits in between can have made it. */
const LONGEST_NAME = 255;

export interface RefusedCertificate {
  code: string;
  message: string;
  /** Of the certificate that was shown, where the library gave it. */
  cert?: { valid_to?: string; valid_from?: string; subjectaltname?: string | undefined; subject?: { CN?: string | string[] } };
}

const REASONS: Readonly<Record<string, Said>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: say('engine-net.selfSigned'),
  SELF_SIGNED_CERT_IN_CHAIN: say('engine-net.unknownRoot'),
  UNABLE_TO_GET_ISSUER_CERT: say('engine-net.unknownIssuer'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: say('engine-net.unknownIssuer'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: say('engine-net.chainPart'),
  CERT_UNTRUSTED: say('engine-net.issuerUntrusted'),
  CERT_REJECTED: say('engine-net.issuerPurpose'),
  CERT_REVOKED: say('engine-net.revoked'),
  CERT_SIGNATURE_FAILURE: say('engine-net.signatureWrong'),
  INVALID_CA: say('engine-net.issuerMayNot'),
  INVALID_PURPOSE: say('engine-net.notForServers'),
  PATH_LENGTH_EXCEEDED: say('engine-net.chainLonger'),
  CERT_CHAIN_TOO_LONG: say('engine-net.chainTooLong'),
  HOSTNAME_MISMATCH: say('engine-net.otherHost'),
};

/** Node has no code of its own for these (`UNSPECIFIED`); the TLS library's words tell them apart. */
const BY_MESSAGE: readonly (readonly [RegExp, Said])[] = [
  [/^EE certificate key too weak/iu, say('engine-net.keyWeak')],
  [/^CA certificate key too weak/iu, say('engine-net.issuerKeyWeak')],
  [/^CA signature digest algorithm too weak/iu, say('engine-net.methodWeak')],
  [/^(?:permitted|excluded) subtree violation/iu, say('engine-net.issuerName')],
];

/** `expired on 20 November 2026`; `it is for another host: …`. */
export function certificateReason(error: RefusedCertificate, now: { host: string; cert?: RefusedCertificate['cert'] }): Said {
  const cert = error.cert ?? now.cert;
  const [from, to] = [dayOf(cert?.valid_from), dayOf(cert?.valid_to)];
  switch (error.code) {
    case 'CERT_HAS_EXPIRED':
      return to === null ? say('engine-net.expired') : say('engine-net.expiredOn', { day: to });
    case 'CERT_NOT_YET_VALID':
      return from === null ? say('engine-net.notYetValid') : say('engine-net.notValidBefore', { day: from });
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'ERR_TLS_CERT_ALTNAME_FORMAT':
      return say('engine-net.otherHostThan', { names: namesOf(cert), host: now.host });
    default:
      return REASONS[error.code] ?? BY_MESSAGE.find(([words]) => words.test(error.message))?.[1] ?? say('engine-net.unverifiable', { code: error.code });
  }
}

/** Is this error about the certificate rather than the line? */
export function isCertificateError(code: string): boolean {
  return code in REASONS || code === 'UNSPECIFIED' || code.startsWith('CERT_') || code.startsWith('ERR_TLS_CERT_ALTNAME');
}

function dayOf(text: string | undefined): Day | null {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : { day: time };
}

function namesOf(cert: RefusedCertificate['cert']): string | Said {
  const names = (cert?.subjectaltname ?? '').split(', ').map((name) => name.replace(/^(?:DNS|IP Address):/u, '')).filter((name) => name !== '');
  if (names.length > 0) return names.slice(0, 5).map((name) => inertText(name, LONGEST_NAME)).join(', ') + (names.length > 5 ? ' …' : '');
  const common = cert?.subject?.CN;
  return inertText((Array.isArray(common) ? common[0] : common) ?? '', LONGEST_NAME) || say('engine-net.noName');
}
