/** The certificates a TLS peer has shown. */
import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

const LONGEST_CHAIN = 20;

/** Leaf first, as far as it was sent or found; empty before the handshake or where none was shown. */
export function peerChain(socket: TLSSocket): X509Certificate[] {
  // Not getPeerX509Certificate: in Node 24.21 each call takes a certificate out of the library's own list, so that the next one answers its issuer (2026-11-21).
  // Null once the line is gone, and an empty object where none was shown, whatever the types say.
  let shown = socket.getPeerCertificate(true) as DetailedPeerCertificate | null | undefined;
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  while (shown?.raw !== undefined && chain.length < LONGEST_CHAIN && !seen.has(shown.fingerprint256)) {
    seen.add(shown.fingerprint256);
    chain.push(new X509Certificate(shown.raw));
    shown = shown.issuerCertificate;
  }
  return chain;
}

/** The server's own. */
export const peerCertificate = (socket: TLSSocket): X509Certificate | undefined => peerChain(socket)[0];
