/** What can be done to one message of the reader, whatever else is selected. */
import { Archive, Code, Ellipsis, ExternalLink, FileDown, Flag, FlagOff, FolderInput, Forward, ListTree, Mail, Printer, Reply, ReplyAll, Trash2 } from 'lucide-react';
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
  const flagged = (row.flags & FLAG.flagged) !== 0;
  const { move, popOut } = cards;
  const unread = fromHere.length ? fromHere : [id];
  const reasonFor = (action: MessageAction, ids: readonly MessageId[] = [id]): { readonly isDisabled: boolean; readonly note: string | null } => {
    const note = cards.whyNot(action, ids);
    return { isDisabled: note !== null, note };
  };
  return (
    <>
      <MenuItem label={t('actions.reply')} icon={<Reply size={SIZE} aria-hidden />} onAction={() => cards.answer('reply', id)} />
      <MenuItem label={t('actions.replyAll')} icon={<ReplyAll size={SIZE} aria-hidden />} onAction={() => cards.answer('replyAll', id)} />
      <MenuItem label={t('actions.forward')} icon={<Forward size={SIZE} aria-hidden />} onAction={() => cards.answer('forward', id)} />
      <MenuSeparator />
      <MenuItem label={t('actions.archive')} icon={<Archive size={SIZE} aria-hidden />} {...reasonFor('archive')} onAction={() => cards.act('archive', [id])} />
      <MenuItem label={t('actions.delete')} icon={<Trash2 size={SIZE} aria-hidden />} {...reasonFor('delete')} onAction={() => cards.act('delete', [id])} />
      {move ? <MenuItem label={t('reader.move')} icon={<FolderInput size={SIZE} aria-hidden />} {...reasonFor('move')} onAction={() => move([id])} /> : null}
      <MenuItem label={t(flagged ? 'actions.unflag' : 'actions.flag')} icon={flagged ? <FlagOff size={SIZE} aria-hidden /> : <Flag size={SIZE} aria-hidden />} {...reasonFor(flagged ? 'unflag' : 'flag')} onAction={() => cards.act(flagged ? 'unflag' : 'flag', [id])} />
      <MenuItem label={t(fromHere.length > 1 ? 'reader.markUnreadFromHere' : 'actions.markUnread')} icon={<Mail size={SIZE} aria-hidden />} {...reasonFor('markUnread', unread)} onAction={() => cards.act('markUnread', unread)} />
      <MenuSeparator />
      {popOut ? <MenuItem label={t('reader.popOut')} icon={<ExternalLink size={SIZE} aria-hidden />} onAction={() => popOut(id, false)} /> : null}
      <MenuItem label={t('reader.saveAsEml')} icon={<FileDown size={SIZE} aria-hidden />} onAction={() => save(id)} />
      <MenuItem label={t('reader.print')} icon={<Printer size={SIZE} aria-hidden />} onAction={() => print(id)} />
      <MenuItem label={t('reader.viewHeaders')} icon={<ListTree size={SIZE} aria-hidden />} onAction={() => showHeaders(id)} />
      <MenuItem label={t('actions.viewSource')} icon={<Code size={SIZE} aria-hidden />} onAction={() => showSource(id)} />
    </>
  );
}
