/** Shows the certificate that an account's server came with, and lets the user accept it. */
import type { AccountId } from '../../../shared/ids.ts';
import type { CertificateFacts } from '../../../shared/failure.ts';
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
      title={`Certificate of ${facts.host}`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>Cancel</Button>
          <Button variant="danger" isDisabled={trust.isRunning} onPress={() => void accept()}>Trust this certificate</Button>
        </>
      }
    >
      <p>{facts.pinChanged === true ? 'You accepted another certificate for this server before. If nobody has changed it, somebody may be listening.' : 'Nobody whom this computer trusts vouches for this server.'}</p>
      <p>{`Reason: ${reason}. Accept it only if you know why, or whoever runs the server can read you the same fingerprint.`}</p>
      <CertificateCard facts={facts} />
      {trust.failure ? <InlineAlert tone="error" title="It could not be kept"><p>{trust.failure.message}</p></InlineAlert> : null}
    </Dialog>
  );
}
