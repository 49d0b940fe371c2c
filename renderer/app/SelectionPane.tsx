/** In place of the reader while several messages are selected: how many, and what can be done to all of them. */
import { Archive, Flag, FolderInput, Mail, MailOpen, Tag, Trash2 } from 'lucide-react';
import { keysFor } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { Button } from '../design/primitives/Button.tsx';
import { Mark } from '../design/Mark.tsx';
import { Tooltip } from '../design/primitives/Tooltip.tsx';
import { MOST_SELECTED, type Selection } from '../features/message-list/selection.ts';
import type { Reasons } from '../features/reader/reader-actions.ts';
import type { MessageAction } from './actions.ts';
import styles from './SelectionPane.module.css';

export interface SelectionPaneProps {
  readonly selection: Selection;
  /** Why something cannot be done. */
  readonly reasons: Reasons;
  readonly onAction: (action: MessageAction) => void;
  readonly onClear: () => void;
}

const BUTTONS = [
  { action: 'archive', Icon: Archive },
  { action: 'delete', Icon: Trash2 },
  { action: 'move', Icon: FolderInput },
  { action: 'flag', Icon: Flag },
  { action: 'tag', Icon: Tag },
  { action: 'markRead', Icon: MailOpen },
  { action: 'markUnread', Icon: Mail },
] as const;

export function SelectionPane({ selection: { ids, rows }, reasons, onAction, onClear }: SelectionPaneProps) {
  const count = ids.size;
  return (
    <section className={styles.pane} aria-label={t('app.message')}>
      <Mark size={108} className={styles.mark ?? ''} />
      <div className={styles.words} role="status">
        <p>{rows < count ? t('list.conversationsWith', { conversations: t('list.conversationsSelected', { count: rows }), messages: t('list.messagesIn', { count }) }) : t('app.selectedMessages', { count })}</p>
        {count >= MOST_SELECTED ? <p>{t('list.mostSelected', { n: MOST_SELECTED })}</p> : null}
      </div>
      <div className={styles.buttons}>
        {BUTTONS.map(({ action, Icon }) => (
          <Tooltip key={action} text={reasons[action] ?? t(`actions.${action}`)} keys={reasons[action] ? undefined : keysFor(action)}>
            <Button why={reasons[action]} onPress={() => onAction(action)}>
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
