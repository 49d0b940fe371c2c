/** Attached files as chips: type, whole name with its extension, size; a press saves, another cancels. */
import { File, FileArchive, FileAudio, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo, Calendar, Mail, Download, X, type LucideIcon } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Result } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/ids.ts';
import type { Attachment } from '../../../shared/model/message.ts';
import { middleEllipsis, visibleLine } from '../../../shared/text/visible.ts';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { sizeWords } from '../../../shared/text/size.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import styles from './Attachments.module.css';

export interface AttachmentsProps {
  readonly messageId: MessageId;
  readonly attachments: readonly Attachment[];
  readonly onSave: (section: string, signal: AbortSignal) => Promise<Result<{ saved: string | null }>>;
}

export function Attachments({ messageId, attachments, onSave }: AttachmentsProps) {
  const [saving, setSaving] = useState<ReadonlyMap<string, AbortController>>(new Map());
  const progress = useProgress(messageId);
  const toasts = useToasts();
  const save = async ({ section, name }: Attachment): Promise<void> => {
    const controller = new AbortController();
    setSaving((old) => new Map(old).set(section, controller));
    const answer = await onSave(section, controller.signal);
    setSaving((old) => new Map([...old].filter(([other]) => other !== section)));
    const shown = middleEllipsis(name, 40) || t('reader.theAttachment');
    if (!answer.ok) {
      if (answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('reader.notSaved', { name: shown, reason: failureText(answer.failure) }) });
    } else if (answer.value.saved !== null && !offerDownload(answer.value.saved)) toasts.show({ text: t('reader.saved', { name: shown }) });
  };
  return (
    <section aria-label={t('reader.attachments')} className={styles.section}>
      <h2 className={styles.heading}>{t('reader.attachmentCount', { count: attachments.length })}</h2>
      <ul className={styles.list}>
        {attachments.map((attachment) => (
          <Chip
            key={attachment.section}
            attachment={attachment}
            icon={iconOf(attachment)}
            done={saving.has(attachment.section) ? (progress.get(attachment.section) ?? 0) : null}
            onSave={() => void save(attachment)}
            onCancel={() => saving.get(attachment.section)?.abort()}
          />
        ))}
      </ul>
    </section>
  );
}

interface ChipProps {
  readonly attachment: Attachment;
  readonly icon: LucideIcon;
  /** 0 to 1 while it is being saved; null while it is not. */
  readonly done: number | null;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

function Chip({ attachment, icon: Icon, done, onSave, onCancel }: ChipProps) {
  const name = visibleLine(attachment.name, 1000) || t('reader.unnamed');
  const size = sizeWords(attachment.size);
  const isSaving = done !== null;
  return (
    <li className={styles.item}>
      <AriaButton className={styles.chip ?? ''} aria-label={isSaving ? t('reader.cancelSaving', { name }) : t('reader.save', { name, size })} onPress={isSaving ? onCancel : onSave}>
        <Icon size={18} aria-hidden className={styles.type ?? ''} />
        <span className={styles.words}>
          <bdi className={styles.name}>{middleEllipsis(name, 34)}</bdi>
          <span className={styles.size}>{isSaving ? t('reader.percentOf', { n: Math.round(done * 100), size }) : size}</span>
        </span>
        {isSaving ? <X size={16} aria-hidden className={styles.cancel ?? ''} /> : <Download size={16} aria-hidden className={styles.save ?? ''} />}
      </AriaButton>
      {isSaving ? <ProgressBar label={t('reader.saving', { name })} value={done} className={styles.progress ?? ''} /> : null}
    </li>
  );
}

/** By section: how much of it is here, 0 to 1. */
function useProgress(messageId: MessageId): ReadonlyMap<string, number> {
  const transfers = useShared('attachments.transfers', useCallback(({ value }: ProjectionState<'attachments.transfers'>) => value?.transfers.filter((one) => one.messageId === messageId) ?? [], [messageId]));
  return new Map(transfers.map(({ section, octets, total }) => [section, total > 0 ? octets / total : 0]));
}

/** The browser host answers with an address of its own to fetch the file from, once; the desktop with the path it wrote. */
function offerDownload(saved: string): boolean {
  if (!/^\/download\/[\w-]+$/u.test(saved)) return false;
  const link = document.createElement('a');
  link.href = saved;
  link.download = '';
  link.click();
  return true;
}

const BY_TYPE: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^image\//u, FileImage], [/^audio\//u, FileAudio], [/^video\//u, FileVideo], [/^text\/calendar/u, Calendar], [/^message\//u, Mail],
  [/zip|compressed|x-tar|x-7z|rar/u, FileArchive], [/spreadsheet|excel|csv/u, FileSpreadsheet], [/html|javascript|json|xml/u, FileCode], [/^text\/|pdf|word|document/u, FileText],
];

const iconOf = ({ type }: Attachment): LucideIcon => BY_TYPE.find(([pattern]) => pattern.test(type.toLowerCase()))?.[1] ?? File;
