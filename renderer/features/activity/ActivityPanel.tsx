/** What is on its way and what waits for the user, behind the line of state. */
import { Check, CircleAlert, Clock, LoaderCircle } from 'lucide-react';
import { Fragment, useRef, useState, type ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { cx } from '../../design/class-names.ts';
import { Button } from '../../design/primitives/Button.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useShared } from '../../engine/use-shared.ts';
import styles from './ActivityPanel.module.css';

export interface ActivityPanelProps {
  /** What opens it: the line of state. */
  readonly line: ReactNode;
  /** Above the list: one line per account, the state of the mirror. */
  readonly notes: ReactNode;
  /** A message that could not be sent is to be written on. */
  readonly onEdit: OnEdit;
}

type OnEdit = (outgoing: Outgoing, operationId: OperationId) => void;

const ICONS = { waiting: Clock, running: LoaderCircle, done: Check, parked: CircleAlert } as const;
const WORDS = { waiting: 'Waiting', running: 'On its way', done: 'Done', parked: 'Needs you' } as const;
const DONE_SHOWN = 10;

export const ActivityPanel = ({ line, notes, onEdit }: ActivityPanelProps) => (
  <DialogTrigger>
    <AriaButton className={styles.line ?? ''}>{line}</AriaButton>
    <Popover placement="top start" offset={6} className={styles.popover ?? ''}>
      <Dialog className={styles.dialog ?? ''}>
        {({ close }) => (
          <>
            <Heading slot="title" className={styles.title ?? ''}>Activity</Heading>
            {notes}
            <Operations onEdit={(outgoing, id) => {
              close();
              onEdit(outgoing, id);
            }} />
          </>
        )}
      </Dialog>
    </Popover>
  </DialogTrigger>
);

function Operations({ onEdit }: { readonly onEdit: OnEdit }) {
  const operations = useShared('activity.list', operationsOf);
  const parked = operations.filter(({ state }) => state === 'parked');
  const open = operations.filter(({ state }) => state === 'waiting' || state === 'running');
  const done = operations.filter(({ state }) => state === 'done').slice(0, DONE_SHOWN);
  return (
    <>
      <ul className={styles.list}>
        {[...parked, ...open, ...done].map((row) => (
          <OperationItem key={row.id} row={row} onEdit={onEdit} />
        ))}
      </ul>
      {operations.length === 0 ? <p className={styles.note}>Nothing is waiting to be sent or changed.</p> : null}
    </>
  );
}

const NO_OPERATIONS: readonly OperationRow[] = [];
const operationsOf = ({ value }: ProjectionState<'activity.list'>): readonly OperationRow[] => value?.operations ?? NO_OPERATIONS;

function OperationItem({ row, onEdit }: { readonly row: OperationRow; readonly onEdit: OnEdit }) {
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
        {row.state === 'parked' ? <ParkedButtons row={row} onEdit={onEdit} /> : null}
      </div>
    </li>
  );
}

function ParkedButtons({ row: { id, kind }, onEdit }: { readonly row: OperationRow; readonly onEdit: OnEdit }) {
  const retry = useCommand('activity.retry');
  const discard = useCommand('activity.discard');
  const reopen = useCommand('compose.reopen');
  const failure = retry.failure ?? discard.failure ?? reopen.failure;
  const edit = async (): Promise<void> => {
    const result = await reopen.run({ operationId: id });
    if (result.ok) onEdit(result.value, id);
  };
  // A letter that is given up is gone: that is asked first.
  const [asked, setAsked] = useState(false);
  const buttons = useRef<HTMLDivElement>(null);
  const press = (command: typeof retry | typeof discard): void => {
    // The button goes with what it settles; a focus lost with it would leave Escape without effect.
    buttons.current?.closest<HTMLElement>('[role=dialog]')?.focus();
    void command.run({ operationId: id });
  };
  return (
    <>
      {asked ? <p role="alert">It was not sent, and what you wrote is lost with it.</p> : null}
      <div ref={buttons} className={styles.buttons}>
        {asked ? (
          // A key of its own: a second click of the same button must not be the answer.
          <Fragment key="asked">
            <Button autoFocus onPress={() => setAsked(false)}>Keep</Button>
            <Button variant="danger" isDisabled={discard.isRunning} onPress={() => press(discard)}>Discard for good</Button>
          </Fragment>
        ) : (
          <>
            <Button isDisabled={retry.isRunning} onPress={() => press(retry)}>Retry</Button>
            {kind === 'send' ? <Button isDisabled={reopen.isRunning} onPress={() => void edit()}>Edit</Button> : null}
            <Button variant="quiet" isDisabled={discard.isRunning} onPress={() => (kind === 'send' ? setAsked(true) : press(discard))}>Discard</Button>
          </>
        )}
      </div>
      {failure ? <p role="alert" className={styles.problem}>{failure.message}</p> : null}
    </>
  );
}
