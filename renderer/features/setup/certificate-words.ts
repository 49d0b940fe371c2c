/** What a certificate says of itself, in rows of words. Pure. */
import type { CertificateFacts } from '../../../shared/failure.ts';
import type { CertificatePin } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import { formatLocale } from '../../../shared/text/locale.ts';

/** `isTheirs`: words of the certificate, with a direction of their own. */
export interface CertificateRow { readonly label: string; readonly text: string; readonly isCode?: boolean; readonly isTheirs?: boolean }

const MOST_NAMES = 4;

export function certificateRows(facts: CertificateFacts): CertificateRow[] {
  const more = facts.names.length - MOST_NAMES;
  return [
    { label: t('setup.shownBy'), text: t('setup.hostAndPort', { host: facts.host, port: String(facts.port) }) },
    { label: t('setup.issuedTo'), ...named(commonName(facts.subject)) },
    ...(facts.names.length > 0 ? [{ label: t('setup.goodFor'), ...(more > 0 ? { text: t('setup.namesAndMore', { names: facts.names.slice(0, MOST_NAMES).join(', '), n: more }) } : named(facts.names.join(', '))) }] : []),
    { label: t('setup.issuedBy'), ...(facts.subject === facts.issuer ? { text: t('setup.itself') } : named(commonName(facts.issuer))) },
    { label: t('setup.valid'), text: t('setup.validFromTo', { from: day(facts.validFrom), to: day(facts.validTo) }) },
    { label: t('setup.fingerprint'), text: facts.fingerprint, isCode: true, isTheirs: true },
  ];
}

export const pinOf = ({ host, port, fingerprint }: CertificateFacts): CertificatePin => ({ host, port, sha256: fingerprint });

/** `CN=mail.example.org, O=Example` as `mail.example.org, Example`. */
const commonName = (name: string): string => name.split(', ').map((part) => part.replace(/^[A-Za-z]+=/u, '')).join(', ');

const named = (name: string): Pick<CertificateRow, 'text' | 'isTheirs'> => (name === '' ? { text: t('setup.nobodyNamed') } : { text: name, isTheirs: true });

function day(time: number): string {
  return time === 0 ? t('setup.unknown') : new Intl.DateTimeFormat(formatLocale(), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(time);
}
