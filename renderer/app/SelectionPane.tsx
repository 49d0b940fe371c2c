/** In place of the reader while several messages are selected: how many, and what can be done to all of them. */
import { Archive, Flag, Mail, MailOpen, Trash2 } from 'lucide-react';
import { keysFor } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
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
  { action: 'archive', Icon: Archive },
  { action: 'delete', Icon: Trash2 },
  { action: 'flag', Icon: Flag },
  { action: 'markRead', Icon: MailOpen },
  { action: 'markUnread', Icon: Mail },
] as const;

export function SelectionPane({ count, onAction, onClear }: SelectionPaneProps) {
  return (
    <section className={styles.pane} aria-label={t('app.message')}>
      <Mark size={108} className={styles.mark ?? ''} />
      <p className={styles.words} role="status">{t('app.selectedMessages', { count })}</p>
      <div className={styles.buttons}>
        {BUTTONS.map(({ action, Icon }) => (
          <Tooltip key={action} text={t(`actions.${action}`)} keys={keysFor(action)}>
            <Button onPress={() => onAction(action)}>
              <Icon size={16} aria-hidden />
              {t(`actions.${action}`)}
            </Button>
          </Tooltip>
        ))}
      </div>
      <Button variant="quiet" onPress={onClear}>{t('app.clearSelection')}</Button>
    </section>
  );
}
