/** The first screen: add an account, or look around in the demo mailbox. */
import type { AccountId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Mark } from '../../design/Mark.tsx';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useCommand } from '../../engine/use-command.ts';
import styles from './Welcome.module.css';

export interface WelcomeProps {
  readonly onAddAccount: () => void;
  readonly onAdded: (id: AccountId) => void;
}

export function Welcome({ onAddAccount, onAdded }: WelcomeProps) {
  const demo = useCommand('accounts.addDemo');
  const start = async (): Promise<void> => {
    const result = await demo.run({});
    if (result.ok) onAdded(result.value.accountId);
  };
  return (
    <main className={styles.welcome}>
      <div className={styles.middle}>
        <Mark size={168} className={styles.mark ?? ''} />
        <h1 className={styles.title}>{t('setup.welcome')}</h1>
        <p className={styles.words}>{t('setup.welcomeWords')}</p>
        <div className={styles.buttons}>
          <Button variant="primary" size="large" onPress={onAddAccount}>{t('setup.addAccount')}</Button>
          <Button size="large" isDisabled={demo.isRunning} onPress={() => void start()}>{t('setup.lookAround')}</Button>
        </div>
        {demo.failure ? (
          <InlineAlert tone="error" title={t('setup.demoFailed')}>
            <p>{t('setup.demoFailedWords', { reason: failureText(demo.failure) })}</p>
          </InlineAlert>
        ) : null}
      </div>
      <p className={styles.foot}>{t('setup.anyMailbox')}</p>
    </main>
  );
}
