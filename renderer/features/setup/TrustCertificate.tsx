/** The exception: exactly this certificate, for exactly this host and port, because the user knows it. */
import type { CertificateFacts } from '../../../shared/failure.ts';
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
        {`I know this server. Trust exactly this certificate for ${facts.host}, port ${facts.port}`}
      </Checkbox>
    </>
  );
}
