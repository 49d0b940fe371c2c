/** One attachment: what it is, its name with its end always in sight, its size. A press looks at it or opens it; Space looks; Ctrl+S saves. */
import { Download, Ellipsis, TriangleAlert, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { sizeWords } from '../../../../shared/text/size.ts';
import { middleEllipsis, visibleLine } from '../../../../shared/text/visible.ts';
import { cx } from '../../../design/class-names.ts';
import { IconButton } from '../../../design/primitives/IconButton.tsx';
import { Menu, MenuItem } from '../../../design/primitives/Menu.tsx';
import { ProgressBar } from '../../../design/primitives/ProgressBar.tsx';
import { canLook, ICONS, type FileKind } from './file-kind.ts';
import { Thumbnail, wantsThumbnail } from './Thumbnail.tsx';
import { useDragOut } from './use-drag-out.ts';
import styles from './Attachments.module.css';

export interface AttachmentChipProps {
  readonly messageId: MessageId;
  readonly attachment: Attachment;
  /** What it really is, once that is known. */
  readonly inspection: Inspection | undefined;
  readonly kind: FileKind;
  /** 0 to 1 while it is being saved; null while it is not. */
  readonly done: number | null;
  readonly onLook: () => void;
  readonly onOpen: () => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

/** Of the name, always in sight: the extension, and what stands before it. UTF-16 units. */
const TAIL = 12;

export function AttachmentChip({ messageId, attachment, inspection, kind, done, onLook, onOpen, onSave, onCancel }: AttachmentChipProps) {
  const name = visibleLine(attachment.name, 1000) || t('attachments.unnamed');
  const shown = middleEllipsis(name, 48, TAIL);
  const size = sizeWords(attachment.size);
  const Icon = ICONS[kind];
  const isSaving = done !== null;
  const looks = canLook(kind);
  const isOdd = inspection !== undefined && !inspection.matchesName;
  const drag = useDragOut(messageId, attachment.section);

  const onKeyDown = (event: KeyboardEvent): void => {
    const isSave = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
    if (!isSave && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    if (isSave) onSave();
    else onLook();
  };
  return (
    <li className={cx(styles.item, isSaving && styles.saving)}>
      <button type="button" className={styles.chip} title={name} onClick={looks ? onLook : onOpen} onKeyDown={onKeyDown} {...drag}>
        {kind === 'image' && wantsThumbnail(attachment, inspection) ? <Thumbnail key={messageId} messageId={messageId} section={attachment.section} fallback={<Icon size={18} aria-hidden className={styles.type ?? ''} />} /> : <Icon size={18} aria-hidden className={styles.type ?? ''} />}
        <span className={styles.hidden}>{t(looks ? 'attachments.lookFirst' : 'attachments.openFirst')}{' '}</span>
        <span className={styles.words}>
          {/* From left to right whatever letters it is written in: its end is at its end. */}
          <bdi dir="ltr" className={styles.name}><span className={styles.start}>{shown.slice(0, -TAIL)}</span><span className={styles.tail}>{shown.slice(-TAIL)}</span></bdi>
          <span className={styles.hidden}>{t('attachments.isKind', { kind: t(`attachments.kind-${kind}`) })}</span>
          <span className={styles.size}>
            {isSaving ? t('attachments.percentOf', { n: Math.round(done * 100), size }) : size}
            {isOdd ? <span className={styles.odd}><TriangleAlert size={12} aria-hidden />{t('attachments.mismatchShort')}</span> : null}
          </span>
        </span>
      </button>
      <span className={styles.tools}>
        {isSaving
          ? <IconButton size="small" label={t('attachments.cancelSaving', { name })} icon={<X size={16} aria-hidden />} onPress={onCancel} />
          : <IconButton size="small" label={t('attachments.saveOne', { name })} keys="Mod+S" icon={<Download size={16} aria-hidden />} onPress={onSave} className={styles.quiet ?? ''} />}
        <Menu label={t('attachments.moreActions', { name })} placement="bottom end" trigger={<IconButton size="small" label={t('attachments.moreActions', { name })} icon={<Ellipsis size={16} aria-hidden />} className={styles.quiet ?? ''} />}>
          {looks ? <MenuItem label={t('attachments.lookAt')} keys="Space" onAction={onLook} /> : null}
          <MenuItem label={t('attachments.open')} onAction={onOpen} />
          <MenuItem label={t('attachments.save')} keys="Mod+S" onAction={onSave} />
        </Menu>
      </span>
      {isSaving ? <ProgressBar label={t('attachments.saving', { name })} value={done} className={styles.progress ?? ''} /> : null}
    </li>
  );
}
