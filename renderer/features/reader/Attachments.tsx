/** Attached files as chips: type, whole name with its extension, size; a press saves. */
import { File, FileArchive, FileAudio, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo, Calendar, Mail, Download, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Result } from '../../../shared/failure.ts';
import type { Attachment } from '../../../shared/model/message.ts';
import { middleEllipsis, visibleLine } from '../../../shared/text/visible.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { sizeWords } from './words.ts';
import styles from './Attachments.module.css';

export interface AttachmentsProps {
  readonly attachments: readonly Attachment[];
  readonly onSave: (section: string) => Promise<Result<{ saved: string | null }>>;
}

export function Attachments({ attachments, onSave }: AttachmentsProps) {
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set());
  const toasts = useToasts();
  const save = async ({ section, name }: Attachment): Promise<void> => {
    setSaving((old) => new Set(old).add(section));
    const answer = await onSave(section);
    setSaving((old) => new Set([...old].filter((other) => other !== section)));
    const shown = middleEllipsis(name, 40) || 'The attachment';
    if (!answer.ok) {
      if (answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: `${shown} was not saved. ${answer.failure.message}` });
    } else if (answer.value.saved !== null && !offerDownload(answer.value.saved)) toasts.show({ text: `Saved ${shown}` });
  };
  return (
    <section aria-label="Attachments" className={styles.section}>
      <h2 className={styles.heading}>{attachments.length === 1 ? 'One attachment' : `${attachments.length} attachments`}</h2>
      <ul className={styles.list}>
        {attachments.map((attachment) => {
          const Icon = iconOf(attachment);
          const name = visibleLine(attachment.name, 1000) || 'unnamed';
          const busy = saving.has(attachment.section);
          return (
            <li key={attachment.section}>
              <AriaButton className={styles.chip ?? ''} aria-label={`Save ${name}, ${sizeWords(attachment.size)}`} isDisabled={busy} onPress={() => void save(attachment)}>
                <Icon size={18} aria-hidden className={styles.type ?? ''} />
                <span className={styles.words}>
                  <bdi className={styles.name}>{middleEllipsis(name, 34)}</bdi>
                  <span className={styles.size}>{busy ? 'Saving…' : sizeWords(attachment.size)}</span>
                </span>
                <Download size={16} aria-hidden className={styles.save ?? ''} />
              </AriaButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
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
