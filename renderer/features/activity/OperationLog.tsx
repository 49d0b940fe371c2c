/** What was asked for: what needs the user first, then what is on its way, then what was done, each the newest first. */
import { useState } from 'react';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { useAccountPlaces } from '../../engine/accounts.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import styles from './ActivityPanel.module.css';
import { OperationItem } from './OperationItem.tsx';
import { useDeeds, type OnEdit } from './use-deeds.ts';

const DONE_AT_FIRST = 5;
const NONE: readonly OperationRow[] = [];
const operationsOf = ({ value }: ProjectionState<'activity.list'>): readonly OperationRow[] => value?.operations ?? NONE;

export function OperationLog({ onEdit }: { readonly onEdit: OnEdit }) {
  const operations = useShared('activity.list', operationsOf);
  const accounts = useAccountPlaces();
  const [now] = useState(() => Date.now());
  const [showsAll, setShowsAll] = useState(false);
  // Here and not in the row, which goes to another section before the answer is there.
  const deeds = useDeeds(onEdit);
  const parked = operations.filter(({ state }) => state === 'parked');
  const open = operations.filter(({ state }) => state === 'waiting' || state === 'running');
  const done = operations.filter(({ state }) => state === 'done');
  const whose = (row: OperationRow): string => (accounts.length > 1 ? accounts.find(({ id }) => id === row.accountId)?.email ?? '' : '');
  if (operations.length === 0) return <p className={styles.empty}>{t('activity.empty')}</p>;
  const section = (title: string, rows: readonly OperationRow[]) => (rows.length === 0 ? null : (
    <section aria-label={title}>
      <h3 className={styles.section}>{title}</h3>
      <ul className={styles.list}>
        {rows.map((row) => <OperationItem key={row.id} row={row} whose={whose(row)} now={now} deeds={deeds} />)}
      </ul>
    </section>
  ));
  return (
    <>
      {section(t('activity.needsYou'), parked)}
      {section(t('activity.onItsWay'), open)}
      {section(t('activity.done'), showsAll ? done : done.slice(0, DONE_AT_FIRST))}
      {!showsAll && done.length > DONE_AT_FIRST ? <Button variant="quiet" className={styles.more ?? ''} onPress={() => setShowsAll(true)}>{t('activity.showMore', { n: done.length - DONE_AT_FIRST })}</Button> : null}
    </>
  );
}
