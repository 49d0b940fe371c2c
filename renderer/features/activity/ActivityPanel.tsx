/** What each account is doing, what is on its way and what waits for the user, behind the line of state. */
import type { ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { AccountId, OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import { AccountActivities } from './AccountActivities.tsx';
import styles from './ActivityPanel.module.css';
import { OperationLog } from './OperationLog.tsx';

export interface ActivityPanelProps {
  /** What opens it: the line of state. */
  readonly line: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Above all: the state of the copy on this computer. */
  readonly note: ReactNode;
  /** A message that could not be sent is to be written on. */
  readonly onEdit: (outgoing: Outgoing, operationId: OperationId) => void;
  /** To where the account's trouble can be mended. */
  readonly onGoTo: (accountId: AccountId) => void;
}

export const ActivityPanel = ({ line, isOpen, onOpenChange, note, onEdit, onGoTo }: ActivityPanelProps) => (
  <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
    <Tooltip text={t('activity.title')} keys={keysFor('activity')} placement="top">
      <AriaButton className={styles.line ?? ''}>{line}</AriaButton>
    </Tooltip>
    {/* The dialog in it has the name: react-aria would give the frame around it one as well, which has no role to bear it. */}
    <Popover placement="top start" offset={6} className={styles.popover ?? ''} aria-labelledby="">
      <Dialog className={styles.dialog ?? ''}>
        {({ close }) => (
          <>
            <Heading slot="title" level={2} className={styles.title ?? ''}>{t('activity.title')}</Heading>
            {note}
            <AccountActivities onGoTo={(id) => {
              close();
              onGoTo(id);
            }} />
            <OperationLog onEdit={(outgoing, id) => {
              close();
              onEdit(outgoing, id);
            }} />
          </>
        )}
      </Dialog>
    </Popover>
  </DialogTrigger>
);
