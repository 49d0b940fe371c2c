/** In place of the reader while several messages are selected: how many, and what can be done to all of them. */
import { Archive, Flag, Mail, MailOpen, Trash2 } from 'lucide-react';
import { keysFor } from '../../shared/keys.ts';
import { Button } from '../design/primitives/Button.tsx';
import { Mark } from '../design/Mark.tsx';
import { Tooltip } from '../design/primitives/Tooltip.tsx';
import type { MessageAction } from './actions.ts';
import styles from './SelectionPane.module.css';

export interface SelectionPaneProps {
  readonly count: number;
  readonly onAction: (action: MessageAction) => void;
  readonly onClear: () => void;
}

const BUTTONS = [
  { action: 'archive', label: 'Archive', keys: keysFor('archive'), Icon: Archive },
  { action: 'delete', label: 'Delete', keys: keysFor('delete'), Icon: Trash2 },
  { action: 'flag', label: 'Flag', keys: keysFor('flag'), Icon: Flag },
  { action: 'markRead', label: 'Mark as read', keys: keysFor('markRead'), Icon: MailOpen },
  { action: 'markUnread', label: 'Mark as unread', keys: keysFor('markUnread'), Icon: Mail },
] as const;

export function SelectionPane({ count, onAction, onClear }: SelectionPaneProps) {
  return (
    <section className={styles.pane} aria-label="Message">
      <Mark size={108} className={styles.mark ?? ''} />
      <p className={styles.words} role="status">{count.toLocaleString('en-GB')} messages selected</p>
      <div className={styles.buttons}>
        {BUTTONS.map(({ action, label, keys, Icon }) => (
          <Tooltip key={action} text={label} keys={keys}>
            <Button onPress={() => onAction(action)}>
              <Icon size={16} aria-hidden />
              {label}
            </Button>
          </Tooltip>
        ))}
      </div>
      <Button variant="quiet" onPress={onClear}>Clear the selection</Button>
    </section>
  );
}
