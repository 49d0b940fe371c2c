/** The reader's toolbar. The names are part of the contract with tests and assistive technology. */
import { Archive, ArrowLeft, Code, Copy, Ellipsis, ExternalLink, FileDown, Flag, FolderInput, Forward, ListTree, MailOpen, Printer, Reply, ReplyAll, ShieldAlert, ShieldCheck, Tag, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { KEYS, keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import { useSinglePress } from '../../design/double-press.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import type { ReaderActions } from './reader-actions.ts';
import styles from './Toolbar.module.css';

export interface ToolbarProps {
  readonly actions: ReaderActions;
  readonly flagged: boolean;
  readonly onBack?: (() => void) | undefined;
  readonly onSource: () => void;
  readonly onHeaders: () => void;
  readonly onSave: () => void;
  readonly onPrint: () => void;
  /** Null in a window of its own. */
  readonly onPopOut: (() => void) | null;
}

export const Toolbar = memo(function Toolbar({ actions, flagged, onBack, onSource, onHeaders, onSave, onPrint, onPopOut }: ToolbarProps) {
  const { junk, notJunk, move, copy, tag, reasons = {} } = actions;
  const single = useSinglePress();
  return (
    <AriaToolbar aria-label={t('reader.toolbar')} className={styles.toolbar ?? ''}>
      {onBack ? <IconButton label={t('reader.back')} keys={KEYS.back.keys[0]} icon={<ArrowLeft size={18} aria-hidden />} onPress={onBack} /> : null}
      <IconButton label={t('actions.archive')} keys={KEYS.archive.keys[0]} icon={<Archive size={18} aria-hidden />} why={reasons.archive} {...single} onPress={() => actions.archive()} />
      <IconButton label={t('actions.delete')} keys={KEYS.delete.keys[0]} icon={<Trash2 size={18} aria-hidden />} why={reasons.delete} {...single} onPress={() => actions.remove()} />
      {move ? <IconButton label={t('reader.move')} keys={keysFor('move')} icon={<FolderInput size={18} aria-hidden />} why={reasons.move} onPress={move} /> : null}
      <span className={styles.gap} />
      <IconButton label={t('actions.flag')} keys={KEYS.flag.keys[0]} icon={<Flag size={18} aria-hidden fill={flagged ? 'currentColor' : 'none'} />} isOn={flagged} tone="flag" why={reasons.toggleFlag} onPress={() => actions.toggleFlag()} />
      {tag ? <IconButton label={t('actions.tag')} keys={keysFor('tag')} icon={<Tag size={18} aria-hidden />} why={reasons.tag} onPress={tag} /> : null}
      <IconButton label={t('actions.markUnread')} keys={KEYS.markUnread.keys[0]} icon={<MailOpen size={18} aria-hidden />} why={reasons.markUnread} onPress={() => actions.markUnread()} />
      <Menu label={t('reader.more')} trigger={<IconButton label={t('reader.more')} icon={<Ellipsis size={18} aria-hidden />} />}>
        {junk ? <MenuItem label={t('actions.junk')} icon={<ShieldAlert size={16} aria-hidden />} keys={KEYS.junk.keys[0]} isDisabled={Boolean(reasons.junk)} note={reasons.junk} onAction={junk} /> : null}
        {notJunk ? <MenuItem label={t('actions.notJunk')} icon={<ShieldCheck size={16} aria-hidden />} keys={keysFor('junk')} isDisabled={Boolean(reasons.notJunk)} note={reasons.notJunk} onAction={notJunk} /> : null}
        {copy ? <MenuItem label={t('actions.copy')} icon={<Copy size={16} aria-hidden />} keys={keysFor('copy')} isDisabled={Boolean(reasons.copy)} note={reasons.copy} onAction={copy} /> : null}
        {onPopOut ? <MenuItem label={t('reader.popOut')} icon={<ExternalLink size={16} aria-hidden />} keys={keysFor('popOut')} onAction={onPopOut} /> : null}
        <MenuItem label={t('reader.saveAsEml')} icon={<FileDown size={16} aria-hidden />} keys={keysFor('saveMessage')} onAction={onSave} />
        <MenuItem label={t('reader.print')} icon={<Printer size={16} aria-hidden />} keys={keysFor('print')} onAction={onPrint} />
        <MenuSeparator />
        <MenuItem label={t('reader.viewHeaders')} icon={<ListTree size={16} aria-hidden />} keys={keysFor('headers')} onAction={onHeaders} />
        <MenuItem label={t('actions.viewSource')} icon={<Code size={16} aria-hidden />} keys={keysFor('source')} onAction={onSource} />
      </Menu>
      <span className={styles.answers}>
        <IconButton label={t('actions.reply')} keys={KEYS.reply.keys[0]} icon={<Reply size={18} aria-hidden />} onPress={() => actions.reply('reply')} />
        <IconButton label={t('actions.replyAll')} keys={KEYS.replyAll.keys[0]} icon={<ReplyAll size={18} aria-hidden />} onPress={() => actions.reply('replyAll')} />
        <IconButton label={t('actions.forward')} keys={KEYS.forward.keys[0]} icon={<Forward size={18} aria-hidden />} onPress={() => actions.reply('forward')} />
      </span>
    </AriaToolbar>
  );
});
