/** What can be done to one message of the reader, whatever else is selected. */
import { Archive, Code, Copy, Ellipsis, ExternalLink, FileDown, Flag, FlagOff, FolderInput, Forward, ListTree, Mail, Printer, Reply, ReplyAll, ShieldAlert, ShieldCheck, Tag, Trash2, type LucideIcon } from 'lucide-react';
import type { MessageId } from '../../../shared/ids.ts';
import type { MessageAction } from '../../../shared/message-actions.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import { t } from '../../../shared/locales/t.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import { useReader } from './reader-context.ts';
import { senderName } from './words.ts';

export interface CardMenuProps {
  readonly row: MessageRow;
  /** This message and the newer ones of its conversation. */
  readonly fromHere: readonly MessageId[];
}

const SIZE = 16;

export function CardMenu(props: CardMenuProps) {
  const label = t('reader.messageMenu', { sender: senderName(props.row) });
  return (
    <Menu label={label} placement="bottom end" trigger={<IconButton size="small" label={label} icon={<Ellipsis size={SIZE} aria-hidden />} />}>
      <Items {...props} />
    </Menu>
  );
}

/** Only drawn while the menu is open: what cannot be done is found out then. */
function Items({ row, fromHere }: CardMenuProps) {
  const { cards, print, save, showHeaders, showSource } = useReader();
  const { id } = row;
  const { popOut } = cards;
  const unread = fromHere.length ? fromHere : [id];
  const item = (action: MessageAction, Icon: LucideIcon, ids: readonly MessageId[] = [id], label: string = t(`actions.${action}`)) => {
    const reason = cards.whyNot(action, ids);
    return <MenuItem label={label} icon={<Icon size={SIZE} aria-hidden />} isDisabled={reason !== null} note={reason} onAction={() => cards.act(action, ids)} />;
  };
  return (
    <>
      <MenuItem label={t('actions.reply')} icon={<Reply size={SIZE} aria-hidden />} onAction={() => cards.answer('reply', id)} />
      <MenuItem label={t('actions.replyAll')} icon={<ReplyAll size={SIZE} aria-hidden />} onAction={() => cards.answer('replyAll', id)} />
      <MenuItem label={t('actions.forward')} icon={<Forward size={SIZE} aria-hidden />} onAction={() => cards.answer('forward', id)} />
      <MenuSeparator />
      {item('archive', Archive)}
      {item('delete', Trash2)}
      {cards.whyNot('notJunk', [id]) === null ? item('notJunk', ShieldCheck) : item('junk', ShieldAlert)}
      {item('move', FolderInput)}
      {item('copy', Copy)}
      <MenuSeparator />
      {row.flags & FLAG.flagged ? item('unflag', FlagOff) : item('flag', Flag)}
      {item('tag', Tag)}
      {item('markUnread', Mail, unread, fromHere.length > 1 ? t('reader.markUnreadFromHere') : undefined)}
      <MenuSeparator />
      {popOut ? <MenuItem label={t('reader.popOut')} icon={<ExternalLink size={SIZE} aria-hidden />} onAction={() => popOut(id, false)} /> : null}
      <MenuItem label={t('reader.saveAsEml')} icon={<FileDown size={SIZE} aria-hidden />} onAction={() => save(id)} />
      <MenuItem label={t('reader.print')} icon={<Printer size={SIZE} aria-hidden />} onAction={() => print(id)} />
      <MenuItem label={t('reader.viewHeaders')} icon={<ListTree size={SIZE} aria-hidden />} onAction={() => showHeaders(id)} />
      <MenuItem label={t('actions.viewSource')} icon={<Code size={SIZE} aria-hidden />} onAction={() => showSource(id)} />
    </>
  );
}
