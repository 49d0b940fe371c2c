/** A small picture of an image, in place of an icon: fetched for small files only, decoded away from the window. */
import { useState, type ReactNode } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { Picture } from './Picture.tsx';
import { usePreview } from './use-preview.ts';
import styles from './Attachments.module.css';

/** Octets that are fetched without being asked for. */
const LIGHT = 1_500_000;
/** CSS pixels of the square that it fills. */
const SIDE = 36;

/** Only once the content itself says that it is an image. */
export const wantsThumbnail = ({ size }: Attachment, inspection: Inspection | undefined): boolean =>
  size <= LIGHT && inspection?.sniffed === true && inspection.type.startsWith('image/') && !inspection.type.startsWith('image/svg');

export function Thumbnail({ messageId, section, fallback }: { readonly messageId: MessageId; readonly section: string; readonly fallback: ReactNode }) {
  const state = usePreview(messageId, section);
  const [failed, setFailed] = useState(false);
  const content = state && 'content' in state ? state.content : null;
  if (content?.kind !== 'image' || failed) return fallback;
  const { width, height } = content;
  const box = { width: SIDE * Math.min(4, Math.max(1, width / height)), height: SIDE * Math.min(4, Math.max(1, height / width)) };
  return <span className={styles.thumbnail} aria-hidden="true"><Picture image={content} box={box} label="" onFailed={() => setFailed(true)} /></span>;
}
