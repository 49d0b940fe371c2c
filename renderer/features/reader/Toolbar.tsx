/** The reader's toolbar. The names are part of the contract with tests and assistive technology. */
import { Archive, ArrowLeft, Code, Ellipsis, Flag, Forward, MailOpen, Reply, ReplyAll, ShieldAlert, Trash2 } from 'lucide-react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { KEYS } from '../../../shared/keys.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Menu, MenuItem } from '../../design/primitives/Menu.tsx';
import type { ReaderActions } from './reader-actions.ts';
import styles from './Toolbar.module.css';

export interface ToolbarProps {
  readonly actions: ReaderActions;
  readonly flagged: boolean;
  readonly onBack?: (() => void) | undefined;
  readonly onSource: (() => void) | null;
}

export function Toolbar({ actions, flagged, onBack, onSource }: ToolbarProps) {
  const { junk } = actions;
  return (
    <AriaToolbar aria-label="Message actions" className={styles.toolbar ?? ''}>
      {onBack ? <IconButton label="Back" keys={KEYS.back.keys[0]} icon={<ArrowLeft size={18} aria-hidden />} onPress={onBack} /> : null}
      <IconButton label="Archive" keys={KEYS.archive.keys[0]} icon={<Archive size={18} aria-hidden />} onPress={() => actions.archive()} />
      <IconButton label="Delete" keys={KEYS.delete.keys[0]} icon={<Trash2 size={18} aria-hidden />} onPress={() => actions.remove()} />
      <span className={styles.gap} />
      <IconButton label="Flag" keys={KEYS.flag.keys[0]} icon={<Flag size={18} aria-hidden fill={flagged ? 'currentColor' : 'none'} />} isOn={flagged} tone="flag" onPress={() => actions.toggleFlag()} />
      <IconButton label="Mark as unread" keys={KEYS.markUnread.keys[0]} icon={<MailOpen size={18} aria-hidden />} onPress={() => actions.markUnread()} />
      <Menu label="More" trigger={<IconButton label="More" icon={<Ellipsis size={18} aria-hidden />} />}>
        {junk ? <MenuItem label="Move to junk" icon={<ShieldAlert size={16} aria-hidden />} keys={KEYS.junk.keys[0]} onAction={junk} /> : null}
        <MenuItem label="View source" icon={<Code size={16} aria-hidden />} isDisabled={!onSource} onAction={() => onSource?.()} />
      </Menu>
      <span className={styles.space} />
      <IconButton label="Reply" keys={KEYS.reply.keys[0]} icon={<Reply size={18} aria-hidden />} onPress={() => actions.reply('reply')} />
      <IconButton label="Reply all" keys={KEYS.replyAll.keys[0]} icon={<ReplyAll size={18} aria-hidden />} onPress={() => actions.reply('replyAll')} />
      <IconButton label="Forward" keys={KEYS.forward.keys[0]} icon={<Forward size={18} aria-hidden />} onPress={() => actions.reply('forward')} />
    </AriaToolbar>
  );
}
