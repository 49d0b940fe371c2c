/** Asks for a new password and keeps it once the servers took it. */
import { useState, type FormEvent } from 'react';
import type { CertificatePin } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import type { AccountPlace } from '../../engine/accounts.ts';
import { useCommand } from '../../engine/use-command.ts';
import styles from './AddAccount.module.css';
import { pinOf } from './certificate-words.ts';
import { FailureAlert } from './FailureAlert.tsx';
import { TrustCertificate } from './TrustCertificate.tsx';
import { useSecretsNote } from './use-secrets-note.ts';

export function PasswordDialog({ account, onClose }: { readonly account: Pick<AccountPlace, 'id' | 'email'>; readonly onClose: () => void }) {
  const update = useCommand('accounts.updatePassword');
  const note = useSecretsNote();
  const [password, setPassword] = useState('');
  const trust = useCommand('accounts.trustCertificate');
  const [accepted, setAccepted] = useState<CertificatePin | null>(null);
  const busy = update.isRunning || trust.isRunning;
  const refused = update.failure?.certificate;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || password === '') return;
    if (accepted) {
      const kept = await trust.run({ accountId: account.id, pin: accepted });
      if (!kept.ok) return;
      setAccepted(null);
    }
    const result = await update.run({ accountId: account.id, password });
    if (result.ok) onClose();
  };
  return (
    <Dialog title={t('setup.passwordOf', { account: account.email })} isOpen onClose={onClose} isKeptOpen>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={t('setup.password')} type="password" value={password} onChange={setPassword} isDisabled={busy} autoComplete="off" autoFocus {...(note ? { note } : {})} />
        {update.failure ? (
          <FailureAlert failure={update.failure}>
            {refused ? <TrustCertificate facts={refused} isTrusted={accepted !== null} isDisabled={busy} onChange={(isTrusted) => setAccepted(isTrusted ? pinOf(refused) : null)} /> : null}
          </FailureAlert>
        ) : null}
        {trust.failure ? <FailureAlert failure={trust.failure} /> : null}
        <div className={styles.foot}>
          {busy ? <ProgressBar label={t('setup.connecting')} value={null} className={styles.bar ?? ''} /> : null}
          <div className={styles.progress} role="status">{busy ? t('setup.signingIn') : ''}</div>
          <Button onPress={() => (busy ? update.cancel() : onClose())}>{t('design.cancel')}</Button>
          <Button variant="primary" type="submit" isDisabled={busy || password === ''}>{t('setup.connect')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
