/** What was asked for: what needs the user first, then what is on its way, then what was done, each the newest first. */
import { useState } from 'react';
import type { OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { useAccountPlaces } from '../../engine/accounts.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useShared } from '../../engine/use-shared.ts';
import styles from './ActivityPanel.module.css';
import { OperationItem } from './OperationItem.tsx';
import { useDeeds } from './use-deeds.ts';

const DONE_AT_FIRST = 5;
const NONE: readonly OperationRow[] = [];
const operationsOf = ({ value }: ProjectionState<'activity.list'>): readonly OperationRow[] => value?.operations ?? NONE;

export type OnEdit = (outgoing: Outgoing, operationId: OperationId) => void;

export function OperationLog({ onEdit }: { readonly onEdit: OnEdit }) {
  const operations = useShared('activity.list', operationsOf);
  const accounts = useAccountPlaces();
  const [now] = useState(() => Date.now());
  const [showsAll, setShowsAll] = useState(false);
  // Here and not in the row: what is edited waits for the user from then on, and its row goes to those that do before the answer is there.
  const reopen = useCommand('compose.reopen');
  const deeds = useDeeds();
  const [opened, setOpened] = useState<OperationId | null>(null);
  const edit = async (operationId: OperationId): Promise<void> => {
    setOpened(operationId);
    const result = await reopen.run({ operationId });
    if (result.ok) onEdit(result.value, operationId);
  };
  const parked = operations.filter(({ state }) => state === 'parked');
  const open = operations.filter(({ state }) => state === 'waiting' || state === 'running');
  const done = operations.filter(({ state }) => state === 'done');
  const whose = (row: OperationRow): string => (accounts.length > 1 ? accounts.find(({ id }) => id === row.accountId)?.email ?? '' : '');
  if (operations.length === 0) return <p className={styles.empty}>{t('activity.empty')}</p>;
  const section = (title: string, rows: readonly OperationRow[]) => (rows.length === 0 ? null : (
    <section aria-label={title}>
      <h3 className={styles.section}>{title}</h3>
      <ul className={styles.list}>
        {rows.map((row) => <OperationItem key={row.id} row={row} whose={whose(row)} now={now} deeds={deeds} editing={{ start: (id) => void edit(id), isRunning: reopen.isRunning, failure: opened === row.id ? reopen.failure : null }} />)}
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
