/** The message as it came. */
import { useEffect, useState } from 'react';
import type { Result } from '../../../shared/failure.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { Skeleton } from './Skeleton.tsx';
import styles from './SourceDialog.module.css';

type Source = { source: string; truncated: boolean };
export type LoadSource = () => Promise<Result<Source>>;

export interface SourceDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly load: LoadSource;
}

/** More than this in one element makes the window slow. */
const SHOWN = 1_000_000;

export function SourceDialog({ isOpen, onClose, load }: SourceDialogProps) {
  const [answer, setAnswer] = useState<Result<Source> | null>(null);
  useEffect(() => {
    if (!isOpen || answer) return;
    let gone = false;
    void load().then((result) => { if (!gone) setAnswer(result); });
    return () => { gone = true; };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `load` is a new function on every render; opening is what counts
  }, [isOpen, answer]);
  return (
    <Dialog title={t('reader.source')} isOpen={isOpen} width={860} onClose={() => { setAnswer(null); onClose(); }} actions={<Button onPress={() => { setAnswer(null); onClose(); }}>{t('design.close')}</Button>}>
      {answer === null ? <Skeleton /> : answer.ok ? (
        <>
          <pre className={styles.source} tabIndex={0} aria-label={t('reader.source')}>{answer.value.source.slice(0, SHOWN)}</pre>
          {answer.value.truncated || answer.value.source.length > SHOWN ? <p>{t('reader.onlyBeginning')}</p> : null}
        </>
      ) : <InlineAlert tone="error">{failureText(answer.failure)}</InlineAlert>}
    </Dialog>
  );
}
