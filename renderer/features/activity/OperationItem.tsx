/** One operation of the log: what it was, how far it has come, and what can be done about it. */
import { Check, CircleAlert, Clock, LoaderCircle, Undo2 } from 'lucide-react';
import { Fragment, useRef, useState, type RefObject } from 'react';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText, operationTitle } from '../../../shared/locales/engine-words.ts';
import { cx } from '../../design/class-names.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { adviceOn, clockTime } from './activity-words.ts';
import styles from './ActivityPanel.module.css';
import type { Deed, Deeds } from './use-deeds.ts';

const ICONS = { waiting: Clock, running: LoaderCircle, done: Check, parked: CircleAlert } as const;

export interface OperationItemProps {
  readonly row: OperationRow;
  /** The account, where there are several. */
  readonly whose: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly deeds: Deeds;
}

export function OperationItem({ row, whose, now, deeds }: OperationItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const failure = deeds.failureOf(row.id);
  const Icon = ICONS[row.state];
  // What is still waiting has happened nowhere but here.
  const title = operationTitle(row);
  const detail = row.failure && failureDetail(row.failure);
  const next = row.retryAt === undefined ? '' : row.retryAt === null ? t('activity.tryingAgain') : t('activity.triesAgainAt', { time: clockTime(row.retryAt, now) });
  const advice = row.state === 'parked' && row.failure ? adviceOn(row.failure.code) : '';
  const undoName = t(row.state === 'done' ? 'activity.undo' : 'activity.takeBack', { title });
  return (
    <li ref={item} className={cx(styles.item, styles[row.state])}>
      <Icon size={16} aria-hidden className={styles.icon ?? ''} />
      <div className={styles.words}>
        <p>{title}</p>
        <p className={styles.state}>
          {[t(`activity.state-${row.state}`), clockTime(row.createdAt, now), whose].filter(Boolean).join(' · ')}
        </p>
        {row.failure ? <p className={styles.reason}>{failureText(row.failure)}</p> : null}
        {detail ? <p className={styles.state}>{t('activity.serverSays', { detail })}</p> : null}
        {next ? <p className={styles.state}>{next}</p> : null}
        {advice ? <p className={styles.state}>{advice}</p> : null}
        {row.state === 'parked' || (row.kind === 'send' && row.state !== 'done') ? <Buttons row={row} item={item} deeds={deeds} /> : null}
        {failure ? <p role="alert" className={styles.problem}>{failureText(failure)}</p> : null}
      </div>
      {row.canUndo ? (
        <IconButton size="small" label={undoName} placement="start" icon={<Undo2 size={16} aria-hidden />} isDisabled={deeds.isRunning('activity.undo', row.id)} onPress={() => {
          keepFocus(item);
          deeds.run('activity.undo', row.id);
        }} />
      ) : null}
    </li>
  );
}

/** A button goes with what it settles; a focus lost with it would leave Escape without effect. */
const keepFocus = (item: RefObject<HTMLElement | null>): void => item.current?.closest<HTMLElement>('[role=dialog]')?.focus();

/** For what needs the user, and for a letter on its way: there may be no server for it any more. While it is being tried they stay, for the moment. */
function Buttons({ row: { id, kind, state, accepted, retryAt, canEdit }, item, deeds }: Pick<OperationItemProps, 'row' | 'deeds'> & { readonly item: RefObject<HTMLElement | null> }) {
  const isTried = state === 'running';
  // A letter that is given up is gone: that is asked first.
  const [asked, setAsked] = useState(false);
  const press = (deed: Deed): void => {
    keepFocus(item);
    deeds.run(deed, id);
  };
  const isRetried = deeds.isRunning('activity.retry', id);
  const isDiscarded = deeds.isRunning('activity.discard', id);
  return (
    <>
      {asked ? <p role="alert">{t(accepted ? 'activity.outWithDiscard' : 'activity.lostWithDiscard')}</p> : null}
      <div className={styles.buttons}>
        {asked ? (
          // A key of its own: a second click of the same button must not be the answer.
          <Fragment key="asked">
            <Button autoFocus onPress={() => setAsked(false)}>{t('activity.keep')}</Button>
            <Button variant="danger" isDisabled={isDiscarded || isTried} onPress={() => press('activity.discard')}>{t('activity.discardForGood')}</Button>
          </Fragment>
        ) : (
          <>
            {state === 'parked' ? <Button isDisabled={isRetried} onPress={() => press('activity.retry')}>{t('activity.retry')}</Button> : null}
            {state === 'waiting' && retryAt !== undefined ? <Button isDisabled={isRetried || retryAt === null} onPress={() => deeds.run('activity.retry', id)}>{t('activity.tryNow')}</Button> : null}
            {canEdit ? <Button isDisabled={deeds.isRunning('compose.reopen', id) || isTried} onPress={() => deeds.edit(id)}>{t('activity.edit')}</Button> : null}
            <Button variant="quiet" isDisabled={isDiscarded || isTried} onPress={() => (kind === 'send' ? setAsked(true) : press('activity.discard'))}>{t('activity.discard')}</Button>
          </>
        )}
      </div>
    </>
  );
}
