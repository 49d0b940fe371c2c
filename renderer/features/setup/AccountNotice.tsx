/** Above the list of an account that needs the user: what happened, what is safe, and the one thing to do. */
import { useState } from 'react';
import type { AccountId } from '../../../shared/ids.ts';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText, statusText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useAccount } from '../../engine/accounts.ts';
import { useCommand } from '../../engine/use-command.ts';
import styles from './AccountNotice.module.css';
import { CertificateDialog, type CertificateDialogProps } from './CertificateDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

const WANTS_PASSWORD: ReadonlySet<string> = new Set(['authentication', 'secret-unavailable', 'no-mechanism']);

/** What is shown here: nothing that changes with every number of a sync. */
const needOf = (account: AccountSummary) => (account.phase === 'needs-you' ? { id: account.id, email: account.email, status: statusText(account), failure: account.failure } : null);

export function AccountNotice({ accountId }: { readonly accountId: AccountId }) {
  const account = useAccount(accountId, needOf);
  const sync = useCommand('accounts.syncNow');
  // As it was when they were opened: while it is tried again the account needs nobody for a moment, and what was typed stays.
  const [asking, setAsking] = useState<Pick<AccountSummary, 'id' | 'email'> | null>(null);
  const [looking, setLooking] = useState<Omit<CertificateDialogProps, 'onClose'> | null>(null);
  const { failure = null } = account ?? {};
  const refused = failure?.certificate;
  const detail = failure && failureDetail(failure);
  const wantsPassword = failure !== null && WANTS_PASSWORD.has(failure.code);
  return (
    <>
      {account ? (
        <div className={styles.notice}>
          <InlineAlert tone="warning" title={failure ? failureText(failure) : account.status}>
            {failure && detail ? <p className={styles.detail}>{t(failure.code === 'certificate' ? 'setup.certificateSays' : 'setup.serverSays', { detail })}</p> : null}
            <p>{t('setup.keptForLater')}</p>
            {refused ? <Button className={styles.button ?? ''} onPress={() => setLooking({ accountId, facts: refused, reason: detail ?? t('setup.cannotBeVerified') })}>{t('setup.lookAtCertificate')}</Button> : null}
            {wantsPassword ? (
              <Button className={styles.button ?? ''} onPress={() => setAsking({ id: account.id, email: account.email })}>{t('setup.enterPassword')}</Button>
            ) : (
              <Button className={styles.button ?? ''} isDisabled={sync.isRunning} onPress={() => void sync.run({ accountId: account.id })}>{t('design.tryAgain')}</Button>
            )}
            {sync.failure ? <p role="alert">{failureText(sync.failure)}</p> : null}
          </InlineAlert>
        </div>
      ) : null}
      {looking ? <CertificateDialog {...looking} onClose={() => setLooking(null)} /> : null}
      {asking ? <PasswordDialog account={asking} onClose={() => setAsking(null)} /> : null}
    </>
  );
}
