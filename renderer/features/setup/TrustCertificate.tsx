/** The exception: exactly this certificate, for exactly this host and port, because the user knows it. */
import type { CertificateFacts } from '../../../shared/failure.ts';
import { t } from '../../../shared/locales/t.ts';
import { Checkbox } from '../../design/primitives/Checkbox.tsx';
import styles from './AddAccount.module.css';
import { CertificateCard } from './CertificateCard.tsx';

export interface TrustCertificateProps {
  readonly facts: CertificateFacts;
  readonly isTrusted: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isTrusted: boolean) => void;
}

export function TrustCertificate({ facts, isTrusted, isDisabled = false, onChange }: TrustCertificateProps) {
  return (
    <>
      <CertificateCard facts={facts} />
      <Checkbox className={styles.confirm ?? ''} isSelected={isTrusted} isDisabled={isDisabled} onChange={onChange}>
        {t('setup.trustExactly', { host: facts.host, port: String(facts.port) })}
      </Checkbox>
    </>
  );
}
