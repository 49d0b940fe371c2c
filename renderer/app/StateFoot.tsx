/** The line of state at the foot of the folders, kept fresh, with the activity behind it. */
import { useLine } from '../engine/EngineProvider.tsx';
import { useAccounts } from '../engine/accounts.ts';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useShared } from '../engine/use-shared.ts';
import { cx } from '../design/class-names.ts';
import { ProgressBar } from '../design/primitives/ProgressBar.tsx';
import { ActivityPanel } from '../features/activity/ActivityPanel.tsx';
import { footState, stateLine, type FootState } from '../features/folders/account-state.ts';
import styles from './StateFoot.module.css';
import { useMirrorNote } from './MirrorNotice.tsx';
import { useNow } from './use-now.ts';

export const StateFoot = () => (
  <>
    <FootProgress />
    <ActivityPanel line={<StateLine />} notes={<StateNotes />} />
  </>
);

function FootProgress() {
  const { progress } = footState(useAccounts(), 0);
  return progress === null ? null : <ProgressBar label="Fetching mail" value={progress} className={styles.bar ?? ''} />;
}

function StateLine() {
  const now = useNow(2000);
  const { phase } = useLine();
  const mirror = useMirrorNote();
  const parked = useShared('activity.list', parkedOf);
  const accounts = useAccounts();
  const plain = (first: string): FootState => ({ first, second: '', progress: null });
  const needed = parked === 0 ? '' : `${parked} ${parked === 1 ? 'action needs' : 'actions need'} you`;
  const [state, whole] = phase !== 'connected' ? [plain('Reconnecting…'), 'Reconnecting…']
    : needed ? [plain(needed), needed]
      : mirror ? [plain(mirror.text), mirror.text]
        : [footState(accounts, now), stateLine(accounts, now)];
  return (
    <span className={cx(styles.words, (needed || mirror?.isProblem) && styles.problem)} title={whole}>
      <span className={styles.unseen}>{whole || 'Activity'}</span>
      <span className={state.second ? styles.first : styles.only} aria-hidden="true">{state.first || 'Activity'}</span>
      {state.second ? <span className={styles.second} aria-hidden="true">{state.second}</span> : null}
    </span>
  );
}

const parkedOf = ({ value }: ProjectionState<'activity.list'>): number => value?.operations.filter(({ state }) => state === 'parked').length ?? 0;

function StateNotes() {
  const now = useNow(2000);
  const accounts = useAccounts();
  const mirror = useMirrorNote();
  return (
    <>
      {mirror ? <p className={cx(styles.note, mirror.isProblem && styles.problem)}>{mirror.text}</p> : null}
      {accounts.map((account) => (
        <p key={account.id} className={cx(styles.note, account.phase === 'needs-you' && styles.problem)}>{noteOf(account.email, stateLine([account], now), account.failure?.message)}</p>
      ))}
    </>
  );
}

/** The reason is added only where the state does not hold it already. */
const noteOf = (email: string, state: string, reason: string | undefined): string => `${email}: ${state}${reason && !state.includes(reason) ? `. ${reason}` : ''}`;
