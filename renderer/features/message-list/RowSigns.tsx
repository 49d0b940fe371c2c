/** The small signs of a row, and the icons that stand for its date while the pointer is over it. For the eye: the row's name says the same. */
import { Archive, Flag, FlagOff, Forward, Mail, MailOpen, Paperclip, PenLine, Reply, Trash2, type LucideIcon } from 'lucide-react';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import { MESSAGE_ACTIONS, type WhyNot } from '../../../shared/message-actions.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { TagDot } from '../../design/primitives/TagChips.tsx';
import { idsOf, isConversation, isFlagged, isUnread, type ListRow } from './list-row.ts';
import type { RowAction } from './row-actions.ts';
import styles from './RowView.module.css';

/** More dots than this say nothing to the eye. */
const MOST_DOTS = 4;

export function RowSigns({ row, tags }: { readonly row: ListRow; readonly tags: readonly Tag[] }) {
  const { answered, forwarded } = FLAG;
  if (!(row.flags & (answered | forwarded)) && !row.hasAttachment && !isFlagged(row) && tags.length === 0 && !(isConversation(row) && row.draft)) return null;
  return (
    <span className={styles.signs} aria-hidden="true">
      {tags.length > 0 ? (
        <span className={styles.tags} title={tags.map(({ name }) => visibleLine(name, 40)).join(', ')}>
          {tags.slice(0, MOST_DOTS).map(({ keyword, colour }) => <TagDot key={keyword} colour={colour} />)}
        </span>
      ) : null}
      {isConversation(row) && row.draft ? <PenLine size={14} /> : null}
      {row.flags & answered ? <Reply size={14} /> : null}
      {row.flags & forwarded ? <Forward size={14} /> : null}
      {row.hasAttachment ? <Paperclip size={14} /> : null}
      {isFlagged(row) ? <Flag size={14} className={styles.flag ?? ''} /> : null}
    </span>
  );
}

/** What each icon of a row does, and what it looks like. */
const HOVERS = { archive: Archive, delete: Trash2, markRead: MailOpen, markUnread: Mail, flag: Flag, unflag: FlagOff } as const satisfies Partial<Record<RowAction, LucideIcon>>;

/** For the mouse alone: keys, menu and toolbar do the same for everybody else. What cannot be done is greyed and says why, as there. */
export function HoverActions({ row, whyNot }: { readonly row: ListRow; readonly whyNot: WhyNot }) {
  const ids = idsOf(row);
  const offered = ['archive', 'delete', isUnread(row) ? 'markRead' : 'markUnread', isFlagged(row) ? 'unflag' : 'flag'] as const;
  return (
    <span className={styles.actions} aria-hidden="true">
      {offered.map((action) => {
        const Icon = HOVERS[action];
        const reason = whyNot(action, ids);
        const name = t(`actions.${action}`);
        return <span key={action} data-action={action} data-unavailable={reason === null ? undefined : ''} title={reason === null ? t('list.withKey', { name, key: keysFor(MESSAGE_ACTIONS[action].key) }) : t('list.withReason', { name, reason })}><Icon size={16} /></span>;
      })}
    </span>
  );
}
