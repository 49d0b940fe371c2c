/** What ties a login to this very TLS line (RFC 5056): tls-exporter (RFC 9266), tls-server-end-point and tls-unique (RFC 5929). */
import { createHash, type X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { peerCertificate } from './peer-certificate.ts';

export interface ChannelBindings {
  /** As Node names it: `TLSv1.3`, `TLSv1.2`. */
  readonly protocol: string;
  /** 32 octets; null before TLS 1.3: there it is only safe with an extended master secret (RFC 9266 4.2), which Node does not tell. */
  readonly exporter: Buffer | null;
  /** Null where the signature of the certificate names no single hash (Ed25519, RSA-PSS with odd parameters). */
  readonly serverEndPoint: Buffer | null;
  /** The first Finished message. RFC 9266 3 has it for TLS 1.2 and before only; Cyrus SASL 2.1.28 uses it with TLS 1.3 as well (2026-11-20), so it is told for both where the TLS library has it. */
  readonly unique: Buffer | null;
}

/** Null for a line without TLS or before its handshake has ended. */
export function channelBindings(socket: Duplex): ChannelBindings | null {
  if (!(socket instanceof TLSSocket) || socket.destroyed) return null;
  const protocol = socket.getProtocol();
  const certificate = peerCertificate(socket);
  if (protocol === null || certificate === undefined) return null;
  return {
    protocol,
    exporter: protocol === 'TLSv1.3' ? socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)) : null,
    serverEndPoint: serverEndPoint(certificate),
    // Resuming a session (TLS 1.2) the server finishes first.
    unique: (protocol !== 'TLSv1.3' && socket.isSessionReused() ? socket.getPeerFinished() : socket.getFinished()) ?? null,
  };
}

/** RFC 5929 4.1: hashed as the certificate is signed, with SHA-256 for MD5 and SHA-1. */
export function serverEndPoint(certificate: X509Certificate): Buffer | null {
  const hash = HASHES[certificate.signatureAlgorithmOid];
  return hash === undefined ? null : createHash(hash).update(certificate.raw).digest();
}

/** Signature algorithms by OID (RFC 8017 A.2, RFC 5758 3). */
const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'sha256', // md5WithRSAEncryption
  '1.2.840.113549.1.1.5': 'sha256', // sha1WithRSAEncryption
  '1.2.840.113549.1.1.14': 'sha224',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha256', // ecdsa-with-SHA1
  '1.2.840.10045.4.3.1': 'sha224',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
