/** The small signs of a row, and the icons that stand for its date while the pointer is over it. For the eye: the row's name says the same. */
import { Archive, Flag, FlagOff, Forward, Mail, MailOpen, Paperclip, PenLine, Reply, Trash2 } from 'lucide-react';
import { keysFor, type ActionName } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { TagDot } from '../../design/primitives/TagChips.tsx';
import { isConversation, isFlagged, type ListRow } from './list-row.ts';
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

const withKey = (name: 'unflag' | 'archive' | 'delete' | 'markRead' | 'markUnread' | 'flag', action: ActionName = name === 'unflag' ? 'flag' : name): string => t('list.withKey', { name: t(`actions.${name}`), key: keysFor(action) });

/** For the mouse alone: keys, menu and toolbar do the same for everybody else. */
export function HoverActions({ unread, flagged }: { readonly unread: boolean; readonly flagged: boolean }) {
  return (
    <span className={styles.actions} aria-hidden="true">
      <span data-action="archive" title={withKey('archive')}><Archive size={16} /></span>
      <span data-action="delete" title={withKey('delete')}><Trash2 size={16} /></span>
      {unread ? <span data-action="markRead" title={withKey('markRead')}><MailOpen size={16} /></span> : <span data-action="markUnread" title={withKey('markUnread')}><Mail size={16} /></span>}
      {flagged ? <span data-action="unflag" title={withKey('unflag', 'flag')}><FlagOff size={16} /></span> : <span data-action="flag" title={withKey('flag')}><Flag size={16} /></span>}
    </span>
  );
}
