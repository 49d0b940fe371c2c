/** What a certificate says of itself, in rows of words. Pure. */
import type { CertificateFacts } from '../../../shared/failure.ts';
import type { CertificatePin } from '../../../shared/model/account.ts';

export interface CertificateRow { readonly label: string; readonly text: string; readonly isCode?: boolean }

const MOST_NAMES = 4;

export function certificateRows(facts: CertificateFacts): CertificateRow[] {
  const more = facts.names.length - MOST_NAMES;
  return [
    { label: 'Shown by', text: `${facts.host}, port ${facts.port}` },
    { label: 'Issued to', text: commonName(facts.subject) || 'nobody named' },
    ...(facts.names.length > 0 ? [{ label: 'Good for', text: facts.names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '') }] : []),
    { label: 'Issued by', text: facts.subject === facts.issuer ? 'itself' : commonName(facts.issuer) || 'nobody named' },
    { label: 'Valid', text: `${day(facts.validFrom)} to ${day(facts.validTo)}` },
    { label: 'SHA-256', text: facts.fingerprint, isCode: true },
  ];
}

export const pinOf = ({ host, port, fingerprint }: CertificateFacts): CertificatePin => ({ host, port, sha256: fingerprint });

/** `CN=mail.example.org, O=Example` as `mail.example.org, Example`. */
const commonName = (name: string): string => name.split(', ').map((part) => part.replace(/^[A-Za-z]+=/u, '')).join(', ');

function day(time: number): string {
  return time === 0 ? 'unknown' : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(time);
}
