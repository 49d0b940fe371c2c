/** What is on its way and what waits for the user, behind the line of state. */
import { Check, CircleAlert, Clock, LoaderCircle } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { OperationId } from '../../../shared/ids.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { cx } from '../../design/class-names.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { useCommand } from '../../engine/use-command.ts';
import styles from './ActivityPanel.module.css';

export interface ActivityPanelProps {
  readonly operations: readonly OperationRow[];
  /** The line that opens it. */
  readonly line: string;
  /** Further lines in the panel: one per account, the state of the mirror. */
  readonly notes: readonly { readonly key: string; readonly text: string; readonly isProblem: boolean }[];
}

const ICONS = { waiting: Clock, running: LoaderCircle, done: Check, parked: CircleAlert } as const;
const WORDS = { waiting: 'Waiting', running: 'On its way', done: 'Done', parked: 'Needs you' } as const;

export function ActivityPanel({ operations, line, notes }: ActivityPanelProps) {
  const parked = operations.filter(({ state }) => state === 'parked');
  const open = operations.filter(({ state }) => state === 'waiting' || state === 'running');
  const done = operations.filter(({ state }) => state === 'done').slice(0, 10);
  const summary = parked.length ? `${parked.length} ${parked.length === 1 ? 'action needs' : 'actions need'} you` : line;

  return (
    <DialogTrigger>
      <AriaButton className={cx(styles.line, parked.length > 0 && styles.problem)}>
        <span className={styles.lineText}>{summary || 'Activity'}</span>
      </AriaButton>
      <Popover placement="top start" offset={6} className={styles.popover ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>Activity</Heading>
          {notes.map((note) => (
            <p key={note.key} className={cx(styles.note, note.isProblem && styles.problem)}>{note.text}</p>
          ))}
          <ul className={styles.list}>
            {[...parked, ...open, ...done].map((row) => (
              <OperationItem key={row.id} row={row} />
            ))}
          </ul>
          {operations.length === 0 ? <p className={styles.note}>Nothing is waiting to be sent or changed.</p> : null}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function OperationItem({ row }: { readonly row: OperationRow }) {
  const Icon = ICONS[row.state];
  return (
    <li className={cx(styles.item, styles[row.state])}>
      <Icon size={16} aria-hidden className={styles.icon ?? ''} />
      <div className={styles.words}>
        <p>{row.title}</p>
        <p className={styles.state}>
          {WORDS[row.state]}
          {row.failure ? `: ${row.failure.message}` : ''}
        </p>
        {row.failure?.detail ? <p className={styles.state}>The server says: {row.failure.detail}</p> : null}
        {row.state === 'parked' ? <ParkedButtons id={row.id} /> : null}
      </div>
    </li>
  );
}

function ParkedButtons({ id }: { readonly id: OperationId }) {
  const retry = useCommand('activity.retry');
  const discard = useCommand('activity.discard');
  const failure = retry.failure ?? discard.failure;
  return (
    <>
      <div className={styles.buttons}>
        <Button isDisabled={retry.isRunning} onPress={() => void retry.run({ operationId: id })}>Retry</Button>
        <Button variant="quiet" isDisabled={discard.isRunning} onPress={() => void discard.run({ operationId: id })}>Discard</Button>
      </div>
      {failure ? <p role="alert" className={styles.problem}>{failure.message}</p> : null}
    </>
  );
}
