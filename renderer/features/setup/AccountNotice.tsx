/** Above the list of an account that needs the user: what happened, what is safe, and the one thing to do. */
import { useState } from 'react';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useCommand } from '../../engine/use-command.ts';
import styles from './AccountNotice.module.css';
import { PasswordDialog } from './PasswordDialog.tsx';

const WANTS_PASSWORD: ReadonlySet<string> = new Set(['authentication', 'secret-unavailable', 'no-mechanism']);

export function AccountNotice({ account }: { readonly account: AccountSummary }) {
  const sync = useCommand('accounts.syncNow');
  const [asking, setAsking] = useState(false);
  if (account.phase !== 'needs-you') return null;
  const { failure } = account;
  const wantsPassword = failure !== null && WANTS_PASSWORD.has(failure.code);
  return (
    <div className={styles.notice}>
      <InlineAlert tone="warning" title={failure?.message ?? account.status}>
        {failure?.detail ? <p className={styles.detail}>{failure.code === 'certificate' ? 'Certificate' : 'The server says'}: {failure.detail}</p> : null}
        <p>What is here can still be read; what you do is kept and sent later.</p>
        {wantsPassword ? (
          <Button className={styles.button ?? ''} onPress={() => setAsking(true)}>Enter password…</Button>
        ) : (
          <Button className={styles.button ?? ''} isDisabled={sync.isRunning} onPress={() => void sync.run({ accountId: account.id })}>Try again</Button>
        )}
        {sync.failure ? <p role="alert">{sync.failure.message}</p> : null}
      </InlineAlert>
      {asking ? <PasswordDialog account={account} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}
