/** Shows the certificate that an account's server came with, and lets the user accept it. */
import type { AccountId } from '../../../shared/ids.ts';
import type { CertificateFacts } from '../../../shared/failure.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { CertificateCard } from './CertificateCard.tsx';
import { pinOf } from './certificate-words.ts';

export interface CertificateDialogProps {
  readonly accountId: AccountId;
  readonly facts: CertificateFacts;
  readonly reason: string;
  readonly onClose: () => void;
}

export function CertificateDialog({ accountId, facts, reason, onClose }: CertificateDialogProps) {
  const trust = useCommand('accounts.trustCertificate');
  const accept = async (): Promise<void> => {
    const result = await trust.run({ accountId, pin: pinOf(facts) });
    if (result.ok) onClose();
  };
  return (
    <Dialog
      title={t('setup.certificateOf', { host: facts.host })}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>{t('design.cancel')}</Button>
          <Button variant="danger" isDisabled={trust.isRunning} onPress={() => void accept()}>{t('setup.trustCertificate')}</Button>
        </>
      }
    >
      <p>{t(facts.pinChanged === true ? 'setup.otherCertificateBefore' : 'setup.nobodyVouches')}</p>
      <p>{t('setup.certificateReason', { reason })}</p>
      <CertificateCard facts={facts} />
      {trust.failure ? <InlineAlert tone="error" title={t('setup.certificateNotKept')}><p>{failureText(trust.failure)}</p></InlineAlert> : null}
    </Dialog>
  );
}
