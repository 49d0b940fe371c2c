/** One card per account: what it is doing at this moment, and what can be done where it cannot go on. */
import { useEffect, useState } from 'react';
import type { AccountId } from '../../../shared/ids.ts';
import type { AccountActivity } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { cx } from '../../design/class-names.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { useAccountPlaces, type AccountPlace } from '../../engine/accounts.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useShared } from '../../engine/use-shared.ts';
import styles from './ActivityPanel.module.css';
import { activityWords, queueWords } from './activity-words.ts';

const DOTS = { 'ready': styles.ready, 'syncing': styles.busy, 'connecting': styles.busy, 'offline': styles.offline, 'needs-you': styles.needsYou } as const;
const NONE: readonly AccountActivity[] = [];
const activitiesOf = ({ value }: ProjectionState<'activity.accounts'>): readonly AccountActivity[] => value?.accounts ?? NONE;

export function AccountActivities({ onGoTo }: { readonly onGoTo: (accountId: AccountId) => void }) {
  const accounts = useAccountPlaces();
  const activities = useShared('activity.accounts', activitiesOf);
  const now = useSeconds();
  return (
    <ul className={styles.accounts} aria-label={t('activity.accounts')}>
      {accounts.map((account) => {
        const activity = activities.find(({ accountId }) => accountId === account.id);
        return activity ? <AccountCard key={account.id} account={account} activity={activity} now={now} onGoTo={onGoTo} /> : null;
      })}
    </ul>
  );
}

interface AccountCardProps {
  readonly account: AccountPlace;
  readonly activity: AccountActivity;
  readonly now: number;
  readonly onGoTo: (accountId: AccountId) => void;
}

function AccountCard({ account, activity, now, onGoTo }: AccountCardProps) {
  const sync = useCommand('accounts.syncNow');
  const { headline, details, problem, progress } = activityWords(activity, now);
  const name = account.demo ? t('activity.demo') : account.email;
  const queue = queueWords(activity);
  return (
    <li className={styles.account} aria-label={name}>
      <div className={styles.accountHead}>
        <span className={cx(styles.dot, DOTS[activity.phase])} aria-hidden="true" />
        <span className={styles.accountName} dir="auto" title={name}>{name}</span>
        <span className={cx(styles.headline, activity.phase === 'needs-you' && styles.problem)}>{headline}</span>
      </div>
      <div className={styles.accountBody}>
        {progress === null ? null : <ProgressBar label={t('activity.progress', { headline, account: name })} value={progress} className={styles.bar ?? ''} />}
        {problem ? <p className={styles.reason}>{problem.reason}</p> : null}
        {problem?.server ? <p className={styles.note}>{t('activity.serverSays', { detail: problem.server })}</p> : null}
        {details.length > 0 ? <p className={styles.note}>{details.join(' · ')}</p> : null}
        {queue ? <p className={styles.note}>{queue}</p> : null}
        {problem ? (
          <>
            {problem.advice ? <p className={styles.note}>{problem.advice}</p> : null}
            <div className={styles.buttons}>
              {activity.phase === 'needs-you' ? <Button onPress={() => onGoTo(account.id)}>{t('activity.goToAccount')}</Button> : null}
              <Button isDisabled={sync.isRunning} onPress={() => void sync.run({ accountId: account.id })}>{sync.isRunning ? t('activity.trying') : t('activity.tryNow')}</Button>
            </div>
            {sync.failure ? <p role="alert" className={styles.problem}>{failureText(sync.failure)}</p> : null}
          </>
        ) : null}
      </div>
    </li>
  );
}

/** The time, told every second: what counts seconds is only drawn while it is looked at. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
