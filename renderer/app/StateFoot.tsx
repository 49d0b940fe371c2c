/** The line of state at the foot of the folders, kept fresh, with the activity behind it. */
import { Activity } from 'lucide-react';
import type { AccountId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import { useLine } from '../engine/EngineProvider.tsx';
import { useAccounts } from '../engine/accounts.ts';
import { useParked } from '../engine/attention.ts';
import { useUnderWay } from '../engine/under-way.ts';
import { cx } from '../design/class-names.ts';
import { ProgressBar } from '../design/primitives/ProgressBar.tsx';
import unseen from '../design/primitives/Unseen.module.css';
import { ActivityPanel } from '../features/activity/ActivityPanel.tsx';
import { footState, stateLine } from '../features/folders/account-state.ts';
import styles from './StateFoot.module.css';
import { useMirrorNote } from './MirrorNotice.tsx';
import { useNow } from './use-now.ts';
import type { ToWrite } from './writing.ts';

export interface StateFootProps {
  readonly onWrite: (what: ToWrite) => void;
  readonly onGoTo: (accountId: AccountId) => void;
  readonly activityShown: boolean;
  readonly onActivityShown: (isShown: boolean) => void;
}

export const StateFoot = ({ onWrite, onGoTo, activityShown, onActivityShown }: StateFootProps) => (
  <>
    <FootProgress />
    <ActivityPanel line={<StateLine />} isOpen={activityShown} onOpenChange={onActivityShown} note={<MirrorWords />} onGoTo={onGoTo} onEdit={(initial, replaces) => onWrite({ kind: 'again', initial, replaces })} />
  </>
);

function FootProgress() {
  const { progress } = footState(useAccounts(), 0);
  return progress === null ? null : <ProgressBar label={t('app.fetchingMail')} value={progress} className={styles.bar ?? ''} />;
}

function StateLine() {
  const now = useNow(2000);
  const { phase } = useLine();
  const mirror = useMirrorNote();
  const parked = useParked();
  const needed = parked === 0 ? '' : t('activity.actionsNeed', { count: parked });
  const accounts = useAccounts();
  const foot = footState(accounts, now);
  const late = useUnderWay(now);
  const state = stateLine(accounts, now);
  const whole = late ? t('folders.lateToo', { state: state.replace(/\.$/u, ''), late }) : state;
  if (phase !== 'connected') return <Words first={t('app.reconnecting')} whole={t('app.reconnecting')} />;
  if (needed) return <Words first={needed} second={mirror?.text ?? foot.first} whole={t('folders.lateToo', { state: needed, late: mirror?.text ?? whole })} isProblem />;
  if (mirror) return <Words first={mirror.text} whole={mirror.text} isProblem={mirror.isProblem} />;
  return <Words first={foot.first} second={late || foot.second} whole={whole} />;
}

interface WordsProps {
  /** Alone it may take two lines. */
  readonly first: string;
  readonly second?: string;
  /** Everything in one sentence, for the tooltip and assistive technology. */
  readonly whole: string;
  readonly isProblem?: boolean;
}

const Words = ({ first, second = '', whole, isProblem = false }: WordsProps) => (
  <span className={styles.words} title={whole}>
    <Activity size={16} className={cx(styles.sign, isProblem && styles.problem)} aria-hidden />
    <span className={unseen.unseen}>{whole || t('app.activity')}</span>
    <span className={cx(second ? styles.first : styles.only, isProblem && styles.problem)} aria-hidden="true">{first || t('app.activity')}</span>
    {second ? <span className={styles.second} aria-hidden="true">{second}</span> : null}
  </span>
);

function MirrorWords() {
  const mirror = useMirrorNote();
  return mirror ? <p className={cx(styles.note, mirror.isProblem && styles.problem)}>{mirror.text}</p> : null;
}
