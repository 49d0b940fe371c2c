/** A refused certificate: what it says of itself, so that somebody who knows the server can tell whether it is the right one. */
import { ShieldAlert } from 'lucide-react';
import type { CertificateFacts } from '../../../shared/failure.ts';
import { t } from '../../../shared/locales/t.ts';
import { certificateRows } from './certificate-words.ts';
import styles from './CertificateCard.module.css';

export function CertificateCard({ facts }: { readonly facts: CertificateFacts }) {
  return (
    <section className={styles.card} aria-label={t('setup.certificateOf', { host: facts.host })}>
      <ShieldAlert size={20} aria-hidden className={styles.icon ?? ''} />
      <dl className={styles.facts}>
        {certificateRows(facts).map(({ label, text, isCode, isTheirs }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd {...(isCode ? { className: styles.code } : {})} {...(isTheirs ? { dir: 'auto' } : {})}>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
