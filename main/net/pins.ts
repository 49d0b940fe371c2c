/** Certificates a person has accepted for one host and port although nobody vouches for them. */
import type { CertificatePin } from '../../shared/model/account.ts';

export type { CertificatePin };

const plain = (fingerprint: string): string => fingerprint.replace(/[^0-9a-f]/giu, '').toLowerCase();

/** Pins of this place. Another port of the same host is another place. */
export function pinsFor(pins: readonly CertificatePin[] | undefined, host: string, port: number): CertificatePin[] {
  return (pins ?? []).filter((pin) => pin.port === port && sameHost(pin.host, host));
}

/** Is it exactly the pinned certificate? A pin that is no whole fingerprint matches nothing. */
export function matchesPin(pin: CertificatePin, fingerprint: string): boolean {
  const wanted = plain(pin.sha256);
  return wanted.length === 64 && wanted === plain(fingerprint);
}

const sameHost = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (host: string): string => host.toLowerCase().replace(/^\[(.*)\]$/u, '$1').replace(/\.$/u, '');
