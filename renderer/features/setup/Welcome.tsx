/** The first screen: add an account, or look around in the demo mailbox. */
import type { AccountId } from '../../../shared/ids.ts';
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
        <h1 className={styles.title}>Welcome to Godwit</h1>
        <p className={styles.words}>Your mail, kept on this computer: everything at once, with or without a network.</p>
        <div className={styles.buttons}>
          <Button variant="primary" size="large" onPress={onAddAccount}>Add account</Button>
          <Button size="large" isDisabled={demo.isRunning} onPress={() => void start()}>Look around in a demo mailbox</Button>
        </div>
        {demo.failure ? (
          <InlineAlert tone="error" title="The demo mailbox could not be started">
            <p>{demo.failure.message} Nothing else is affected; you can add an account all the same.</p>
          </InlineAlert>
        ) : null}
      </div>
      <p className={styles.foot}>Works with any IMAP mailbox. Nothing is sent anywhere but to your own mail servers.</p>
    </main>
  );
}
