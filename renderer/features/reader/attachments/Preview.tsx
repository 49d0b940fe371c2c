/** Attachments looked at over the window, one after another: images, text, PDF. */
import { ChevronLeft, ChevronRight, Download, ExternalLink, Maximize, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { sizeWords } from '../../../../shared/text/size.ts';
import { middleEllipsis, visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { IconButton } from '../../../design/primitives/IconButton.tsx';
import { PreviewBody } from './PreviewBody.tsx';
import { usePreview } from './use-preview.ts';
import { FIT, zoomed, zoomWords, type Zoom } from './zoom.ts';
import styles from './Preview.module.css';

export interface PreviewProps {
  readonly messageId: MessageId;
  readonly attachments: readonly Attachment[];
  /** The one on screen; null while nothing is looked at. */
  readonly section: string | null;
  readonly onSection: (section: string | null) => void;
  readonly onOpen: (attachment: Attachment) => void;
  readonly onSave: (attachment: Attachment) => void;
}

export function Preview(props: PreviewProps) {
  const { attachments, section, onSection } = props;
  const index = attachments.findIndex((one) => one.section === section);
  return (
    <ModalOverlay isOpen={index >= 0} onOpenChange={(open) => { if (!open) onSection(null); }} isDismissable className={styles.veil ?? ''}>
      <Modal className={styles.modal ?? ''}>
        {index >= 0 ? <Shown key={section} {...props} index={index} attachment={attachments[index]!} /> : null}
      </Modal>
    </ModalOverlay>
  );
}

function Shown({ messageId, attachments, attachment, index, onSection, onOpen, onSave }: PreviewProps & { readonly attachment: Attachment; readonly index: number }) {
  const state = usePreview(messageId, attachment.section);
  const [zoom, setZoom] = useState<Zoom>(FIT);
  const name = visibleLine(attachment.name, 1000) || t('attachments.unnamed');
  const isImage = state !== null && 'content' in state && state.content.kind === 'image';
  const go = (by: 1 | -1): void => {
    const next = attachments[index + by];
    if (next) onSection(next.section);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    const act = ((): (() => void) | null => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') return () => onSave(attachment);
      if (event.ctrlKey || event.metaKey || event.altKey) return null;
      switch (event.key) {
        case 'ArrowLeft': return () => go(document.documentElement.dir === 'rtl' ? 1 : -1);
        case 'ArrowRight': return () => go(document.documentElement.dir === 'rtl' ? -1 : 1);
        case '+': case '=': return isImage ? () => setZoom((old) => zoomed(old, 1)) : null;
        case '-': return isImage ? () => setZoom((old) => zoomed(old, -1)) : null;
        case '0': return isImage ? () => setZoom(FIT) : null;
        // Space opened it, and closes it; on a button it presses that.
        case ' ': return onButton ? null : () => onSection(null);
        default: return null;
      }
    })();
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div className={styles.keys} onKeyDown={onKeyDown}>
      <AriaDialog className={styles.dialog ?? ''} aria-label={t('attachments.preview', { name })}>
        <header className={styles.bar}>
          <div className={styles.title}>
            <Heading slot="title" className={styles.name ?? ''}><bdi dir="ltr" title={name}>{middleEllipsis(name, 48)}</bdi></Heading>
            <span className={styles.facts}>{[sizeWords(attachment.size), attachments.length > 1 ? t('attachments.place', { n: index + 1, count: attachments.length }) : ''].filter(Boolean).join(' · ')}</span>
          </div>
          {isImage ? (
            <div className={styles.group}>
              <IconButton label={t('attachments.zoomOut')} keys="-" icon={<ZoomOut size={18} aria-hidden />} onPress={() => setZoom((old) => zoomed(old, -1))} />
              <span className={styles.zoom} aria-live="polite">{zoomWords(zoom)}</span>
              <IconButton label={t('attachments.zoomIn')} keys="+" icon={<ZoomIn size={18} aria-hidden />} onPress={() => setZoom((old) => zoomed(old, 1))} />
              <IconButton label={t('attachments.fit')} keys="0" icon={<Maximize size={18} aria-hidden />} onPress={() => setZoom(FIT)} />
            </div>
          ) : null}
          {attachments.length > 1 ? (
            <div className={styles.group}>
              <IconButton label={t('attachments.previous')} keys="←" isDisabled={index === 0} icon={<ChevronLeft size={18} aria-hidden className={styles.turns ?? ''} />} onPress={() => go(-1)} />
              <IconButton label={t('attachments.next')} keys="→" isDisabled={index === attachments.length - 1} icon={<ChevronRight size={18} aria-hidden className={styles.turns ?? ''} />} onPress={() => go(1)} />
            </div>
          ) : null}
          <div className={styles.group}>
            <IconButton label={t('attachments.open')} icon={<ExternalLink size={18} aria-hidden />} onPress={() => onOpen(attachment)} />
            <IconButton label={t('attachments.saveOne', { name })} keys="Mod+S" icon={<Download size={18} aria-hidden />} onPress={() => onSave(attachment)} />
            <IconButton label={t('attachments.closePreview')} keys="Esc" icon={<X size={18} aria-hidden />} onPress={() => onSection(null)} />
          </div>
        </header>
        <PreviewBody state={state} name={name} zoom={zoom} otherwise={<><Button onPress={() => onOpen(attachment)}>{t('attachments.open')}</Button><Button variant="primary" onPress={() => onSave(attachment)}>{t('attachments.save')}</Button></>} />
      </AriaDialog>
    </div>
  );
}
