/** When the copy on this computer is being made anew or cannot be written: said at the foot, and above the list. */
import { t } from '../../shared/locales/t.ts';
import { mirrorNote } from '../../shared/locales/engine-words.ts';
import { InlineAlert } from '../design/primitives/InlineAlert.tsx';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useShared } from '../engine/use-shared.ts';
import styles from './MirrorNotice.module.css';

export interface MirrorNote {
  readonly text: string;
  readonly isProblem: boolean;
  /** Just being opened: that is no news. */
  readonly isStarting: boolean;
}

/** Null while the copy is as it should be. */
export const useMirrorNote = (): MirrorNote | null => useShared('app.mirror', noteOf);

function noteOf({ value }: ProjectionState<'app.mirror'>): MirrorNote | null {
  if (!value || value.state === 'ready') return null;
  return { text: mirrorNote(value) || t('app.copyPrepared'), isProblem: value.state === 'failing', isStarting: value.state === 'starting' };
}

export function MirrorNotice() {
  const note = useMirrorNote();
  if (!note || note.isStarting) return null;
  return (
    <div className={styles.notice} role="status">
      {note.isProblem ? (
        <InlineAlert tone="warning" title={t('app.copyUnusable')}><p>{t('app.copySafe', { note: note.text })}</p></InlineAlert>
      ) : (
        <InlineAlert tone="note"><p>{t('app.copySafe', { note: note.text })}</p></InlineAlert>
      )}
    </div>
  );
}
